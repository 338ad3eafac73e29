"""Cursors of paged lists: where a page ended, unreadable to whoever passes it back."""

import base64
import binascii
import json

from app.services.errors import DomainError


def sealed(*values: object) -> str:
    """Return the cursor that stands for the sort values of the last row of a page."""
    return base64.urlsafe_b64encode(json.dumps(values, default=str).encode()).decode().rstrip("=")


def opened(cursor: str | None, kinds: tuple[type, ...]) -> list[object] | None:
    """Return the values of a cursor, None for the first page; refuse what we did not make."""
    if cursor is None:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError) as error:
        raise _foreign() from error
    if not isinstance(values, list) or [type(value) for value in values] != list(kinds):
        raise _foreign()
    return values


def _foreign() -> DomainError:
    return DomainError("invalid_input", why="cursor: it was not given out here", why_zh="cursor：不是本系统给出的游标")
