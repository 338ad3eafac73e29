"""Which errors of the catalogue a view may answer with, for the document; the body is that of every error."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from app.services.errors import CATALOGUE

View = TypeVar("View", bound=Callable[..., Any])
SIGNED_IN = ("unauthenticated", "device_revoked", "too_many_requests")
PROBLEM = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}


def may_answer(blueprint: Any, *codes: str) -> Callable[[View], View]:
    """Describe the errors of a view: status, stable code, what the phone does."""
    by_status: dict[int, list[str]] = {}
    for code in codes:
        by_status.setdefault(CATALOGUE[code].status, []).append(code)
    answers = {
        str(status): {"description": "; ".join(_said(code) for code in found), "content": PROBLEM}
        for status, found in sorted(by_status.items())
    }
    described: Callable[[View], View] = blueprint.doc(responses=answers)
    return described


def _said(code: str) -> str:
    return f"{code} (phone: {CATALOGUE[code].phone.value})"
