"""Bodies of a bounded size, read once."""

from flask import request

from app.services.errors import DomainError


def body_within(limit: int) -> bytes:
    """Return the raw body; ``too_large`` when it is longer than `limit` bytes, before it is read where it says so."""
    request.max_content_length = limit
    if (request.content_length or 0) > limit:
        raise _too_large(limit)
    raw = request.get_data(cache=False)
    # Without a declared length, or with the stream opened before us, only the length tells.
    if len(raw) > limit:
        raise _too_large(limit)
    return raw


def _too_large(limit: int) -> DomainError:
    return DomainError("too_large", limit=f"{limit // 2**20} MB")
