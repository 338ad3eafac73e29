"""Answers by the judge's own timing and insertion test; no search is made and nothing is changed."""

from dataclasses import fields, replace
from datetime import date

import numpy as np

from planner.checking.board import board
from planner.checking.costs import costs
from planner.checking.halts import halt
from planner.checking.places import without
from planner.checking.room import entrances
from planner.checking.timing import drive_of, drive_route
from planner.checking.why_not import force, routes_objections
from planner.daily.filling import fill
from planner.daily.reasons import explained
from planner.plan import DayPlan, Route, Violation
from planner.plan.diff import diff
from planner.problem import Flaw, Priority, Problem, ProblemError, Technician
from planner.travel.travel_of import TravelOf
from planner.whatif.asks import Ask, Ill, Move, OneMore, Reorder
from planner.whatif.outcome import Outcome


def what_if(problem: Problem, travel: TravelOf, plan: DayPlan, asks: tuple[Ask, ...]) -> Outcome:
    """Return what `plan` would come to, were all of `asks` done one after another.

    Raises
    ------
    ProblemError
        If an ask names a day outside the horizon, or an order that is not that of the day's visits.
    """
    changed, then = problem, plan
    for number, ask in enumerate(asks):
        changed, then = _done(changed, travel, then, ask, f"what_if[{number}]")
    before, after = plan.planned(), then.planned()
    known = {(one.rule, one.message_en) for one in routes_objections(problem, travel, plan)}
    found = routes_objections(changed, travel, then)
    broken = tuple(one for one in found if (one.rule, one.message_en) not in known)
    return Outcome(
        problem=changed,
        plan=then,
        diff=diff(plan, then),
        before=costs(problem, travel, plan),
        after=costs(changed, travel, then),
        broken=broken,
        dropped=tuple(sorted(before.keys() - after.keys())),
        late_promises=sum(_promise(problem, one) for one in broken),
    )


def _done(problem: Problem, travel: TravelOf, plan: DayPlan, ask: Ask, path: str) -> tuple[Problem, DayPlan]:
    if isinstance(ask, Move):
        return problem, _moved(problem, travel, plan, ask, path)
    if isinstance(ask, Reorder):
        return problem, _reordered(problem, travel, plan, ask, path)
    if isinstance(ask, Ill):
        return _ill(problem, travel, plan, ask)
    return _one_more(problem, travel, plan, ask)


def _moved(problem: Problem, travel: TravelOf, plan: DayPlan, ask: Move, path: str) -> DayPlan:
    if not problem.horizon.start <= ask.on < problem.horizon.until:
        raise ProblemError([Flaw(path=f"{path}.on", message_en="is outside the horizon", message_zh="不在计划期内")])
    bare = without(problem, travel, plan, ask.obligation)
    put = force(board(problem, travel, bare), ask.obligation, ask.technician, ask.on, ask.before)
    return _with(bare, put.route)


def _reordered(problem: Problem, travel: TravelOf, plan: DayPlan, ask: Reorder, path: str) -> DayPlan:
    old = next((route for route in plan.routes if (route.technician, route.on) == (ask.technician, ask.on)), None)
    mine = [visit.obligation for stop in old.stops for visit in stop.visits] if old else []
    if old is None or sorted(mine) != sorted(ask.obligations):
        en, zh = "must be the visits of that day, each once", "须为当日全部上门且不重复"
        raise ProblemError([Flaw(path=f"{path}.obligations", message_en=en, message_zh=zh)])
    rows = np.array(ask.obligations, dtype=np.int64)
    doors = entrances(problem.sites, problem.obligations.site[rows].astype(np.int64)).tolist()
    groups: list[list[int]] = []
    for place, row in enumerate(rows.tolist()):
        if place and doors[place] == doors[place - 1]:
            groups[-1].append(row)
        else:
            groups.append([row])
    order = [halt(problem.obligations, tuple(group)) for group in groups]
    drive = drive_of(problem, travel, ask.technician)
    return _with(plan, drive_route(problem, drive, ask.technician, ask.on, order))


