"""A day in force after something happened: the ladder's alternatives, and the one a dispatcher takes, as a draft.

Technician-days that have begun stay as they are (R34); what is replanned are the others.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import numpy as np

from app.domain.kinds import PlanLevel
from app.services.access.caller import Caller
from app.services.access.scope import scope_of as caller_scope
from app.services.errors import DomainError
from app.services.planning.loaded import Loaded
from app.services.planning.parts import Ask, Made, Planning
from app.services.planning.progress import Progress
from app.services.planning.region_travel import RegionTravels
from app.services.planning.run_days import DAY_ITERATIONS, keep
from app.services.planning.scoping import scope_of
from app.services.planning.standing import Stood, stood
from app.services.ports.planning_store import Json
from app.services.ports.standing import Standing, StandingVisit
from planner.daily import Event, Replan, replan_day
from planner.daily.option import Option
from planner.daily.reasons import explained
from planner.daily.rungs import Rung
from planner.kernel import SearchLimits
from planner.plan import DayPlan
from planner.whatif import Move, what_if

MOST_NAMED = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Happened:
    """What happened on `on` in a unit: who is ill, who can begin only at an instant, which visits are cancelled.

    `told` : the times of what is in force were told to the customers and move by half an hour at most.
    """

    unit_id: uuid.UUID
    on: date
    ill: tuple[uuid.UUID, ...] = ()
    late: tuple[tuple[uuid.UUID, datetime], ...] = ()
    cancelled: tuple[uuid.UUID, ...] = ()
    told: bool = False


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class _Answered:
    loaded: Loaded
    travels: RegionTravels
    replan: Replan
    visits: int


def alternatives(planning: Planning, caller: Caller, happened: Happened) -> Json:
    """Return what each rung of the ladder offers; nothing is stored.

    Raises
    ------
    DomainError : ``not_found`` for what is of another region; ``invalid_input`` for a past day; ``nothing_stands``
        when nothing is in force that could be replanned
    """
    found = _answered(planning, caller, happened)
    return {
        "on": happened.on,
        "unit_id": str(happened.unit_id),
        "visits": found.visits,
        "options": [_told(found, one) for one in _different(found.replan.options)],
    }


def take(planning: Planning, caller: Caller, happened: Happened, rung: Rung) -> Made:
    """Store what a rung offers as a draft of the day; it is published like any other. Raises as `alternatives` does."""
    found = _answered(planning, caller, happened)
    option = next((one for one in found.replan.options if one.rung is rung), None)
    if option is None:
        raise DomainError("not_found", what="The alternative", what_zh="该方案")
    ask = Ask(unit_id=happened.unit_id, period_start=happened.on)
    return keep(planning, found.loaded, found.travels, option.plan, ask, Progress(level=PlanLevel.DAY))


def move(planning: Planning, caller: Caller, visit_id: uuid.UUID, technician_id: uuid.UUID, before: int | None) -> Made:
    """Store a draft of the day in which a visit in force is made by somebody else, or elsewhere in the order.

    Everything else stays; what the judge objects to is stored with the draft, which then cannot be published.

    Raises
    ------
    DomainError : ``not_found`` for what is of another region; ``visit_settled`` when it is not in force, or has begun
    """
    with planning.begin() as work:
        asked = work.of(Standing).visit(caller_scope(work, caller), visit_id)
        if asked is None:
            raise DomainError("not_found", what="The visit", what_zh="该次上门")
        if not asked.live:
            raise DomainError("visit_settled")
    loaded, travels, stands, _ = _standing(planning, asked.unit_id, asked.on)
    row = stands.row_of.get(asked.obligation_id)
    if row is None or row not in stands.plan.planned():
        raise DomainError("visit_settled")
    who = _person(loaded, technician_id)
    wish = Move(obligation=row, technician=who, on=asked.on, before=before)
    then = what_if(loaded.problem, travels, stands.plan, (wish,)).plan
    planned = then.planned()
    left = [row for row in range(len(loaded.problem.obligations)) if row not in planned]
    bare = DayPlan(routes=then.routes, unplanned=())
    plan = DayPlan(routes=then.routes, unplanned=explained(loaded.problem, travels, bare, left))
    ask = Ask(unit_id=asked.unit_id, period_start=asked.on)
    return keep(planning, loaded, travels, plan, ask, Progress(level=PlanLevel.DAY))


def _standing(
    planning: Planning, unit_id: uuid.UUID, on: date
) -> tuple[Loaded, RegionTravels, Stood, Sequence[StandingVisit]]:
    """Load a day and what is in force on it; raise ``nothing_stands`` when that is nothing."""
    with planning.begin() as work:
        scope = scope_of(work, planning, PlanLevel.DAY, Ask(unit_id=unit_id, period_start=on))
        loaded = planning.loader.load(work, scope)
        visits = work.of(Standing).days(unit_id, on, scope.period_until, None)
    travels = RegionTravels(problem=loaded.problem, roads=planning.roads)
    stands = stood(loaded, travels, visits)
    if not stands.plan.routes:
        raise DomainError("nothing_stands")
    return loaded, travels, stands, visits


def _answered(planning: Planning, caller: Caller, happened: Happened) -> _Answered:
    with planning.begin() as work:
        caller_scope(work, caller, happened.unit_id)
    loaded, travels, stands, visits = _standing(planning, happened.unit_id, happened.on)
    gone = {one.obligation_id for one in visits if one.visit_id in set(happened.cancelled)}
    event = _event(loaded, happened, stands.row_of, gone)
    planned = stands.plan.planned()
    new = tuple(row for row in range(len(loaded.problem.obligations)) if row not in planned)
    event = replace(event, add=new, promised=frozenset(planned) - set(event.drop) if happened.told else frozenset())
    limits = SearchLimits(iterations=max(1, round(DAY_ITERATIONS * planning.effort)), seed=1)
    replan = replan_day(loaded.problem, travels, stands.plan, event, search=limits, every_rung=True)
    return _Answered(loaded=loaded, travels=travels, replan=replan, visits=len(planned))


def _event(loaded: Loaded, happened: Happened, row_of: dict[uuid.UUID, int], gone: set[uuid.UUID]) -> Event:
    zone = ZoneInfo(loaded.unit.time_zone)
    late = {_person(loaded, who): _second(at.astimezone(zone), happened.on) for who, at in happened.late}
    return Event(
        on=happened.on,
        now_s=0,
        drop=tuple(sorted(row_of[key] for key in gone if key in row_of)),
        away=frozenset(_person(loaded, who) for who in happened.ill),
        free_at_s=late,
    )


def _second(at: datetime, on: date) -> int:
    days = (at.date() - on).days
    return int(np.clip(days * 86_400 + at.hour * 3_600 + at.minute * 60 + at.second, 0, 2 * 86_400))


def _person(loaded: Loaded, who: uuid.UUID) -> int:
    if who not in loaded.technicians:
        raise DomainError("not_found", what="The technician", what_zh="该人员")
    return loaded.technicians.index(who)


def _different(options: tuple[Option, ...]) -> list[Option]:
    """Return the options without those that come to the same plan as one before: nobody chooses between equals."""
    kept: list[Option] = []
    for one in options:
        if all(one.plan.routes != other.plan.routes for other in kept):
            kept.append(one)
    return kept


def _told(found: _Answered, option: Option) -> Json:
    chosen = option is found.replan.chosen
    dropped = found.loaded.obligation_ids_of(list(option.dropped[:MOST_NAMED])) if option.dropped else []
    return {
        "rung": option.rung.value,
        "proposed": chosen,
        "kept": option.kept,
        "dropped": len(option.dropped),
        "dropped_obligations": [str(key) for key in dropped],
        "broken": len(option.broken),
        "moved_promises": len(option.moved_promises),
        "moved_technician": option.moved_technician,
        "moved_time": option.moved_time,
        "added": len(option.diff.added),
        "extra_travel_s": option.extra_travel_s,
        "extra_overtime_s": option.extra_overtime_s,
    }
