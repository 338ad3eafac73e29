"""One day: who goes where in which order, for every region."""

from collections.abc import Callable
from datetime import date

import numpy as np
import numpy.typing as npt

from planner.daily.cures import cures
from planner.daily.duty import duties
from planner.daily.filling import fill
from planner.daily.in_order import in_order
from planner.daily.layout import importance, lay_out
from planner.daily.reasons import explained
from planner.daily.resume import resume, served
from planner.daily.rules import allowed
from planner.daily.series_apart import apart, still_apart
from planner.daily.spacing import series_of
from planner.daily.writing import write_routes
from planner.kernel import SearchLimits, run
from planner.plan import Cure, DayPlan, Route
from planner.problem import Priority, Problem
from planner.travel.travel_of import TravelOf

Rows = npt.NDArray[np.int32]
Progress = Callable[[float], None]
Cancelled = Callable[[], bool]


def route_day(
    problem: Problem,
    travel: TravelOf,
    *,
    on: date,
    rows: Rows | None = None,
    search: SearchLimits,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> DayPlan:
    """Route the people on duty on `on`; the sequence of rows, people and sites decides nothing.

    Parameters
    ----------
    travel : region and profile -> travel, see `planner.travel.travel_of`
    rows : int32 (k,), obligations that are to be served that day; by default all whose due window holds the day
    search : how long to search in each region
    progress : told the share done, 0..1
    cancelled : asked between chunks of work; True ends the search with the best found so far

    Returns
    -------
    The routes, and everything in `rows` that is on none of them with its reason. Reasons speak of the whole horizon of
    `problem`: give a problem of one day (`planner.problem.split.restrict`) to hear about that day alone.
    """
    asked = in_order(problem)
    chosen = asked.places(due_on(problem, on) if rows is None else np.asarray(rows, dtype=np.int32))
    return asked.back(_routed(asked.problem, asked.travel(travel), on, chosen, search, progress, cancelled))


def _routed(
    problem: Problem,
    travel: TravelOf,
    on: date,
    chosen: Rows,
    search: SearchLimits,
    progress: Progress | None,
    cancelled: Cancelled | None,
) -> DayPlan:
    region_of = problem.region_of()
    regions = np.unique(region_of[chosen]).tolist()
    routes: list[Route] = []
    known: dict[int, Cure] = {}
    for number, region in enumerate(regions):
        mine = chosen[region_of[chosen] == region]
        told = _share(progress, number, len(regions))
        here, found = _route_region(problem, travel, region, mine, on, search, told, cancelled)
        routes += here
        known |= found
    filled = _where_room_is(problem, travel, on, routes, chosen)
    # Overtime that the search saw speaks of its own routes; in others it may no longer be true.
    return finish(problem, travel, filled, chosen, known if filled is routes else {})


def _where_room_is(problem: Problem, travel: TravelOf, on: date, routes: list[Route], rows: Rows) -> list[Route]:
    """Put what a short search has overlooked where the judge's own insertion test finds room."""
    bare = DayPlan(routes=tuple(routes), unplanned=())
    planned = bare.planned()
    left = [int(row) for row in rows if int(row) not in planned]
    if not left:
        return routes
    filled = fill(problem, travel, bare, on, left)
    return list(filled.routes) if len(filled.left) < len(left) else routes


def _route_region(
    problem: Problem,
    travel: TravelOf,
    region: int,
    rows: Rows,
    on: date,
    search: SearchLimits,
    progress: Progress | None,
    cancelled: Cancelled | None,
) -> tuple[tuple[Route, ...], dict[int, Cure]]:
    crew = duties(problem, region, [on])
    series = series_of(problem.obligations)
    # What nobody may make keeps nothing else of its series away.
    hopeless = ~allowed(problem, rows, crew).any(axis=1)
    first, later = apart(series, rows, importance(problem, rows) + len(Priority) * hopeless, on)
    layout = lay_out(problem, travel, region, first, crew)
    found = run(layout.instance, search, progress=progress, cancelled=cancelled)
    routes, known = write_routes(layout, found.routes), cures(layout, found)
    left = np.concatenate([first[~np.isin(first, served(routes))], later])
    rows = still_apart(series, left, served(routes), on)
    if len(rows) and (len(rows) < len(left) or any(len(layout.bundles[stop].members) > 1 for stop in found.absent)):
        # Once more for who was kept away by a visit that is not made, and for the parts of sweeps that did not fit.
        both = np.concatenate([served(routes), rows]).astype(np.int32)
        layout, begin = resume(problem, travel, region, routes, rows, crew, may=allowed(problem, both, crew))
        found = run(layout.instance, search, begin=begin)
        routes, known = write_routes(layout, found.routes), known | cures(layout, found)
    return routes, known


def due_on(problem: Problem, on: date) -> Rows:
    """Return the obligations whose due window holds `on`, int32 (k,)."""
    owed, day = problem.obligations, np.datetime64(on, "D")
    return np.flatnonzero((owed.not_before <= day) & (day <= owed.due_by)).astype(np.int32)


def finish(problem: Problem, travel: TravelOf, routes: list[Route], rows: Rows, known: dict[int, Cure]) -> DayPlan:
    """Return the plan of `routes`, naming what of `rows` is on none of them."""
    bare = DayPlan(routes=tuple(sorted(routes, key=lambda route: (route.on, route.technician))), unplanned=())
    planned = bare.planned()
    left = [int(row) for row in rows if int(row) not in planned]
    return DayPlan(routes=bare.routes, unplanned=explained(problem, travel, bare, left, known))


def _share(progress: Progress | None, number: int, count: int) -> Progress | None:
    if progress is None:
        return None
    return lambda done: progress((number + done) / count)
