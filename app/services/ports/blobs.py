"""Where photos lie, and what looks into them."""

from dataclasses import dataclass
from typing import Protocol


class Blobs(Protocol):
    """Content under its own hash; what was put is there whole or not at all."""

    def put(self, sha256: str, content: bytes) -> None:
        """Store `content`; doing it again changes nothing. Raises ``disk_full``."""
        ...

    def get(self, sha256: str) -> bytes | None:
        """Return what was put, None when it is not there."""
        ...

    def has(self, sha256: str) -> bool:
        """Tell whether something was put."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """What a picture is by its content; size in pixels."""

    media_type: str
    width: int
    height: int


class Pictures(Protocol):
    """Looks at the content, never at a name."""

    def look(self, content: bytes) -> Picture:
        """Return what it is; ``photo_rejected`` when it is no sound JPEG or PNG, or too large to open safely (R52)."""
        ...
