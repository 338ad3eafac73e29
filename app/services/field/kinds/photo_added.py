"""A photo was taken: what it will be is known before its bytes arrive."""

from enum import StrEnum

from app.services.field.kinds.visit import own_visit, taken
from app.services.field.operation import Circumstances, Operation
from app.services.field.results import Outcome
from app.services.ports.field import FieldWork, NewPhoto
from app.services.ports.unit_of_work import UnitOfWork

LARGEST = 15 * 2**20
SEEN_BEFORE = "content_seen_on_another_visit"


class PhotoKind(StrEnum):
    """What a photo shows."""

    DOOR = "door"
    PANORAMA = "panorama"
    METER = "meter"
    READING = "reading"
    APPLIANCE = "appliance"
    DETECTOR = "detector"
    HAZARD_BEFORE = "hazard_before"
    HAZARD_AFTER = "hazard_after"
    NOTICE = "notice"
    NO_ACCESS = "no_access"
    SIGNATURE = "signature"
    OTHER = "other"


class MediaType(StrEnum):
    """What may be stored."""

    JPEG = "image/jpeg"
    PNG = "image/png"


def photo_added(work: UnitOfWork, around: Circumstances, operation: Operation) -> Outcome:
    """Store what is said of the photo; the same content on two visits is a hint for people, not a refusal."""
    visit, body, when = own_visit(work, around, operation), operation.body, around.when(operation)
    sha256, field = body.sha256("sha256"), work.of(FieldWork)
    flags = [] if when.flag is None else [when.flag.value]
    if field.photo_elsewhere(sha256, visit.id):
        flags.append(SEEN_BEFORE)
    photo = NewPhoto(
        id=body.key("photo_id"),
        visit_id=visit.id,
        kind=body.choice("kind", PhotoKind).value,
        sha256=sha256,
        byte_size=body.whole("byte_size", 1, LARGEST),
        media_type=body.choice("media_type", MediaType).value,
        taken_at=when.at,
        place=body.maybe("place", body.place),
        flags=tuple(flags),
    )
    if not field.add_photo(photo):
        raise taken("photo", photo.id)
    return Outcome(facts={"photo": {"id": str(photo.id), "stored": False}, "flags": flags})
