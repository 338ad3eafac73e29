"""What a year comes to: seconds of visits, entries and travel to cells, by region and week."""

import numpy as np
import numpy.typing as npt

from planner.annual.keys import grouped
from planner.annual.supply import Supply
from planner.problem import NONE, Priority, Problem
from planner.travel.cells import Cells

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
OUT = -1


def loads(problem: Problem, week: Ints, supply: Supply, cells: Cells) -> tuple[Floats, Floats]:
    """Return seconds of work and of travel to cells and back, both float64 (regions, weeks).

    A door (a building, or a site that stands alone) is entered once a week when somebody of the region may do all that
    is done behind it, else once for each skill set. A cell takes as many trips as its work fills usual days.
    """
    owed, region_of, weeks = problem.obligations, problem.region_of(), supply.weeks
    load, access = (np.zeros((len(problem.regions), weeks)) for _ in range(2))
    # Region by region: the columns made on the way then take little memory.
    for region in range(len(problem.regions)):
        rows = np.flatnonzero((region_of == region) & (week != OUT))
        mine = np.flatnonzero(cells.region == region)
        if not len(rows):
            continue
        work = owed.service_s[rows] + entries(problem, rows, week[rows], supply)
        load[region] = np.bincount(week[rows], weights=work, minlength=weeks)
        cell = cells.of_site[owed.site[rows]] - mine[0]
        used = np.bincount(cell * weeks + week[rows], weights=work, minlength=len(mine) * weeks)
        trips = np.ceil(used.reshape(-1, weeks) / cells.day_s[region])
        access[region] = cells.access_s[mine] @ trips
    return load, access


def entries(problem: Problem, rows: Ints, week: Ints, supply: Supply) -> Ints:
    """Return the seconds each of `rows` pays to enter: the most of all made on one entry, on one of them."""
    owed = problem.obligations
    site = owed.site[rows].astype(np.int64)
    building = problem.sites.building[site]
    region = problem.sites.region[site]
    _, group = grouped(np.where(building == NONE, len(problem.sites) + site, building), week, region)
    union = np.zeros(int(group.max(initial=-1)) + 1, np.uint64)
    skills = owed.skills[rows]
    np.bitwise_or.at(union, group, skills)
    home = np.zeros(len(union), np.int64)
    home[group] = region
    apart = ~_held(home, union, supply)[group]
    if apart.any():
        skill = np.unique(skills, return_inverse=True)[1].ravel()
        group = grouped(group, np.where(apart, skill, -1))[1]
    paid = owed.setup_s[rows].astype(np.int64)
    order = np.lexsort((-paid, group))
    again = np.diff(group[order]) == 0
    paid[order[1:][again]] = 0
    return paid


def _held(region: Ints, union: npt.NDArray[np.uint64], supply: Supply) -> npt.NDArray[np.bool_]:
    """Tell for each (region, skills) whether some pool of the region holds them all."""
    first, group = grouped(region, np.unique(union, return_inverse=True)[1].ravel())
    able = np.array([bool(supply.able(int(region[one]), int(union[one])).any()) for one in first], np.bool_)
    return np.asarray(able[group])


def merged(problem: Problem, week: Ints) -> tuple[int, int]:
    """Return how many visits of law share an entry with another kind of visit, and the seconds of entries that saves.

    A visit of law counts when one that is not law is made behind the same door in the same week.
    """
    owed = problem.obligations
    rows = np.flatnonzero(week != OUT)
    site = owed.site[rows].astype(np.int64)
    building = problem.sites.building[site]
    _, group = grouped(np.where(building == NONE, len(problem.sites) + site, building), week[rows])
    law = owed.priority[rows] == Priority.LAW
    count = int(group.max(initial=-1)) + 1
    both = (np.bincount(group[law], minlength=count) > 0) & (np.bincount(group[~law], minlength=count) > 0)
    joined = law & both[group]
    return int(joined.sum()), int(owed.setup_s[rows][joined].sum(dtype=np.int64))
