"""What the judge objects to, as it is stored and shown."""

from collections import Counter
from collections.abc import Sequence

from app.services.planning.loaded import Loaded
from app.services.ports.planning_store import Json
from planner.plan import Cure, Violation

MOST = 200
"""Violations kept with a version; their number is always kept."""


def told(loaded: Loaded, violations: Sequence[Violation]) -> list[Json]:
    """Return the first violations as plain values, with the ids of what they are about."""
    return [_told(loaded, one) for one in violations[:MOST]]


def by_rule(violations: Sequence[Violation]) -> dict[str, int]:
    """Return how often each rule is broken."""
    return dict(Counter(one.rule for one in violations))


def cure_json(cure: Cure | None) -> Json | None:
    """Return a cure as plain values."""
    return None if cure is None else {"kind": cure.kind, "minutes": cure.minutes, "details": dict(cure.details)}


def _told(loaded: Loaded, one: Violation) -> Json:
    about: Json = {"rule": one.rule, "message_en": one.message_en, "message_zh": one.message_zh, "amount": one.amount}
    about["hard"] = one.hard
    if one.obligation is not None:
        about["obligation_id"] = str(loaded.obligation_ids_of([one.obligation])[0])
    if one.technician is not None:
        about["technician_id"] = str(loaded.technicians[one.technician])
    if one.on is not None:
        about["on"] = one.on.isoformat()
    return about
