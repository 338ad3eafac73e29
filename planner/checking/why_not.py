"""Why a visit is not made by somebody on a day: put there all the same, and the judge says what would break.

Source: planning.md section 2 ("why not Li on Tuesday?"); answered with minutes, without a search.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from planner.checking.bars import Bar
from planner.checking.because import obstacles
from planner.checking.board import Board, board
from planner.checking.case import case
from planner.checking.halts import Halt
from planner.checking.judge import RULES
from planner.checking.places import added_s, order_of, put, without
from planner.checking.rules.nothing_vanishes import nothing_vanishes
from planner.checking.rules.reason_true import reason_true
from planner.checking.timing import drive_of, drive_route
from planner.plan import DayPlan, Route, Violation
from planner.plan.places import Place, WhyNot
from planner.problem import Priority, Problem
from planner.travel import UNREACHABLE
from planner.travel.travel_of import TravelOf


@dataclass(frozen=True, kw_only=True, slots=True)
class Forced:
    """A visit put on a day whatever it breaks: before halt `before` (or made last at it), and the route then."""

    before: int
    joins: bool
    route: Route


def why_not(problem: Problem, travel: TravelOf, plan: DayPlan, row: int, technician: int, on: date) -> WhyNot:
    """Return what obligation `row` would add and break on the day of `technician`, at the place that breaks least."""
    bare = without(problem, travel, plan, row)
    rest = board(problem, travel, bare)
    old = rest.route_of.get((technician, on))
    best = force(rest, row, technician, on)
    broken = objections(problem, travel, bare, best.route)
    here = next((route for route in plan.routes if row in _rows(route)), None)
    now = None if here is None else added_s(here, rest.route_of.get((here.technician, here.on)))
    added = added_s(best.route, old)
    late = _late(problem, best.route)
    shift = problem.technicians[technician].shift_on(on)
    return WhyNot(
        obligation=row,
        place=Place(
            technician=technician,
            on=on,
            before=best.before,
            joins=best.joins,
            added_s=added if added < UNREACHABLE else None,
            start_s=_start(best.route, row),
            obstacles=obstacles(rest, row, technician, on, _bars(rest, row, technician, on)),
        ),
        difference_s=added - now if now is not None and added < UNREACHABLE else None,
        late=late,
        late_promises=sum(_promised(problem, one) for one in late),
        overtime_s=0 if shift is None else max(0, best.route.end_s - shift.end_s),
        broken=broken,
    )


def force(rest: Board, row: int, technician: int, on: date, before: int | None = None) -> Forced:
    """Put obligation `row` on a day: at the place that makes the fewest visits late, then least overtime, then travel.

    With `before` it becomes a stop of its own before that halt.
    """
    problem, drive = rest.problem, drive_of(rest.problem, rest.travel, technician)
    route = rest.route_of.get((technician, on))
    order = order_of(problem, route) if route else ()
    shift = problem.technicians[technician].shift_on(on)
    ends = shift.end_s if shift else 0
    tried = [
        Forced(before=place, joins=joins, route=drive_route(problem, drive, technician, on, changed))
        for place, joins, changed in _ways(rest, order, row, before)
    ]

    def worth(one: Forced) -> tuple[int, int, int, int]:
        over = max(0, one.route.end_s - ends)
        return len(_late(problem, one.route)), pauses_missed(problem, one.route), over, added_s(one.route, route)

    return min(tried, key=worth)


def objections(problem: Problem, travel: TravelOf, bare: DayPlan, route: Route) -> tuple[Violation, ...]:
    """Return what the judge objects to in `bare` with `route` in it that it did not object to before."""
    others = tuple(one for one in bare.routes if (one.technician, one.on) != (route.technician, route.on))
    after = DayPlan(routes=(*others, route), unplanned=())
    known = {_named(one) for one in routes_objections(problem, travel, DayPlan(routes=bare.routes, unplanned=()))}
    return tuple(one for one in routes_objections(problem, travel, after) if _named(one) not in known)


def routes_objections(problem: Problem, travel: TravelOf, plan: DayPlan) -> tuple[Violation, ...]:
    """Judge the routes of a plan alone: which visits it leaves out, and why, is not the question."""
    facts = case(problem, travel, plan, None)
    asked = (rule for rule in RULES if rule not in (nothing_vanishes, reason_true))
    return tuple(one for rule in asked for one in rule(facts) if one.hard)


def _named(one: Violation) -> tuple[str, str]:
    return one.rule, one.message_en


def _ways(
    rest: Board, order: tuple[Halt, ...], row: int, before: int | None
) -> Iterator[tuple[int, bool, tuple[Halt, ...]]]:
    places = range(len(order) + 1) if before is None else [min(max(before, 0), len(order))]
    for place in places:
        yield place, False, put(rest.problem, order, row, place, joins=False)
    if before is not None:
        return
    building = rest.problem.sites.building
    site = int(rest.problem.obligations.site[row])
    for place, one in enumerate(order):
        if one.site == site or (building[site] >= 0 and building[one.site] == building[site]):
            yield place, True, put(rest.problem, order, row, place, joins=True)


def _bars(rest: Board, row: int, technician: int, on: date) -> int:
    these = np.array([row], dtype=np.int64)
    bits = rest.bars(these).bits(technician, on)
    if rest.problem.technicians[technician].shift_on(on) is None:
        return int(bits[0]) | int(Bar.NO_SHIFT)
    return int(rest.ask(rest.line((technician, on)), rest.wanted(these), bits).bars[0])


def _late(problem: Problem, route: Route) -> tuple[int, ...]:
    hours = problem.obligations.windows_of
    visits = (visit for stop in route.stops for visit in stop.visits)
    return tuple(visit.obligation for visit in visits if visit.start_s > hours(visit.obligation)[-1][1])


def pauses_missed(problem: Problem, route: Route) -> int:
    shift = problem.technicians[route.technician].shift_on(route.on)
    owed = [one for one in (shift.breaks if shift else ()) if route.end_s > one.windows[-1][1]]
    return max(0, len(owed) - len(route.breaks))


def _promised(problem: Problem, row: int) -> bool:
    owed = problem.obligations
    return bool(owed.hard[row]) or int(owed.priority[row]) <= Priority.PROMISE


def _start(route: Route, row: int) -> int | None:
    visits = (visit for stop in route.stops for visit in stop.visits)
    return next((visit.start_s for visit in visits if visit.obligation == row), None)


def _rows(route: Route) -> set[int]:
    return {visit.obligation for stop in route.stops for visit in stop.visits}
