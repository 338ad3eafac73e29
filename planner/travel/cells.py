"""Neighbourhoods that are reached in one drive: the grain at which a year can know travel.

The sites of a region are halved along their longer side, by work, until each part is worth about three trips in four
weeks. Sites at one point stay together, and neither the number nor the sequence of rows matters.
"""

from collections import Counter
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.problem import NONE, Policy, Problem, Technician
from planner.problem.travel_periods import mean_factor
from planner.travel.estimate import DETOUR
from planner.travel.great_circle import great_circle_m
from planner.travel.profile import TravelProfile

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
TRIPS_A_WEEK = 0.75
USUAL_DAY_S = 8 * 3600


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Cells:
    """Neighbourhoods of all regions.

    Attributes
    ----------
    of_site : int64 (sites,), cell of each site, -1 where nothing is owed
    region : int64 (c,)
    access_s : int64 (c,), seconds from the nearest base to the middle of the cell and back, slower hours counted
    day_s : int64 (regions,), seconds of visits in a usual shift of the region, after the shares kept free
    """

    of_site: Ints
    region: Ints
    access_s: Ints
    day_s: Ints


def cells_of(problem: Problem) -> Cells:
    """Return the cells of `problem`; they depend on sites, people and work, not on any plan."""
    owed, sites = problem.obligations, problem.sites
    work = np.bincount(owed.site, weights=owed.service_s, minlength=len(sites))
    visited = np.bincount(owed.site, minlength=len(sites)) > 0
    of_site = np.full(len(sites), -1, np.int64)
    home: list[int] = []
    access: list[int] = []
    day_s = np.array([_day_s(problem, region) for region in range(len(problem.regions))], np.int64)
    spots = _spots(problem)
    bounds = _bounds(sites.region, visited, len(problem.regions))
    for region, mine in enumerate(bounds):
        if not len(mine):
            continue
        wanted = work[mine].sum() / max(1.0, TRIPS_A_WEEK * problem.horizon.weeks * day_s[region])
        points, where = np.unique(spots[mine], axis=0, return_inverse=True)
        amount = np.bincount(where.ravel(), weights=work[mine], minlength=len(points)).astype(np.float64) + 1.0
        cell = _halved(points, amount, max(1, min(round(wanted), len(points))))
        of_site[mine] = len(home) + cell[where.ravel()]
        seconds = _access(problem, region, points, amount, cell)
        home += [region] * len(seconds)
        access += seconds
    return Cells(of_site=of_site, region=np.array(home, np.int64), access_s=np.array(access, np.int64), day_s=day_s)


def _spots(problem: Problem) -> Floats:
    """Return the place of each site, float64 (sites, 2): those of one building share its middle."""
    sites = problem.sites
    together = np.flatnonzero(sites.building != NONE)
    spots = sites.lonlat.copy()
    if len(together):
        key = sites.building[together].astype(np.int64) * len(problem.regions) + sites.region[together]
        _, number = np.unique(key, return_inverse=True)
        count = np.bincount(number.ravel())
        for axis in range(2):
            middle = np.bincount(number.ravel(), weights=sites.lonlat[together, axis]) / count
            spots[together, axis] = np.round(middle, 9)[number.ravel()]
    return spots


def _bounds(region: npt.NDArray[np.int32], visited: npt.NDArray[np.bool_], regions: int) -> list[Ints]:
    rows = np.flatnonzero(visited)
    rows = rows[np.argsort(region[rows], kind="stable")]
    return np.split(rows, np.searchsorted(region[rows], np.arange(1, regions)))


def _day_s(problem: Problem, region: int) -> int:
    policy = problem.policy
    people = [person for person in problem.technicians if person.region == region and person.shifts]
    worked = sum(person.work_s(shift) for person in people for shift in person.shifts)
    count = sum(len(person.shifts) for person in people)
    share = max(0.0, 1.0 - policy.reserve_share - policy.travel_share * slowness(policy, people))
    return max(1, int((worked / count if count else USUAL_DAY_S) * share))


def slowness(policy: Policy, people: list[Technician]) -> float:
    """Return by how much travel takes longer in the shifts of `people` on average; 1 without slower hours or shifts."""
    if not policy.travel_periods:
        return 1.0
    hours = Counter((person.profile, shift.start_s, shift.end_s) for person in people for shift in person.shifts)
    more = sum(
        (mean_factor(policy.periods_of(profile), start_s, end_s) - 1.0) * count
        for (profile, start_s, end_s), count in hours.items()
    )
    return 1.0 + more / max(1, hours.total())


def _halved(points: Floats, amount: Floats, count: int) -> Ints:
    """Return the part of each point, `count` parts of about equal amounts, int64 (n,)."""
    part = np.zeros(len(points), np.int64)
    shape = np.array([np.cos(np.radians(points[:, 1].mean())), 1.0])
    todo = [(np.arange(len(points)), 0, count)]
    while todo:
        rows, first, parts = todo.pop()
        part[rows] = first
        if parts == 1:
            continue
        spot = points[rows] * shape
        axis = int(np.argmax(np.ptp(spot, axis=0)))
        rows = rows[np.lexsort((spot[:, 1 - axis], spot[:, axis]))]
        left = parts // 2
        reached = np.cumsum(amount[rows])
        cut = int(np.searchsorted(reached, reached[-1] * left / parts))
        cut = min(max(cut, left), len(rows) - (parts - left))
        todo += [(rows[:cut], first, left), (rows[cut:], first + left, parts - left)]
    return part


def _access(problem: Problem, region: int, points: Floats, amount: Floats, cell: Ints) -> list[int]:
    people = [person for person in problem.technicians if person.region == region]
    if not people:
        return [0] * (int(cell.max()) + 1)
    bases = problem.sites.lonlat[np.unique([person.start_site for person in people])]
    speed = np.mean([_speed_kmh(person.profile) for person in people]) / 3.6
    whole = np.bincount(cell, weights=amount)
    middle = np.stack([np.bincount(cell, weights=amount * axis) / whole for axis in points.T], axis=1)
    away = great_circle_m(middle[:, None, :], bases[None, :, :]).min(axis=1)
    return [int(seconds) for seconds in 2 * DETOUR * away / speed * slowness(problem.policy, people)]


def _speed_kmh(profile: str) -> float:
    known = {str(each): each.speed_kmh for each in TravelProfile}
    return known.get(profile, TravelProfile.CAR.speed_kmh)
