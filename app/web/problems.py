"""Errors as the contract wants them: stable code, the sentence in the reader's language and in both, what to do."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Mapping
from typing import Any

import structlog
from flask import Flask, Response, g, jsonify, request
from sqlalchemy.exc import DataError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from app.services.errors import DomainError
from app.web.languages import english_wanted

log = structlog.get_logger()
RETRY_AFTER_S = {"database_down": 5, "disk_full": 60}
BY_STATUS = {
    400: "malformed",
    401: "unauthenticated",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    415: "unsupported_media",
    422: "invalid_input",
}
DISK_FULL, READ_ONLY = "53100", "25006"


def register(app: Flask) -> None:
    """Let every failure of a request end in a body of the contract, never in a stack trace."""
    app.register_error_handler(DomainError, answer)
    app.register_error_handler(HTTPException, _of_http)
    app.register_error_handler(DBAPIError, _of_database)
    app.register_error_handler(PoolTimeout, _of_database)
    app.register_error_handler(OSError, _of_system)
    app.register_error_handler(Exception, _unexpected)


def answer(error: DomainError, status: int | None = None) -> Response:
    """Return the response for an error of the catalogue."""
    response = jsonify(body_of(error))
    response.status_code = status or error.status
    wait = error.details.get("seconds") or RETRY_AFTER_S.get(error.code)
    if isinstance(wait, int):
        response.headers["Retry-After"] = str(wait)
    response.headers["Cache-Control"] = "no-store"
    return response


def body_of(error: DomainError) -> dict[str, Any]:
    """Return the body for an error of the catalogue."""
    return {
        "code": error.code,
        "message": error.message_en if english_wanted() else error.message_zh,
        "message_en": error.message_en,
        "message_zh": error.message_zh,
        "details": error.details,
        "phone_action": error.kind.phone.value,
    }


def _of_http(error: HTTPException) -> Response:
    """Translate what Flask and its extensions raise."""
    status = error.code or 500
    if error.response is not None and status < 400:
        return error.response  # type: ignore[return-value]
    if status >= 500 and status not in BY_STATUS:
        return _unexpected(error)
    code = BY_STATUS.get(status, "malformed")
    response = answer(DomainError(code, **_details(code, error)), status)
    if status == 405 and getattr(error, "valid_methods", None):
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))  # type: ignore[attr-defined]
    return response


def _details(code: str, error: HTTPException) -> dict[str, object]:
    data = getattr(error, "data", None) or {}
    if code == "invalid_input":
        found = data.get("messages") or data.get("errors") or {}
        fields = dict(path for sent in found.values() for path in _paths(sent))
        named = "; ".join(f"{path}: {why}" for path, why in fields.items())
        return {"why": named, "why_zh": named, "fields": fields}
    if code == "malformed":
        return {"why": "it is not well formed", "why_zh": "格式不正确"}
    if code == "not_found":
        return {"what": "What you asked for", "what_zh": "所请求的内容"}
    if code == "too_large":
        return {"limit": f"{(request.max_content_length or 0) // 2**20} MB"}
    if code == "unsupported_media":
        return {"expected": "application/json"}
    return {}


def _paths(found: Any, at: str = "") -> Iterator[tuple[str, str]]:
    """Yield (path, reason) from marshmallow's nested messages."""
    if isinstance(found, Mapping):
        for key, inner in found.items():
            yield from _paths(inner, f"{at}.{key}" if at else str(key))
    elif isinstance(found, list | tuple):
        yield at, " ".join(str(each) for each in found)
    else:
        yield at, str(found)


def _of_database(error: Exception) -> Response:
    state = getattr(getattr(error, "orig", None), "sqlstate", None)
    if state == DISK_FULL:
        return answer(DomainError("disk_full"))
    if isinstance(error, OperationalError | InterfaceError | PoolTimeout) or state == READ_ONLY:
        log.error("database_down", error=type(error).__name__, sqlstate=state)
        return answer(DomainError("database_down"))
    if isinstance(error, DataError):
        return answer(DomainError("invalid_input", why="a value is out of range", why_zh="有值超出范围"))
    return _unexpected(error)


def _of_system(error: OSError) -> Response:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        log.error("disk_full", path=error.filename)
        return answer(DomainError("disk_full"))
    return _unexpected(error)


def _unexpected(error: Exception) -> Response:
    reference = str(g.get("request_id", "-"))
    log.error("internal", reference=reference, exc_info=error)
    return answer(DomainError("internal", reference=reference))
