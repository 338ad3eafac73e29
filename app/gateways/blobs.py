"""Photos in a local folder or in an S3-compatible store, by content address ``ab/cd/<sha256>``.

A put is whole or not at all (obstore writes aside and renames); in a folder file and directory are then forced to disk,
so that what was acknowledged outlives a power cut.
"""

import errno
import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

import obstore
from obstore.exceptions import GenericError
from obstore.store import LocalStore, ObjectStore, from_url

from app.services.errors import DomainError

_FULL = ("No space left", "Disk quota exceeded", f"os error {errno.ENOSPC}", f"os error {errno.EDQUOT}")


class ObjectBlobs:
    """Answers `app.services.ports.blobs.Blobs`."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._folder = Path(unquote(parts.path)) if parts.scheme == "file" else None
        self._store: ObjectStore = (
            from_url(url) if self._folder is None else LocalStore(prefix=self._folder, mkdir=True)
        )

    def put(self, sha256: str, content: bytes) -> None:
        """Write unless it is there."""
        if self.has(sha256):
            return
        try:
            obstore.put(self._store, place_of(sha256), content)
        except (GenericError, OSError) as error:
            if isinstance(error, OSError) or any(sign in str(error) for sign in _FULL):
                raise DomainError("disk_full") from error
            raise
        if self._folder is not None:
            _force(self._folder / place_of(sha256))

    def get(self, sha256: str) -> bytes | None:
        """Read."""
        try:
            return bytes(obstore.get(self._store, place_of(sha256)).bytes())
        except FileNotFoundError:
            return None

    def has(self, sha256: str) -> bool:
        """Ask for the head."""
        try:
            obstore.head(self._store, place_of(sha256))
        except FileNotFoundError:
            return False
        return True


def place_of(sha256: str) -> str:
    """Return where content with this hash lies."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def _force(path: Path) -> None:
    for each in (path, path.parent, path.parent.parent):
        descriptor = os.open(each, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
