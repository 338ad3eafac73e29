"""What a picture is, by its content; its size is looked at before anything is unpacked (R52)."""

import io
import warnings

from PIL import Image, UnidentifiedImageError

from app.services.errors import DomainError
from app.services.ports.blobs import Picture

MOST_PIXELS = 50_000_000
_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png"}
# A JPEG is read at an eighth of its size: enough to find a cut file, and a sixty-fourth of the memory.
_DRAFT = 8


class PillowPictures:
    """Answers `app.services.ports.blobs.Pictures`."""

    def look(self, content: bytes) -> Picture:
        """Open, measure, then unpack once to see that nothing is missing."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return _look(content)
        except (UnidentifiedImageError, Image.DecompressionBombError) as error:
            raise _refused("no JPEG or PNG", "不是 JPEG 或 PNG 图片") from error
        except (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError) as error:
            raise _refused("the picture is damaged", "图片已损坏") from error


def _look(content: bytes) -> Picture:
    with Image.open(io.BytesIO(content), formats=tuple(_TYPES)) as image:
        width, height = image.size
        if width * height > MOST_PIXELS:
            raise _refused(f"{width} x {height} pixels are too many", f"像素过大（{width} x {height}）")
        found = Picture(media_type=_TYPES[str(image.format)], width=width, height=height)
        image.draft(image.mode, (max(width // _DRAFT, 1), max(height // _DRAFT, 1)))
        image.load()
    return found


def _refused(why: str, why_zh: str) -> DomainError:
    return DomainError("photo_rejected", why=why, why_zh=why_zh)
