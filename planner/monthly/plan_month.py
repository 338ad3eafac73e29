"""A month: every region by itself, in parallel, then one plan."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from planner.daily.route_day import finish
from planner.kernel import SearchLimits
from planner.monthly.in_order import in_order
from planner.monthly.keep import Kept, frozen_routes, kept
from planner.monthly.plan_region import plan_region
from planner.monthly.wishes import Wishes
from planner.plan import DayPlan, Route
from planner.problem import NONE, Problem
from planner.problem.split import Part, part
from planner.travel import UNREACHABLE, TravelMatrix
from planner.travel.travel_of import RegionTravel, TravelOf

Rows = npt.NDArray[np.int32]
Answer = tuple[Route, ...]

HELD = 250_000_000
"""Pairs of sites in the travel handed to other processes at a time: 2 GB, ten regions of five thousand sites."""

LOOK_S = 1.0
"""Seconds after which one looks whether the month is still wanted, also while every region is being planned."""


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
    wishes: Wishes | None = None,
    keep: DayPlan | None = None,
) -> DayPlan:
    """Plan all days of the horizon, each region in one search over all of its days and people.

    Parameters
    ----------
    travel_of : asked once for each region and profile; see `planner.travel.travel_of`
    rows : int32 (k,), obligations to plan, by default all; each is on at most one route of the answer
    weeks : int32 (n,) for all obligations, week of the horizon each is meant for (`YearPlan.week`), NONE for any; a
        visit in another week costs ``wishes.week_s``. Without it a visit may be made on any day of its window. What is
        meant for a week after the horizon (by default that of ``ideal_on``) is left out.
    search : how long to search each region: ``iterations`` a week, or a hundred stops where there are more
    executor : where regions are planned side by side, threads (the search is free of the interpreter's lock) or
        processes; by default here, one after another
    progress : told the share of regions done
    cancelled : asked now and then; True ends the search with what is planned so far
    wishes : prices of what the month should keep to
    keep : the plan in force: its frozen days stay as they are, another person or day for a visit has its price

    Returns
    -------
    The routes of all days, and everything in `rows` that is on none of them with its reason. Another sequence of the
    same obligations, sites or people gives the same plan: it goes by their ids.
    """
    chosen = np.arange(len(problem.obligations), dtype=np.int32) if rows is None else np.asarray(rows, dtype=np.int32)
    asked = Asked(
        targets=target_weeks(problem, weeks),
        search=search,
        wishes=replace(wishes or Wishes(), **({"week_s": 0} if weeks is None else {})),
        kept=None if keep is None else kept(problem, keep),
    )
    region_of = problem.region_of()
    parts = [
        in_order(part(problem, int(region), chosen[region_of[chosen] == region]))
        for region in np.unique(region_of[chosen])
    ]
    routes = list(frozen_routes(problem, keep))
    for number, (where, answer) in enumerate(_answers(travel_of, parts, asked, executor, cancelled)):
        routes += [_named(where, route) for route in answer]
        if progress is not None:
            progress((number + 1) / len(parts))
    return finish(problem, travel_of, routes, chosen, {})


def target_weeks(problem: Problem, weeks: Rows | None) -> Rows:
    """Return the week each obligation is meant for, int32 (n,); without `weeks` that of its ideal date."""
    if weeks is not None:
        return np.asarray(weeks, dtype=np.int32)
    week = problem.horizon.week_of(problem.obligations.ideal_on)
    return np.maximum(week, np.int32(NONE)).astype(np.int32)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Asked:
    """What is asked of every region."""

    targets: Rows
    search: SearchLimits
    wishes: Wishes
    kept: Kept | None


def _answers(
    travel_of: TravelOf,
    parts: list[Part],
    asked: Asked,
    executor: Executor | None,
    cancelled: Callable[[], bool] | None,
) -> Iterator[tuple[Part, Answer]]:
    if executor is None:
        for one in parts:
            yield one, _plan(one, travel_of, asked, cancelled)
        return
    here = isinstance(executor, ThreadPoolExecutor)
    waiting: dict[Future[Answer], Part] = {}
    # The largest first, so that no long one starts when the others are done.
    left = sorted(parts, key=lambda each: -len(each.rows))
    while left or waiting:
        while left and (here or not waiting or _held(waiting.values()) + _held(left[:1]) <= HELD):
            one = left.pop(0)
            waiting[_handed_in(one, travel_of, asked, executor, cancelled, here=here)] = one
        done, _ = wait(waiting, None if cancelled is None else LOOK_S, FIRST_COMPLETED)
        for future in sorted(done, key=lambda each: waiting[each].region):
            where = waiting.pop(future)
            if not future.cancelled():
                yield where, future.result()
        if cancelled is not None and cancelled():
            left.clear()
            for other in waiting:
                other.cancel()


def _handed_in(
    one: Part,
    travel_of: TravelOf,
    asked: Asked,
    executor: Executor,
    cancelled: Callable[[], bool] | None,
    *,
    here: bool,
) -> Future[Answer]:
    if here:
        return executor.submit(_plan, one, travel_of, asked, cancelled)
    weeks, kept_here = _of_part(one, asked)
    return executor.submit(
        plan_region, one.problem, _tables(travel_of, one), weeks, asked.search, None, asked.wishes, kept_here
    )


def _held(parts: Iterable[Part]) -> int:
    """Return how many pairs of sites the travel of `parts` has."""
    return sum(len(one.sites) ** 2 for one in parts)


def _plan(one: Part, travel_of: TravelOf, asked: Asked, cancelled: Callable[[], bool] | None) -> Answer:
    """Plan one region here; its table is made when its turn comes, so that few are held at a time."""
    weeks, kept_here = _of_part(one, asked)
    tables = _tables(travel_of, one)
    return plan_region(one.problem, tables, weeks, asked.search, cancelled, asked.wishes, kept_here)


def _of_part(one: Part, asked: Asked) -> tuple[Rows, Kept | None]:
    """Return the weeks of a part (of none what nobody of it may serve) and its share of the plan to keep."""
    weeks = np.where(one.stranded, np.int32(one.problem.horizon.weeks), asked.targets[one.rows])
    return weeks, None if asked.kept is None else asked.kept.part(one.rows, one.technicians)


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
