"""An alternative as the desk shows it: figures, and which visits change in whose day, by name and address."""

import uuid
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from app.domain.sentences import REASONS
from app.services.planning.judgement import cure_json
from app.services.planning.loaded import Loaded
from app.services.planning.route_rows import instant
from app.services.ports.planning_store import Json
from app.services.ports.standing import Named, Standing
from app.services.ports.unit_of_work import UnitOfWork
from app.services.reading.unplanned import cure_words
from planner.daily.option import Option
from planner.plan import PlannedVisit, Route
from planner.problem import Priority

MOST_NAMED = 60
NOTICED_S = 300
"""From how many seconds on another time is a change that is told."""

KINDS = ("left_out", "technician", "added", "time")


@dataclass(frozen=True, kw_only=True, slots=True)
class InForce:
    """What is in force: obligation -> technician (-1: not of the unit), and the second its visit was published at."""

    by: dict[int, int]
    at_s: dict[int, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Change:
    row: int
    kind: str
    new: tuple[Route, PlannedVisit] | None


def option_view(  # noqa: PLR0913
    work: UnitOfWork, loaded: Loaded, in_force: InForce, option: Option, calls: frozenset[int], *, proposed: bool
) -> Json:
    """Return an alternative as plain values: calls, then the most serious changes, at most `MOST_NAMED` of them."""
    found = sorted(_changes(in_force, option), key=lambda one: one.row not in calls)
    count = {kind: sum(one.kind == kind for one in found) for kind in KINDS}
    shown = found[:MOST_NAMED]
    ids = loaded.obligation_ids_of([one.row for one in shown]) if shown else []
    names = work.of(Standing).named(ids)
    return {
        "rung": option.rung.value,
        "proposed": proposed,
        "kept": len(option.broken) == len(option.postponed) and not option.moved_promises,
        "broken": len(option.broken) - len(option.postponed),
        "postponed": len(option.postponed),
        "moved_promises": len(option.moved_promises),
        "dropped": count["left_out"],
        "moved_technician": count["technician"],
        "moved_time": count["time"],
        "added": count["added"],
        "extra_travel_s": option.extra_travel_s,
        "extra_overtime_s": option.extra_overtime_s,
        "changes": [_view(loaded, in_force, option, one, key, names) for one, key in zip(shown, ids, strict=True)],
    }


def _changes(in_force: InForce, option: Option) -> list[_Change]:
    """Return what differs from what was published, what is lost first."""
    after = option.plan.planned()
    found = [
        _Change(row=row, kind="left_out", new=None) for row in sorted({*in_force.by, *option.dropped} - set(after))
    ]
    for row, (route, visit) in sorted(after.items()):
        kind = _kind(in_force, row, route, visit)
        if kind:
            found.append(_Change(row=row, kind=kind, new=(route, visit)))
    serious = {*option.broken, *option.moved_promises}
    return sorted(found, key=lambda one: (one.row not in serious, KINDS.index(one.kind)))


def _kind(in_force: InForce, row: int, route: Route, visit: PlannedVisit) -> str | None:
    if row not in in_force.by:
        return "added"
    if in_force.by[row] != route.technician:
        return "technician"
    return "time" if abs(in_force.at_s[row] - visit.start_s) >= NOTICED_S else None


def _view(
    loaded: Loaded, in_force: InForce, option: Option, one: _Change, key: uuid.UUID, names: dict[uuid.UUID, Named]
) -> Json:
    owed, zone, on = loaded.problem.obligations, ZoneInfo(loaded.unit.time_zone), loaded.scope.start
    who = names.get(key)
    old = in_force.by.get(one.row)
    old_s = in_force.at_s.get(one.row)
    why = next((left for left in option.plan.unplanned if left.obligation == one.row), None)
    said = None if why is None else REASONS[why.reason]
    cure = None if why is None else cure_json(why.cure)

    def name(technician: int | None) -> str | None:
        return None if technician is None or technician < 0 else loaded.problem.technicians[technician].name

    def at(second: int | None) -> str | None:
        return None if second is None else instant(on, second, zone).astimezone(zone).isoformat()

    return {
        "kind": one.kind,
        "obligation_id": str(key),
        "customer_id": None if who is None else str(who.customer_id),
        "customer_name": "" if who is None else who.customer_name,
        "address": "" if who is None else who.address,
        "programme_zh": "" if who is None else who.programme_zh,
        "programme_en": "" if who is None else who.programme_en,
        "law": bool(owed.hard[one.row]),
        "promise": one.row in option.moved_promises or bool(owed.priority[one.row] == Priority.PROMISE),
        "from_technician": name(old),
        "from_at": at(old_s),
        "reason": None if why is None else why.reason.value,
        "reason_zh": None if said is None else said.zh,
        "reason_en": None if said is None else said.en,
        "cure": None if cure is None else cure_words(cure),
        "to_technician": None if one.new is None else name(one.new[0].technician),
        "to_at": None if one.new is None else at(one.new[1].start_s),
    }
