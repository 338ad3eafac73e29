"""Photos: the content lies under its hash, the row says whose it is; first the content, then the row."""

import hashlib
import hmac
import uuid
from dataclasses import dataclass

from app.services.access.caller import Caller
from app.services.access.scope import scope_of
from app.services.devices.caller import PhoneCaller
from app.services.errors import DomainError
from app.services.ports.blobs import Blobs, Pictures
from app.services.ports.clock import Clock
from app.services.ports.field import FieldWork, PhotoFacts
from app.services.ports.unit_of_work import Begin


@dataclass(frozen=True, kw_only=True, slots=True)
class Shelf:
    """Where photos are put and what looks into them."""

    blobs: Blobs
    pictures: Pictures


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredPhoto:
    """A photo that is there; `completed_records` became whole by it (R14)."""

    photo: PhotoFacts
    completed_records: tuple[uuid.UUID, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenedPhoto:
    """A photo for somebody to look at."""

    media_type: str
    sha256: str
    content: bytes


def store_photo(  # noqa: PLR0913
    begin: Begin, clock: Clock, shelf: Shelf, caller: PhoneCaller, photo_id: uuid.UUID, content: bytes, sha256: str
) -> StoredPhoto:
    """Take the content of a photo that an operation has announced; a second time nothing changes.

    Raises
    ------
    DomainError : ``photo_unknown``, ``hash_mismatch``, ``photo_rejected``, ``disk_full``; nothing is stored then
    """
    announced = _announced(begin, caller, photo_id)
    found = hashlib.sha256(content).hexdigest()
    if not (hmac.compare_digest(found, sha256.lower()) and found == announced.sha256):
        raise DomainError("hash_mismatch", expected=announced.sha256, found=found)
    if announced.stored_at is not None and shelf.blobs.has(found):
        return StoredPhoto(photo=announced, completed_records=())
    picture = shelf.pictures.look(content)
    shelf.blobs.put(found, content)
    with begin() as work:
        field = work.of(FieldWork)
        # Two last photos of a record at once must see each other: the visit is the lock.
        field.lock_visit(announced.visit_id)
        facts = {"media_type": picture.media_type, "width": picture.width, "height": picture.height}
        field.photo_stored(photo_id, clock.now(), byte_size=len(content), **facts)  # type: ignore[arg-type]
        completed = field.finish_media(announced.visit_id)
        for record_id in completed:
            work.promise("record_complete", {"record_id": str(record_id)})
        work.commit()
    return StoredPhoto(photo=_announced(begin, caller, photo_id), completed_records=completed)


def open_photo(begin: Begin, blobs: Blobs, caller: Caller, photo_id: uuid.UUID) -> OpenedPhoto:
    """Return a photo for the desk; one of another region, or not there yet, is answered like none at all."""
    with begin() as work:
        photo = work.of(FieldWork).photo_within(photo_id, scope_of(work, caller).paths)
    content = None if photo is None or photo.stored_at is None else blobs.get(photo.sha256)
    if photo is None or content is None:
        raise DomainError("not_found", what="The photo", what_zh="该照片")
    return OpenedPhoto(media_type=photo.media_type, sha256=photo.sha256, content=content)


def _announced(begin: Begin, caller: PhoneCaller, photo_id: uuid.UUID) -> PhotoFacts:
    with begin() as work:
        photo = work.of(FieldWork).photo_of(photo_id, caller.technician_id)
    if photo is None:
        raise DomainError("photo_unknown")
    return photo
