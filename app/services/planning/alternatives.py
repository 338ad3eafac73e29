"""A day in force after something happened: the ladder's alternatives, and the one a dispatcher takes, as a draft.

Of a day under way only what has not begun is replanned, from where everybody's phone last reported (R34).
"""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from app.domain.kinds import PlanLevel
from app.domain.sentences import REASONS
from app.services.access.caller import Caller
from app.services.access.scope import scope_of as caller_scope
from app.services.errors import DomainError
from app.services.ledger.keys import keys, uuids
from app.services.planning.day_seconds import second_of
from app.services.planning.loaded import Loaded
from app.services.planning.option_views import InForce, option_view
from app.services.planning.parts import Ask, Made, Planning
from app.services.planning.progress import Progress
from app.services.planning.region_travel import RegionTravels
from app.services.planning.route_rows import instant
from app.services.planning.run_days import DAY_ITERATIONS, Ready, keep
from app.services.planning.scoping import scope_of
from app.services.planning.standing import Stood, stood
from app.services.planning.told import USUAL_S
from app.services.ports.day_facts import DayFacts
from app.services.ports.planning_inputs import PlanningInputs
from app.services.ports.planning_store import Json
from app.services.ports.standing import Standing, StandingVisit
from app.services.ports.told_times import ToldTime, ToldTimes
from app.services.ports.unit_of_work import UnitOfWork
from planner.daily import Event, Replan, replan_day
from planner.daily.option import Option
from planner.daily.reasons import explained
from planner.daily.rungs import Rung
from planner.kernel import SearchLimits
from planner.plan import DayPlan
from planner.whatif import Move, what_if

