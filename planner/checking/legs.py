"""Every leg of a plan, with its travel recomputed from the matrices."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.checking.ledger import Ledger
from planner.checking.periods import ground
from planner.plan import DayPlan
from planner.problem import Problem
from planner.travel import UNREACHABLE
from planner.travel.travel_of import TravelOf

Ints = npt.NDArray[np.int64]
Pairs = Callable[[Ints, Ints, Ints], tuple[Ints, Ints]]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Legs:
    """One row a leg, int64 (k,): first the legs to each stop (row = stop), then the way home of each route.

    Attributes
    ----------
    route, origin, target : row of the route, indices of the sites
    ready_s : when the technician is done at `origin` and could leave
    arrival_s : when the plan says the leg ends
    stated_s, stated_m : seconds and metres the plan wrote down
    travel_s, distance_m : what the matrices say, at the pace of the hour for who left `stated_s` before `arrival_s`;
        ``UNREACHABLE`` where there is no way
    """

    route: Ints
    origin: Ints
    target: Ints
    ready_s: Ints
    arrival_s: Ints
    stated_s: Ints
    stated_m: Ints
    travel_s: Ints
    distance_m: Ints


def legs(problem: Problem, travel: TravelOf, plan: DayPlan, book: Ledger) -> Legs:
    """Return all legs of `plan`, whose columns are `book`."""
    stop, people, driver = book.stops, problem.technicians, book.routes.technician
    start = _ints(people[int(one)].start_site for one in driver)
    home = _ints(people[int(one)].end_site for one in driver)
    leaves = book.visits.end_s[stop.first + stop.visits - 1]
    # The first stop of a route follows its start, each other stop the one before it.
    heads = np.flatnonzero(book.routes.stops > 0)
    first = (np.cumsum(book.routes.stops) - book.routes.stops)[heads]
    origin, ready = np.roll(stop.site, 1), np.roll(leaves, 1)
    origin[first], ready[first] = start[heads], book.routes.start_s[heads]
    last_site, last_ready = start.copy(), book.routes.start_s.copy()
    last = first + book.routes.stops[heads] - 1
    last_site[heads], last_ready[heads] = stop.site[last], leaves[last]
    route = np.concatenate([stop.route, np.arange(len(driver))])
    origin, target = np.concatenate([origin, last_site]), np.concatenate([stop.site, home])
    travel_s, distance_m = pairs(problem, travel)(driver[route], origin, target)
    halts = [halt for one in plan.routes for halt in one.stops]
    stated_s = _ints([halt.travel_s for halt in halts] + [one.return_travel_s for one in plan.routes])
    arrival_s = np.concatenate([stop.arrival_s, book.routes.end_s])
    if problem.policy.travel_periods:
        travel_s = paced(problem, driver[route], arrival_s - stated_s, travel_s)
    return Legs(
        route=route,
        origin=origin,
        target=target,
        ready_s=np.concatenate([ready, last_ready]),
        arrival_s=arrival_s,
        stated_s=stated_s,
        stated_m=_ints([halt.distance_m for halt in halts] + [one.return_distance_m for one in plan.routes]),
        travel_s=travel_s,
        distance_m=distance_m,
    )


def paced(problem: Problem, who: Ints, leave: Ints, usual_s: Ints) -> Ints:
    """Return the seconds that legs of `usual_s` take technicians `who` when they leave at `leave`, int64 (k,) each."""
    travel_s = usual_s.copy()
    profiles = np.array([person.profile for person in problem.technicians])
    for profile in {period.profile for period in problem.policy.travel_periods}:
        mine = np.flatnonzero((profiles[who] == profile) & (usual_s < UNREACHABLE)) if len(who) else who
        line = ground(problem.policy.periods_of(profile))
        travel_s[mine] = line.arrive(leave[mine], usual_s[mine]) - leave[mine]
    return travel_s


def pairs(problem: Problem, travel: TravelOf) -> Pairs:
    """Return a look-up ``(technician, origin, target) -> (seconds, metres)`` over int64 (k,) columns.

    The technician's own region is asked first; a lent technician's legs are found in the region of the target, then
    in that of the origin. A pair no region knows is ``UNREACHABLE``.
    """
    home = _ints(person.region for person in problem.technicians)
    profiles = sorted({person.profile for person in problem.technicians})
    profile = _ints(profiles.index(person.profile) for person in problem.technicians)
    region_of = problem.sites.region

    def look_up(who: Ints, origin: Ints, target: Ints) -> tuple[Ints, Ints]:
        seconds = np.full(len(who), UNREACHABLE, dtype=np.int64)
        metres = seconds.copy()
        open_ = np.ones(len(who), dtype=np.bool_)
        for asked in (home[who], region_of[target], region_of[origin]):
            key = asked.astype(np.int64) * max(1, len(profiles)) + profile[who]
            for value in np.unique(key[open_]):
                rows = np.flatnonzero(open_ & (key == value))
                region = travel(int(value) // len(profiles), profiles[int(value) % len(profiles)])
                a, b = region.row[origin[rows]], region.row[target[rows]]
                known = (a >= 0) & (b >= 0)
                rows, a, b = rows[known], a[known], b[known]
                seconds[rows], metres[rows] = region.matrix.duration_s[a, b], region.matrix.distance_m[a, b]
                open_[rows] = False
            if not open_.any():
                break
        return seconds, metres

    return look_up


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, dtype=np.int64)
