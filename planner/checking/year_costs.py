"""What a year takes and what any year of the same visits must take, worked out without the planner.

A neighbourhood takes as many trips as its work fills usual days; a door is entered once a week by whoever may do all
that is done behind it. Bound: windows of one door that do not overlap take an entry each, and stretches of weeks that
do not overlap take each at least the trips that the windows inside them fill. Source: planning model, level 1.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.checking.law import window_days
from planner.checking.roster import Roster
from planner.problem import NONE, Problem
from planner.travel.cells import Cells, cells_of

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class YearCosts:
    """Seconds.

    Attributes
    ----------
    load_s, access_s : float64 (regions, weeks), work with entries, and travel to neighbourhoods
    least_s : what no plan of the same visits can take less than
    """

    load_s: Floats
    access_s: Floats
    least_s: float


def year_costs(problem: Problem, roster: Roster, week: Ints) -> YearCosts:
    """Return what the weeks `week` (n,), -1 for unplanned, come to."""
    cells, rows = cells_of(problem), np.flatnonzero(week >= 0)
    owed, regions, weeks = problem.obligations, len(problem.regions), problem.horizon.weeks
    site = owed.site[rows].astype(np.int64)
    building = problem.sites.building[site].astype(np.int64)
    door = np.where(building == NONE, -1 - site, building) * regions + problem.region_of()[rows].astype(np.int64)
    work = owed.service_s[rows] + _entries(problem, roster, rows, door, week[rows])
    load, used = np.zeros((regions, weeks)), np.zeros((len(cells.region), weeks))
    np.add.at(load, (problem.region_of()[rows], week[rows]), work)
    np.add.at(used, (cells.of_site[site], week[rows]), work)
    trips = np.ceil(used / cells.day_s[cells.region][:, None])
    access = np.zeros_like(load)
    np.add.at(access, cells.region, trips * cells.access_s[:, None])
    return YearCosts(load_s=load, access_s=access, least_s=_least(problem, roster, cells, rows, door))


def _entries(problem: Problem, roster: Roster, rows: Ints, door: Ints, week: Ints) -> Ints:
    """Return what each row pays to enter: the first (dearest) of those let in together pays."""
    owed = problem.obligations
    _, place = np.unique(door, return_inverse=True)
    key = place.ravel().astype(np.int64) * problem.horizon.weeks + week
    _, visit = np.unique(key, return_inverse=True)
    visit = visit.ravel()
    union = np.zeros(int(visit.max(initial=-1)) + 1, np.uint64)
    np.bitwise_or.at(union, visit, owed.skills[rows])
    home = np.array([person.region for person in problem.technicians], np.int64)
    shared = np.zeros(len(rows), np.bool_)
    region = problem.region_of()[rows]
    for one in np.unique(region).tolist():
        held = np.unique(roster.skills[home == one][roster.ends_s[home == one] > 0])
        mine = region == one
        asked, code = np.unique(union[visit[mine]], return_inverse=True)
        shared[mine] = np.array([bool(((held & need) == need).any()) for need in asked], np.bool_)[code.ravel()]
    apart = np.where(shared, 0, 1 + np.unique(owed.skills[rows], return_inverse=True)[1].ravel())
    order = np.lexsort((-owed.setup_s[rows], apart, visit))
    first = np.ones(len(rows), np.bool_)
    first[1:] = (np.diff(visit[order]) != 0) | (np.diff(apart[order]) != 0)
    paid = np.zeros(len(rows), np.int64)
    paid[order[first]] = owed.setup_s[rows][order[first]]
    return paid


def _least(problem: Problem, roster: Roster, cells: Cells, rows: Ints, door: Ints) -> float:
    owed, weeks = problem.obligations, problem.horizon.weeks
    first, last = (days[rows] for days in window_days(problem))
    pinned = owed.pinned_on[rows]
    day = np.where(np.isnat(pinned), 0, (pinned - np.datetime64(problem.horizon.start, "D")).astype(np.int64))
    first, last = (np.where(np.isnat(pinned), end, day) for end in (first, last))
    monday = problem.horizon.start.weekday()
    first, last = (np.clip(end, 0, problem.horizon.days - 1) for end in (first, last))
    for region in range(len(problem.regions)):
        at_work = np.flatnonzero((roster.ends_s[roster.serves[:, region]] > 0).any(axis=0))
        mine = np.flatnonzero(problem.region_of()[rows] == region)
        if len(at_work) and len(mine):
            opens = at_work[np.minimum(np.searchsorted(at_work, first[mine]), len(at_work) - 1)]
            closes = at_work[np.maximum(np.searchsorted(at_work, last[mine], side="right") - 1, 0)]
            mine, opens, closes = (part[(opens >= first[mine]) & (opens <= closes)] for part in (mine, opens, closes))
            first[mine], last[mine] = opens, closes
    first, last = (first + monday) // 7, (last + monday) // 7
    entry = _certain(first, last, owed.setup_s[rows].astype(np.int64), door)
    inside = np.zeros((len(cells.region), weeks, weeks), np.int64)
    np.add.at(inside, (cells.of_site[owed.site[rows]], first, last), owed.service_s[rows] + entry)
    inside = np.cumsum(np.cumsum(inside[:, ::-1], axis=1)[:, ::-1], axis=2)
    trips = -(-inside // cells.day_s[cells.region][:, None, None])
    best = np.zeros((len(cells.region), weeks + 1), np.int64)
    for b in range(weeks):
        best[:, b + 1] = np.maximum(best[:, b], (best[:, : b + 1] + trips[:, : b + 1, b]).max(axis=1))
    access = (best[:, weeks] * cells.access_s).sum()
    return float(owed.service_s[rows].sum(dtype=np.int64) + entry.sum() + access)


def _certain(first: Ints, last: Ints, setup: Ints, door: Ints) -> Ints:
    """Return the entry of each of the most windows of a door that do not overlap: earliest end first, all at once."""
    _, place = np.unique(door, return_inverse=True)
    place = place.ravel()
    least = np.full(int(place.max(initial=-1)) + 1, np.iinfo(np.int64).max)
    np.minimum.at(least, place, setup)
    order = np.lexsort((last, place))
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order)) - np.searchsorted(place[order], place[order])
    found, until = np.zeros(len(first), np.int64), np.full(len(least), -1, np.int64)
    queue = np.argsort(rank, kind="stable")
    for step in np.split(queue, np.cumsum(np.bincount(rank))[:-1]) if len(rank) else ():
        fresh = step[first[step] > until[place[step]]]
        until[place[fresh]] = last[fresh]
        found[fresh] = least[place[fresh]]
    return found
