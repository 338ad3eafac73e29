"""Finding customers, and the one file of each (S9.11)."""

import uuid
from dataclasses import dataclass
from typing import Any

from app.domain.intervals import words_of
from app.domain.kinds import CustomerKind
from app.domain.masking import shown_name, shown_phone
from app.domain.permissions import Permission
from app.services.access.caller import Caller
from app.services.access.scope import scope_of
from app.services.errors import DomainError
from app.services.ports.access import Journal
from app.services.ports.reading import CustomerReading, Row
from app.services.ports.unit_of_work import Begin
from app.services.reading.cursor import opened, sealed


@dataclass(frozen=True, kw_only=True, slots=True)
class CustomerQuestion:
    """Words of a name, address, account or meter number; a tier; which page."""

    q: str | None = None
    unit_id: uuid.UUID | None = None
    tier: str | None = None
    limit: int = 50
    cursor: str | None = None


def search(begin: Begin, caller: Caller, asked: CustomerQuestion) -> Row:
    """Return one page of customers by account number; names of households keep the surname only."""
    after = opened(asked.cursor, (str,))
    with begin() as work:
        scope = scope_of(work, caller, asked.unit_id)
        reading = work.of(CustomerReading)
        words = (asked.q or "").strip() or None
        last = None if after is None else str(after[0])
        rows = reading.search(scope, words, asked.tier, last, asked.limit + 1)
        total = reading.count(scope, words, asked.tier)
    items = [{**row, "name": shown_name(row["name"], CustomerKind(row["kind"]))} for row in rows[: asked.limit]]
    more = len(rows) > asked.limit
    return {"items": items, "total": total, "next": sealed(items[-1]["external_id"]) if more else None}


def file(begin: Begin, caller: Caller, customer_id: uuid.UUID) -> Row:
    """Return a customer's file and write down who looked."""
    with begin() as work:
        found = work.of(CustomerReading).file(scope_of(work, caller), customer_id)
        if found is None:
            raise DomainError("not_found", what="The customer", what_zh="该客户")
        shown = _by_permission(dict(found), caller)
        seen = {"special_care": bool(found["special_care"]) and caller.may(Permission.SEE_SPECIAL_CARE)}
        work.of(Journal).add("view", "customer", str(customer_id), user_id=caller.user_id, details=seen)
        work.commit()
    return shown


def _by_permission(found: dict[str, Any], caller: Caller) -> Row:
    care = found.pop("special_care")
    found["special_care"] = care if caller.may(Permission.SEE_SPECIAL_CARE) else bool(care)
    found["phone_masked"] = shown_phone(found.pop("phone"))
    found["obligations"] = [_with_words(duty) for duty in found["obligations"]]
    return found


def _with_words(duty: dict[str, Any]) -> dict[str, Any]:
    zh, en = words_of(duty["rule"]["interval"])
    beside = {
        "after": duty["after"] and _partner(duty["after"]),
        "followed_by": [_partner(one) for one in duty["followed_by"]],
    }
    return {**duty, **beside, "rule": {"source": duty["rule"]["source"], "interval_zh": zh, "interval_en": en}}


def _partner(one: dict[str, Any]) -> Row:
    return {**one, "name": shown_name(one["name"], CustomerKind(one["kind"]))}