def _ill(problem: Problem, travel: TravelOf, plan: DayPlan, ask: Ill) -> tuple[Problem, DayPlan]:
    person = problem.technicians[ask.technician]
    shifts = tuple(one for one in person.shifts if not ask.start <= one.on < ask.until)
    people = list(problem.technicians)
    people[ask.technician] = _like(person, shifts=shifts)
    changed = replace(problem, technicians=tuple(people))
    lost = [route for route in plan.routes if route.technician == ask.technician and ask.start <= route.on < ask.until]
    then = replace(plan, routes=tuple(route for route in plan.routes if route not in lost))
    for route in sorted(lost, key=lambda one: one.on):
        rows = [visit.obligation for stop in route.stops for visit in stop.visits]
        then = _filled(changed, travel, then, route.on, rows)
    made = then.planned()
    left = [visit.obligation for route in lost for stop in route.stops for visit in stop.visits]
    gone = [row for row in left if row not in made]
    bare = DayPlan(routes=then.routes, unplanned=())
    return changed, replace(then, unplanned=(*then.unplanned, *explained(changed, travel, bare, gone)))


def _one_more(problem: Problem, travel: TravelOf, plan: DayPlan, ask: OneMore) -> tuple[Problem, DayPlan]:
    person = problem.technicians[ask.like]
    count = sum(one.id.startswith(f"{person.id}+") for one in problem.technicians)
    shifts = tuple(one for one in person.shifts if one.on >= ask.start)
    more = _like(person, id=f"{person.id}+{count + 1}", name=f"{person.name} +{count + 1}", shifts=shifts)
    changed = replace(problem, technicians=(*problem.technicians, more))
    then, owed = plan, problem.obligations
    for shift in shifts:
        day = np.datetime64(shift.on, "D")
        left = [one.obligation for one in then.unplanned]
        rows = [row for row in left if owed.not_before[row] <= day <= owed.due_by[row]]
        then = _filled(changed, travel, then, shift.on, rows)
    made = then.planned()
    return changed, replace(then, unplanned=tuple(one for one in then.unplanned if one.obligation not in made))


def _filled(problem: Problem, travel: TravelOf, plan: DayPlan, on: date, rows: list[int]) -> DayPlan:
    """Put `rows` into the day where there is room; routes that take nothing stay as they are."""
    filled = fill(problem, travel, plan, on, rows, lending=True)
    kept = {_cell(route): route for route in plan.routes}
    fresh = {_cell(route): route for route in filled.routes if _rows(route) != _rows(kept.get(_cell(route)))}
    routes = (*(route for route in plan.routes if _cell(route) not in fresh), *fresh.values())
    return replace(plan, routes=tuple(sorted(routes, key=lambda one: (one.on, one.technician))))


def _with(plan: DayPlan, route: Route) -> DayPlan:
    others = tuple(one for one in plan.routes if _cell(one) != _cell(route))
    return replace(plan, routes=tuple(sorted((*others, route), key=lambda one: (one.on, one.technician))))


def _cell(route: Route) -> tuple[int, date]:
    return route.technician, route.on


def _rows(route: Route | None) -> list[tuple[int, ...]]:
    return [tuple(visit.obligation for visit in stop.visits) for stop in route.stops] if route else []


def _like(person: Technician, **changes: object) -> Technician:
    names = (one.name for one in fields(Technician) if one.init)
    return Technician(**{name: getattr(person, name) for name in names} | changes)


def _promise(problem: Problem, one: Violation) -> bool:
    row, owed = one.obligation, problem.obligations
    if row is None or one.rule not in ("service_window", "due_window", "pinned"):
        return False
    return bool(owed.hard[row]) or int(owed.priority[row]) <= Priority.PROMISE
