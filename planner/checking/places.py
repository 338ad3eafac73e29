"""Why a visit stands where it does, and where else it could: every technician's day is asked, no search is made.

Source: planning.md section 2 (the reasons users of other planners miss); S8.
"""

from dataclasses import replace
from datetime import date

import numpy as np

from planner.checking.because import obstacles
from planner.checking.board import Asked, Board, board
from planner.checking.claims import Explanations
from planner.checking.halts import NEVER, Halt, halt
from planner.checking.lines import Line
from planner.checking.timing import drive_of, drive_route
from planner.plan import Cure, DayPlan, Route
from planner.plan.places import Place, Why
from planner.problem import Problem
from planner.travel.travel_of import TravelOf


def why(problem: Problem, travel: TravelOf, plan: DayPlan, row: int) -> Why:
    """Return where obligation `row` stands in a well-shaped `plan`, what it adds there, and all other places for it.

    Its own day is asked as it would be without it. For what is not planned the reason is looked for again; its cure
    is the one `plan` carries.
    """
    here = plan.planned().get(row)
    bare = without(problem, travel, plan, row)
    rest = board(problem, travel, bare)
    these = np.array([row], dtype=np.int64)
    bars, wanted = rest.bars(these), rest.wanted(these)
    places = []
    for cell in rest.cells():
        asked = rest.ask(rest.line(cell), wanted, bars.bits(*cell))
        places.append(_place(rest, row, asked))
    places.sort(key=lambda one: (bool(one.obstacles), _order(one.added_s), one.technician, one.on))
    reason = None
    if here is None:
        reason = Explanations(rest.facts).explain(row)
    return Why(
        obligation=row,
        here=None if here is None else _standing(problem, travel, plan, here[0], row),
        reason=reason,
        cure=_known_cure(plan, row),
        places=tuple(places),
    )


def without(problem: Problem, travel: TravelOf, plan: DayPlan, row: int) -> DayPlan:
    """Return `plan` without obligation `row`, its route driven again; the same plan when it is not planned."""
    routes = tuple(_route_without(problem, travel, route, row) for route in plan.routes)
    return DayPlan(
        routes=tuple(route for route in routes if route is not None),
        unplanned=tuple(one for one in plan.unplanned if one.obligation != row),
    )


def order_of(problem: Problem, route: Route) -> tuple[Halt, ...]:
    """Return the stops of a route as halts."""
    owed = problem.obligations
    return tuple(halt(owed, tuple(visit.obligation for visit in stop.visits), stop.site) for stop in route.stops)


def put(problem: Problem, order: tuple[Halt, ...], row: int, before: int, *, joins: bool) -> tuple[Halt, ...]:
    """Return `order` with obligation `row` as a halt before halt `before`, or, when it `joins`, made last at it."""
    owed = problem.obligations
    if joins:
        old = order[before]
        return (*order[:before], halt(owed, (*old.members, row), old.site), *order[before + 1 :])
    return (*order[:before], halt(owed, (row,)), *order[before:])


def added_s(route: Route, bare: Route | None) -> int:
    """Return the seconds of travel and entering that `route` has more than `bare`."""
    return _driven(route) - (_driven(bare) if bare else 0)


def _driven(route: Route) -> int:
    return route.travel_s + sum(stop.setup_s for stop in route.stops)


def _route_without(problem: Problem, travel: TravelOf, route: Route, row: int) -> Route | None:
    if not any(visit.obligation == row for stop in route.stops for visit in stop.visits):
        return route
    left = [
        replace(stop, visits=tuple(visit for visit in stop.visits if visit.obligation != row)) for stop in route.stops
    ]
    kept = replace(route, stops=tuple(stop for stop in left if stop.visits))
    if not kept.stops:
        return None
    drive = drive_of(problem, travel, route.technician)
    return drive_route(problem, drive, route.technician, route.on, order_of(problem, kept))


def _standing(problem: Problem, travel: TravelOf, plan: DayPlan, route: Route, row: int) -> Place:
    bare = next(
        (one for one in without(problem, travel, plan, row).routes if (one.technician, one.on) == _cell(route)), None
    )
    at = next(place for place, stop in enumerate(route.stops) if any(visit.obligation == row for visit in stop.visits))
    joined = len(route.stops[at].visits) > 1
    return Place(
        technician=route.technician,
        on=route.on,
        before=at,
        joins=joined,
        added_s=added_s(route, bare),
        start_s=plan.planned()[row][1].start_s,
    )


def _cell(route: Route) -> tuple[int, date]:
    return route.technician, route.on


def _place(rest: Board, row: int, asked: Asked) -> Place:
    day, bars = asked.day, int(asked.bars[0])
    found = asked.stands if asked.stands.found[0] else asked.any_hours
    place, joins = int(found.place[0]), bool(found.joins[0])
    start, added = None, int(found.added_s[0]) if found.found[0] else None
    if not bars:
        order = put(rest.problem, day.halts, row, place, joins=joins)
        route = drive_route(
            rest.problem, drive_of(rest.problem, rest.travel, day.technician), day.technician, day.on, order
        )
        if day.going.ground is not None:
            added = added_s(route, _driven_now(rest, asked.day))
        start = next(visit.start_s for stop in route.stops for visit in stop.visits if visit.obligation == row)
    return Place(
        technician=day.technician,
        on=day.on,
        before=place,
        joins=joins,
        added_s=added,
        start_s=start,
        obstacles=obstacles(rest, row, day.technician, day.on, bars),
    )


def _driven_now(rest: Board, day: Line) -> Route | None:
    if not day.halts:
        return None
    drive = drive_of(rest.problem, rest.travel, day.technician)
    return drive_route(rest.problem, drive, day.technician, day.on, day.halts)


def _order(added: int | None) -> int:
    return NEVER if added is None else added


def _known_cure(plan: DayPlan, row: int) -> Cure | None:
    return next((one.cure for one in plan.unplanned if one.obligation == row), None)
