"""A month: every region by itself, in parallel, then one plan."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, as_completed
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from planner.daily.route_day import finish
from planner.kernel import SearchLimits
from planner.monthly.plan_region import plan_region
from planner.plan import Cure, DayPlan, Route
from planner.problem import NONE, Problem
from planner.problem.split import Part, part
from planner.travel import UNREACHABLE, TravelMatrix
from planner.travel.travel_of import RegionTravel, TravelOf

Rows = npt.NDArray[np.int32]
Answer = tuple[tuple[Route, ...], dict[int, Cure]]


def plan_month(
    problem: Problem,
    travel_of: TravelOf,
    *,
    rows: Rows | None = None,
    weeks: Rows | None = None,
    search: SearchLimits,
    executor: Executor | None = None,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> DayPlan:
    """Plan all days of the horizon.

    Parameters
    ----------
    travel_of : asked once for each region and profile; see `planner.travel.travel_of`
    rows : int32 (k,), obligations to plan, by default all; each is on at most one route of the answer
    weeks : int32 (n,) for all obligations, week of the horizon each is meant for (`YearPlan.week`), NONE for any;
        by default the week of ``ideal_on``. What a week has no room for is tried in later ones and at last in all.
    search : how long to search each region and week
    executor : where regions are planned side by side; by default here, one after another
    progress : told the share of regions done
    cancelled : asked now and then; True ends the search with what is planned so far

    Returns
    -------
    The routes of all days, and everything in `rows` that is on none of them with its reason.
    """
    chosen = np.arange(len(problem.obligations), dtype=np.int32) if rows is None else np.asarray(rows, dtype=np.int32)
    targets = target_weeks(problem, weeks)
    region_of = problem.region_of()
    parts = [part(problem, int(region), chosen[region_of[chosen] == region]) for region in np.unique(region_of[chosen])]
    routes: list[Route] = []
    known: dict[int, Cure] = {}
    answers = _answers(travel_of, parts, targets, search, executor, cancelled)
    for number, (where, answer) in enumerate(answers):
        routes += [_named(where, route) for route in answer[0]]
        known |= {int(where.rows[row]): cure for row, cure in answer[1].items()}
        if progress is not None:
            progress((number + 1) / len(parts))
    return finish(problem, travel_of, routes, chosen, known)


def target_weeks(problem: Problem, weeks: Rows | None) -> Rows:
    """Return the week each obligation is meant for, int32 (n,); without `weeks` that of its ideal date."""
    if weeks is not None:
        return np.asarray(weeks, dtype=np.int32)
    week = problem.horizon.week_of(problem.obligations.ideal_on)
    return np.maximum(week, np.int32(NONE)).astype(np.int32)


def _answers(
    travel_of: TravelOf,
    parts: list[Part],
    targets: Rows,
    search: SearchLimits,
    executor: Executor | None,
    cancelled: Callable[[], bool] | None,
) -> Iterator[tuple[Part, Answer]]:
    if executor is None:
        for one in parts:
            yield one, plan_region(one.problem, _tables(travel_of, one), _weeks(one, targets), search, cancelled)
        return
    waiting: dict[Future[Answer], Part] = {}
    # The largest first, so that no long one starts when the others are done.
    for one in sorted(parts, key=lambda each: -len(each.rows)):
        weeks = _weeks(one, targets)
        waiting[executor.submit(plan_region, one.problem, _tables(travel_of, one), weeks, search)] = one
    for done in as_completed(waiting):
        if not done.cancelled():
            yield waiting[done], done.result()
        if cancelled is not None and cancelled():
            for other in waiting:
                other.cancel()


def _weeks(one: Part, targets: Rows) -> Rows:
    """Return the weeks of a part; what nobody of it may serve is meant for none of them."""
    return np.where(one.stranded, np.int32(one.problem.horizon.weeks), targets[one.rows])


def _tables(travel_of: TravelOf, one: Part) -> dict[str, TravelMatrix]:
    """Ask once for the travel of a region and cut it to the sites of its part."""
    tables = {}
    for profile in sorted({person.profile for person in one.problem.technicians}):
        known = travel_of(one.region, profile)
        tables[profile] = (
            known.matrix.subset(known.row[one.sites])
            if (known.row[one.sites] >= 0).all()
            else _patchy(known, one.sites)
        )
    return tables


def _patchy(known: RegionTravel, sites: Rows) -> TravelMatrix:
    """Return the travel among `sites` where some are unknown: nothing leads to those."""
    row = known.row[sites]
    there = (row[:, None] >= 0) & (row[None, :] >= 0)
    pick = np.ix_(np.maximum(row, 0), np.maximum(row, 0))
    duration = np.where(there, known.matrix.duration_s[pick], np.int32(UNREACHABLE))
    distance = np.where(there, known.matrix.distance_m[pick], np.int32(UNREACHABLE))
    np.fill_diagonal(duration, 0)
    np.fill_diagonal(distance, 0)
    return TravelMatrix(duration_s=duration, distance_m=distance)


def _named(one: Part, route: Route) -> Route:
    """Return a route of the part in the indices of the whole."""
    return replace(
        route,
        technician=int(one.technicians[route.technician]),
        stops=tuple(
            replace(
                stop,
                site=int(one.sites[stop.site]),
                visits=tuple(replace(visit, obligation=int(one.rows[visit.obligation])) for visit in stop.visits),
            )
            for stop in route.stops
        ),
    )
