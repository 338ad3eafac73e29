"""Content under its hash: whole or not at all."""

import hashlib
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.gateways.blobs import ObjectBlobs, place_of
from app.services.errors import DomainError


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_what_was_put_is_there_and_nothing_else_is(tmp_path: Path) -> None:
    blobs = ObjectBlobs((tmp_path / "a folder").as_uri())
    blobs.put(sha(b"x"), b"x")
    blobs.put(sha(b"x"), b"x")
    assert (blobs.get(sha(b"x")), blobs.has(sha(b"x"))) == (b"x", True)
    assert (blobs.get(sha(b"y")), blobs.has(sha(b"y"))) == (None, False)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files == [tmp_path / "a folder" / place_of(sha(b"x"))]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte."""
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(tmp_path)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("a small file system cannot be mounted here")
    yield tmp_path
    subprocess.run(["umount", str(tmp_path)], check=True)


def test_a_full_disk_leaves_nothing_half_stored(small_disk: Path) -> None:
    """R7: the answer is 507, and room again means it works again."""
    blobs, content = ObjectBlobs(small_disk.as_uri()), b"z" * 700_000
    other = content[:-1]
    blobs.put(sha(content), content)
    with pytest.raises(DomainError) as refused:
        blobs.put(sha(other), other)
    assert refused.value.code == "disk_full"
    assert not blobs.has(sha(other))
    (small_disk / place_of(sha(content))).unlink()
    blobs.put(sha(other), other)
    assert blobs.get(sha(other)) == other
