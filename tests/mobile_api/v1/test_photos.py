"""Photos: whole, verified, once; and a record is complete only with all of them (R14, R52)."""

import hashlib
import io
import struct
import uuid
import zlib
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from PIL import Image

from app.container import Container
from app.gateways.blobs import place_of
from app.services.errors import DomainError
from app.services.field.photos import Shelf
from tests.fakes.field_company import FieldCompany, picture
from tests.fakes.phone import Phone
from tests.mobile_api.conftest import Enrolled


def announce(phone: Phone, visit: object, content: bytes, **more: object) -> str:
    """Announce a photo and return its id."""
    photo_id = str(uuid.uuid4())
    about = {"photo_id": photo_id, "kind": "meter", "sha256": hashlib.sha256(content).hexdigest()}
    phone.note("photo_added", str(visit), {**about, "byte_size": len(content), "media_type": "image/jpeg", **more})
    assert [each["result"] for each in phone.push()] == ["applied"]
    return photo_id


def folder(container: Container) -> Path:
    """Where photos lie."""
    return Path(urlsplit(container.settings.blob_url).path)


def test_a_photo_lies_under_its_hash_and_comes_once(
    enrolled: Enrolled, company: FieldCompany, container: Container
) -> None:
    phone, content = enrolled("wang"), picture(1)
    photo_id = announce(phone, company.visits["wang"][0], content)
    first, second = phone.put_photo(photo_id, content), phone.put_photo(photo_id, content)
    assert (first.status_code, second.status_code) == (200, 200)
    assert first.json()["stored_at"] == second.json()["stored_at"]
    sha = hashlib.sha256(content).hexdigest()
    assert (folder(container) / place_of(sha)).read_bytes() == content
    row = company.town.rows("SELECT * FROM photo WHERE id = :id", id=photo_id)[0]
    assert (row.byte_size, row.media_type, row.width, row.height) == (len(content), "image/jpeg", 64, 48)


def test_a_record_is_complete_with_its_last_photo(enrolled: Enrolled, company: FieldCompany) -> None:
    """R14: eight photos, one missing: not complete."""
    phone, visit = enrolled("wang"), company.visits["wang"][1]
    contents = [picture(shade) for shade in range(10, 18)]
    photos = [announce(phone, visit, content) for content in contents]
    record = {"record_id": str(uuid.uuid4()), "form_key": "gas_inspection", "form_version": 1, "answers": {}}
    hashes = [hashlib.sha256(content).hexdigest() for content in contents]
    phone.note("visit_completed", str(visit), {**record, "expected_photos": hashes})
    phone.push()
    state = "SELECT state FROM record WHERE id = :id"
    for photo_id, content in list(zip(photos, contents, strict=True))[:-1]:
        assert phone.put_photo(photo_id, content).json()["completed_records"] == []
        assert company.town.one(state, id=record["record_id"]) == "waiting_media"
    assert phone.put_photo(photos[-1], contents[-1]).json()["completed_records"] == [record["record_id"]]
    assert company.town.one(state, id=record["record_id"]) == "complete"


def test_other_bytes_than_announced_are_refused(
    enrolled: Enrolled, company: FieldCompany, container: Container
) -> None:
    phone, content = enrolled("wang"), picture(30)
    photo_id = announce(phone, company.visits["wang"][0], content)
    cut = content[:-5]
    answers = [
        phone.put_photo(photo_id, cut),
        phone.put_photo(photo_id, cut, hashlib.sha256(content).hexdigest()),
        phone.put_photo(photo_id, content, "0" * 64),
    ]
    for answer in answers:
        assert (answer.status_code, answer.json()["code"]) == (422, "hash_mismatch")
    assert not (folder(container) / place_of(hashlib.sha256(cut).hexdigest())).exists()
    assert company.town.one("SELECT stored_at FROM photo WHERE id = :id", id=photo_id) is None


def png_of(width: int, height: int) -> bytes:
    """A tiny PNG that says it is `width` x `height`."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 64)) + chunk(b"IEND", b"")
    )


def gif() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (8, 8)).save(stream, "GIF")
    return stream.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a",
        gif(),
        png_of(20000, 20000),
        picture(3)[:200],
        b"\xff\xd8\xff",
    ],
    ids=["svg", "half a gif", "gif", "a bomb of 400 megapixels", "half a jpeg", "nothing but a beginning"],
)
def test_only_sound_pictures_of_a_sane_size_are_taken(
    enrolled: Enrolled, company: FieldCompany, container: Container, content: bytes
) -> None:
    """R52: looked at by content, measured before it is unpacked."""
    phone = enrolled("wang")
    photo_id = announce(phone, company.visits["wang"][0], content)
    refused = phone.put_photo(photo_id, content)
    assert (refused.status_code, refused.json()["code"]) == (422, "photo_rejected"), refused.text
    assert not (folder(container) / place_of(hashlib.sha256(content).hexdigest())).exists()


def test_a_photo_nobody_announced_waits_on_the_phone(enrolled: Enrolled, company: FieldCompany) -> None:
    phone, content = enrolled("wang"), picture(4)
    unknown = phone.put_photo(str(uuid.uuid4()), content)
    assert (unknown.status_code, unknown.json()["phone_action"]) == (404, "retry")
    theirs = announce(phone, company.visits["wang"][0], content)
    assert enrolled("li").put_photo(theirs, content).json()["code"] == "photo_unknown"


def test_the_same_content_on_two_visits_is_flagged(enrolled: Enrolled, company: FieldCompany) -> None:
    """R53: a hint for people."""
    phone, content = enrolled("wang"), picture(5)
    announce(phone, company.visits["wang"][0], content)
    second = announce(phone, company.visits["wang"][2], content)
    flags = company.town.one("SELECT flags FROM photo WHERE id = :id", id=second)
    assert flags == ["content_seen_on_another_visit"]


def test_a_photo_that_is_too_large_is_refused(enrolled: Enrolled, company: FieldCompany) -> None:
    phone = enrolled("wang")
    photo_id = announce(phone, company.visits["wang"][0], picture(6))
    assert phone.put_photo(photo_id, b"x" * (15 * 2**20 + 1)).status_code == 413


class FullDisk:
    """A store without room."""

    def put(self, sha256: str, content: bytes) -> None:  # noqa: ARG002
        raise DomainError("disk_full")

    def has(self, sha256: str) -> bool:  # noqa: ARG002
        return False

    def get(self, sha256: str) -> bytes | None:  # noqa: ARG002
        return None


def test_a_full_disk_stores_nothing_and_works_again_later(
    enrolled: Enrolled, company: FieldCompany, container: Container
) -> None:
    """R7."""
    phone, content, shelf = enrolled("wang"), picture(7), container.shelf
    photo_id = announce(phone, company.visits["wang"][0], content)
    container.shelf = Shelf(blobs=FullDisk(), pictures=shelf.pictures)
    try:
        refused = phone.put_photo(photo_id, content)
        assert (refused.status_code, refused.json()["phone_action"]) == (507, "retry")
        assert refused.headers["Retry-After"]
        assert company.town.one("SELECT stored_at FROM photo WHERE id = :id", id=photo_id) is None
    finally:
        container.shelf = shelf
    assert phone.put_photo(photo_id, content).status_code == 200