DAY = timedelta(days=1)
WORTH_S = 60
"""Seconds of travel and overtime that climbing higher must save at least, when it breaks and drops no less."""
USUAL_HOURS = (8 * 3_600, 17 * 3_600)
"""The shift of somebody without a weekly pattern who comes to work besides."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Happened:
    """What happened on `on` in a unit.

    Attributes
    ----------
    at : from when the rest of a day under way is open; None: now, when it is today
    ill, late : who makes nothing more; who can go on only at an instant (late, or a visit takes longer)
    cancelled : visits that customers cancelled
    retimed : visits and the instants their customers were told instead
    urgent : customers whose open obligations are to be made today as well
    calls : what customers have called about that is to be made today, whenever it is due
    extra : technicians without a shift on the day who come to work
    told : the times of what is in force were told to the customers and move by half an hour at most, where they were
        told nothing else before
    """

    unit_id: uuid.UUID
    on: date
    at: datetime | None = None
    ill: tuple[uuid.UUID, ...] = ()
    late: tuple[tuple[uuid.UUID, datetime], ...] = ()
    cancelled: tuple[uuid.UUID, ...] = ()
    retimed: tuple[tuple[uuid.UUID, datetime], ...] = ()
    urgent: tuple[uuid.UUID, ...] = ()
    calls: tuple[uuid.UUID, ...] = ()
    extra: tuple[uuid.UUID, ...] = ()
    told: bool = False


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class _Day:
    """A day loaded: `visits` are those in force, `stands` what of them can still be planned."""

    ask: Ask
    loaded: Loaded
    travels: RegionTravels
    stands: Stood
    visits: Sequence[StandingVisit]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class _Answered:
    day: _Day
    replan: Replan
    in_force: InForce
    calls: frozenset[int]


def alternatives(planning: Planning, caller: Caller, happened: Happened) -> Json:
    """Return what each rung of the ladder offers; nothing is stored.

    Raises
    ------
    DomainError : ``not_found`` for what is of another region; ``invalid_input`` for a past day or an instant on another
        one, for an urgent customer to whom nothing is owed, and for a call that no road leads to; ``nothing_stands``
        when nothing is in force that could be replanned
    """
    found = _answered(planning, caller, happened)
    options = _worth_showing(found.replan)
    with planning.begin() as work:
        shown = [
            option_view(work, found.day.loaded, found.in_force, one, found.calls, proposed=one is found.replan.chosen)
            for one in options
        ]
    at_s, running = found.day.ask.facts.at_s, found.day.loaded.running
    return {
        "on": happened.on,
        "unit_id": str(happened.unit_id),
        "visits": len(found.in_force.at_s),
        "staying": 0 if running is None else len(running.staying),
        "at": None if at_s is None else f"{at_s // 3_600:02d}:{at_s // 60 % 60:02d}",
        "options": shown,
    }


def spare(planning: Planning, caller: Caller, unit_id: uuid.UUID, on: date) -> list[Json]:
    """Return the technicians of a unit who have no route in force on a day: whoever may come to work besides."""
    with planning.begin() as work:
        caller_scope(work, caller, unit_id)
        inputs = work.of(PlanningInputs)
        people = inputs.people(inputs.units(unit_id)[0].path, on, on + DAY)
        busy = {one.technician_id for one in work.of(Standing).days(unit_id, on, on + DAY, None)}
    return [{"id": str(one.id), "name": one.name} for one in people if one.id not in busy]


def take(planning: Planning, caller: Caller, happened: Happened, rung: Rung) -> Made:
    """Store what a rung offers as a draft of the day; it is published like any other. Raises as `alternatives` does.

    The times customers were told are stored with it and stay, whatever becomes of the draft.
    """
    found = _answered(planning, caller, happened)
    option = next((one for one in found.replan.options if one.rung is rung), None)
    if option is None:
        raise DomainError("not_found", what="The alternative", what_zh="该方案")
    day = found.day
    if happened.ill:
        # Whoever is ill has no shift any more: so the judge sees it, and whoever publishes.
        ask = replace(day.ask, facts=replace(day.ask.facts, away=happened.ill))
        with planning.begin() as work:
            loaded = planning.loader.load(work, scope_of(work, planning, PlanLevel.DAY, ask))
        travels = RegionTravels(problem=loaded.problem, roads=planning.roads)
        day = replace(day, ask=ask, loaded=loaded, travels=travels)
    told = _told_now(found, happened)

    def also(work: UnitOfWork) -> None:
        for one, over in told:
            work.of(ToldTimes).put(one, caller.user_id, over=over)

    return _kept(planning, day, option.plan, also)


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
    day = _day(planning, Happened(unit_id=asked.unit_id, on=asked.on))
    row = day.stands.row_of.get(asked.obligation_id)
    if row is None or row not in day.stands.plan.planned():
        raise DomainError("visit_settled")
    wish = Move(obligation=row, technician=_person(day.loaded, technician_id), on=asked.on, before=before)
    # Others wait as long as they were told; the judge objects when somebody then comes too late.
    day = replace(day, loaded=day.loaded.keeping_told())
    then = what_if(day.loaded.problem, day.travels, day.stands.plan, (wish,)).plan
    return _kept(planning, day, then)


def _kept(planning: Planning, day: _Day, plan: DayPlan, also: Callable[[UnitOfWork], None] | None = None) -> Made:
    """Store the routes of a plan as a draft, everything it leaves out with its reason."""
    loaded, travels = day.loaded, day.travels
    planned = plan.planned()
    left = [row for row in range(len(loaded.problem.obligations)) if row not in planned]
    bare = DayPlan(routes=plan.routes, unplanned=())
    whole = DayPlan(routes=plan.routes, unplanned=explained(loaded.problem, travels, bare, left))
    ready = Ready(planning=planning, ask=day.ask, loaded=loaded, travels=travels, stands=day.stands.plan)
    return keep(ready, whole, Progress(level=PlanLevel.DAY), also)


def _day(planning: Planning, happened: Happened) -> _Day:
    """Load a day and what is in force on it; raise ``nothing_stands`` when that is nothing."""
    with planning.begin() as work:
        ask = _ask(work, planning, happened)
        scope = scope_of(work, planning, PlanLevel.DAY, ask)
        loaded = planning.loader.load(work, scope)
        visits = work.of(Standing).days(happened.unit_id, happened.on, scope.period_until, None)
    travels = RegionTravels(problem=loaded.problem, roads=planning.roads)
    stands = stood(loaded.keeping_told(), travels, visits)
    if not any(one.obligation_id in stands.row_of for one in visits) and not (visits and happened.calls):
        raise DomainError("nothing_stands")
    return _Day(ask=ask, loaded=loaded, travels=travels, stands=stands, visits=visits)


def _ask(work: UnitOfWork, planning: Planning, happened: Happened) -> Ask:
    units = work.of(PlanningInputs).units(happened.unit_id)
    if not units:
        raise DomainError("not_found", what="The unit", what_zh="该单位")
    zone = ZoneInfo(units[0].time_zone)
    at = happened.at
    if at is None and happened.on == planning.clock.today(zone):
        at = planning.clock.now()
    if at is not None and at.astimezone(zone).date() != happened.on:
        raise DomainError("invalid_input", why=f"{at} is not on {happened.on}", why_zh=f"{at} 不在 {happened.on} 当天")
    gone = set(happened.cancelled)
    visits = work.of(Standing).days(happened.unit_id, happened.on, happened.on + DAY, None) if gone else ()
    facts = DayFacts(
        at_s=None if at is None else second_of(at, happened.on, zone),
        urgent=happened.urgent,
        calls=happened.calls,
        cancelled=tuple(one.obligation_id for one in visits if one.visit_id in gone),
        extra=_extra(work, units[0].path, happened),
    )
    return Ask(unit_id=happened.unit_id, period_start=happened.on, facts=facts)


def _extra(work: UnitOfWork, path: str, happened: Happened) -> tuple[tuple[uuid.UUID, int, int], ...]:
    """Return who comes besides, with their usual hours."""
    if not happened.extra:
        return ()
    people = {one.id: one for one in work.of(PlanningInputs).people(path, happened.on, happened.on + DAY)}
    found = []
    for who in happened.extra:
        if who not in people:
            raise DomainError("not_found", what="The technician", what_zh="该人员")
        usual = people[who].patterns
        hours = (usual[0].start_s, usual[0].end_s) if usual else USUAL_HOURS
        found.append((who, *hours))
    return tuple(found)


def _answered(planning: Planning, caller: Caller, happened: Happened) -> _Answered:
    with planning.begin() as work:
        caller_scope(work, caller, happened.unit_id)
    day = _day(planning, happened)
    in_force = _in_force(day)
    calls = _calls(day.loaded, happened)
    event = _event(day, happened, in_force, calls)
    limits = SearchLimits(iterations=max(1, round(DAY_ITERATIONS * planning.effort)), seed=1)
    found = replan_day(day.loaded.problem, day.travels, day.stands.plan, event, search=limits, every_rung=True)
    return _Answered(day=day, replan=found, in_force=in_force, calls=calls)


def _calls(loaded: Loaded, happened: Happened) -> frozenset[int]:
    """Return the rows of the calls; what stays owed but cannot be planned that day is refused in words."""
    rows = loaded.row_of
    aside = dict(zip(uuids(loaded.set_aside.id), loaded.set_aside.reason, strict=True))
    for one in happened.calls:
        if one in aside:
            said = REASONS[aside[one]]
            raise DomainError("invalid_input", why=said.en, why_zh=said.zh)
        if one not in rows:
            raise DomainError("not_found", what="The call", what_zh="该来电")
    return frozenset(rows[one] for one in happened.calls)


def _told_now(found: _Answered, happened: Happened) -> list[tuple[ToldTime, bool]]:
    """Return the times that customers were told by what happened, and whether each goes over one told before."""
    day, zone = found.day, ZoneInfo(found.day.loaded.unit.time_zone)
    of_visit = {one.visit_id: one.obligation_id for one in day.visits}
    said = [(of_visit[visit], at, True) for visit, at in happened.retimed if visit in of_visit]
    if happened.told:
        ids = {row: key for key, row in day.loaded.row_of.items()}
        said += [(ids[row], instant(happened.on, at_s, zone), False) for row, at_s in found.in_force.at_s.items()]
    return [
        (ToldTime(obligation_id=key, on=happened.on, at=at, within_s=USUAL_S), over)
        for key, at, over in sorted(said, key=lambda one: not one[2])
    ]


def _in_force(day: _Day) -> InForce:
    """Return who makes what when, as it was published, of what can still be planned."""
    zone = ZoneInfo(day.loaded.unit.time_zone)
    rows = day.stands.row_of
    people = {key: number for number, key in enumerate(day.loaded.technicians)}
    known = [one for one in day.visits if one.obligation_id in rows]
    return InForce(
        by={rows[one.obligation_id]: people.get(one.technician_id, -1) for one in known},
        at_s={rows[one.obligation_id]: second_of(one.start_at, one.on, zone) for one in known},
    )


def _event(day: _Day, happened: Happened, in_force: InForce, calls: frozenset[int]) -> Event:
    loaded, planned = day.loaded, day.stands.plan.planned()
    zone = ZoneInfo(loaded.unit.time_zone)
    row_of = {one.visit_id: day.stands.row_of.get(one.obligation_id) for one in day.visits}
    retimed = {
        row: second_of(at, happened.on, zone)
        for visit, at in happened.retimed
        if (row := row_of.get(visit)) is not None
    }
    urgent = np.flatnonzero(np.isin(loaded.owed.customer, keys(happened.urgent))).tolist()
    if happened.urgent and not urgent:
        en, zh = "nothing is owed to this customer that could be made on that day", "该客户当日没有可办的应办事项"
        raise DomainError("invalid_input", why=en, why_zh=zh)
    before = {row: one for row, one in loaded.told.items() if row not in retimed}
    told = {row: at for row, at in in_force.at_s.items() if happened.told}
    told |= {row: one.at_s for row, one in before.items()} | retimed
    return Event(
        on=happened.on,
        now_s=day.ask.facts.at_s or 0,
        add=tuple(sorted((set(in_force.at_s) | set(urgent) | calls) - set(planned))),
        away=frozenset(_person(loaded, who) for who in happened.ill),
        free_at_s={_person(loaded, who): second_of(at, happened.on, zone) for who, at in happened.late},
        promised=frozenset(told),
        told_s=told,
        within_s={row: one.within_s for row, one in before.items()},
    )


def _person(loaded: Loaded, who: uuid.UUID) -> int:
    if who not in loaded.technicians:
        raise DomainError("not_found", what="The technician", what_zh="该人员")
    return loaded.technicians.index(who)


def _worth_showing(replan: Replan) -> list[Option]:
    """Return the options without those that climb higher than one before and are no better: nobody would take them."""
    kept: list[Option] = []
    for one in replan.options:
        if one is replan.chosen or not any(_as_good(before, one) for before in kept):
            kept.append(one)
    return kept


def _as_good(before: Option, one: Option) -> bool:
    """Tell whether `before` breaks and drops no more, and next to nothing is saved by the other."""
    saved = before.extra_travel_s + before.extra_overtime_s - one.extra_travel_s - one.extra_overtime_s
    return before.broken_count <= one.broken_count and before.left_out <= one.left_out and saved < WORTH_S
