"""What no week had room for is tried once more on every day of its window, the other visits keeping their days."""

import numpy as np
import numpy.typing as npt

from planner.daily.duty import Duty, duties
from planner.daily.resume import resume, served
from planner.daily.rules import allowed
from planner.daily.rules.columns import days_of
from planner.daily.spacing import Days, Mask, Series
from planner.daily.writing import write_routes
from planner.kernel import SearchLimits, run
from planner.plan import Route
from planner.problem import Problem
from planner.travel.travel_of import TravelOf

PASSES = 3
"""Times it is tried: of each series one visit at a time."""


def second_chance(
    problem: Problem,
    travel: TravelOf,
    series: Series,
    routes: tuple[Route, ...],
    wanted: Mask,
    search: SearchLimits,
) -> tuple[Route, ...]:
    """Return `routes` with as much of the rest as fits; nothing more important is lost for it.

    `wanted` is bool (n,), the obligations that are meant for this month at all.
    """
    horizon = problem.horizon
    days = np.arange(np.datetime64(horizon.start, "D"), np.datetime64(horizon.until, "D")).tolist()
    crew = duties(problem, 0, days)
    if not crew:
        return routes
    tried: set[int] = set()
    gained = True
    for _ in range(PASSES):
        planned_on = _planned_on(problem, routes)
        left = _left(problem, series, planned_on, wanted, crew, tried)
        if not len(left) or not (gained or set(left.tolist()) - tried):
            return routes
        before = len(served(routes))
        routes = _try(problem, travel, series, routes, left, crew, planned_on, search)
        tried |= set(left.tolist())
        gained = len(served(routes)) > before
    return routes


def _try(
    problem: Problem,
    travel: TravelOf,
    series: Series,
    routes: tuple[Route, ...],
    left: npt.NDArray[np.int32],
    crew: tuple[Duty, ...],
    planned_on: Days,
    search: SearchLimits,
) -> tuple[Route, ...]:
    kept, on = served(routes), days_of(crew)
    rows = np.concatenate([kept, left]).astype(np.int32)
    may = allowed(problem, rows, crew)
    may[: len(kept)] &= planned_on[kept][:, None] == on
    may[len(kept) :] &= _spaced(series, left, planned_on, on)
    layout, begin = resume(problem, travel, 0, routes, left, crew, may=may)
    found = run(layout.instance, search, begin=begin)
    return write_routes(layout, found.routes)


def _spaced(series: Series, left: npt.NDArray[np.int32], planned_on: Days, on: Days) -> Mask:
    days, day_of = np.unique(on, return_inverse=True)
    return np.array([series.days(int(row), planned_on, days)[day_of] for row in left], dtype=np.bool_)


def _planned_on(problem: Problem, routes: tuple[Route, ...]) -> Days:
    planned_on = np.full(len(problem.obligations), np.datetime64("NaT", "D"))
    for route in routes:
        for stop in route.stops:
            for visit in stop.visits:
                planned_on[visit.obligation] = np.datetime64(route.on, "D")
    return planned_on


def _left(
    problem: Problem, series: Series, planned_on: Days, wanted: Mask, crew: tuple[Duty, ...], tried: set[int]
) -> npt.NDArray[np.int32]:
    """Return what is not planned and somebody may make, of each series one: the first that has not been tried yet."""
    rows = np.flatnonzero(np.isnat(planned_on) & wanted).astype(np.int32)
    if not len(rows):
        return rows
    may = allowed(problem, rows, crew)
    on = days_of(crew)
    possible = (may & _spaced(series, rows, planned_on, on)).any(axis=1)
    chosen: dict[tuple[int, ...], int] = {}
    for row in rows[possible].tolist():
        line = series.line_of.get(row, (row,))
        # One that nothing makes possible must not keep the others of its series from their chance.
        if line not in chosen or (chosen[line] in tried and row not in tried):
            chosen[line] = row
    return np.array(list(chosen.values()), dtype=np.int32)
