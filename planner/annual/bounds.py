"""What no plan of the same visits can take less than: service, entries, trips to neighbourhoods.

Hours of the week and certificates are left out of it, so it holds whatever those are. Source: planning model,
level 1 (the judge works it out again by itself).
"""

import numpy as np
import numpy.typing as npt

from planner.annual.compiled import compiled
from planner.annual.doors import certain_entries
from planner.annual.keys import grouped
from planner.annual.openings import last_open, next_open
from planner.annual.possible import homes
from planner.annual.supply import Supply
from planner.annual.trips import fewest, required
from planner.problem import NONE, Problem
from planner.travel.cells import Cells

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
OUT = -1


def least_seconds(problem: Problem, week: Ints, cells: Cells, supply: Supply) -> float:
    """Return the bound in seconds for the visits that have a week in `week` (n,)."""
    region_of = problem.region_of()
    total = 0
    for region in range(len(problem.regions)):
        rows = np.flatnonzero((region_of == region) & (week != OUT))
        if len(rows):
            near = np.isin(supply.region, homes(problem, region))
            at_work = supply.shifts[near].sum(axis=0) > 0
            total += _of_region(problem, rows, cells, int(cells.day_s[region]), at_work)
    return float(total)


def _of_region(problem: Problem, rows: Ints, cells: Cells, day_s: int, at_work: Bools) -> int:
    owed = problem.obligations
    first, last = _weeks(problem, rows, at_work)
    site = owed.site[rows].astype(np.int64)
    building = problem.sites.building[site]
    heads, door = grouped(np.where(building == NONE, len(problem.sites) + site, building))
    member = np.lexsort((last, door))
    begin = np.searchsorted(door[member], np.arange(len(heads) + 1))
    certain = np.zeros(len(rows), np.int64)
    certain_entries(first, last, owed.setup_s[rows].astype(np.int64), begin, member, certain, np.zeros_like(certain))
    cell = cells.of_site[site]
    order = np.argsort(cell, kind="stable")
    known = np.unique(cell)
    parts = np.append(np.searchsorted(cell[order], known), len(order))
    amount = (owed.service_s[rows] + certain)[order]
    trips = _fewest(parts, first[order], last[order], amount, day_s, problem.horizon.weeks)
    service = int(owed.service_s[rows].sum(dtype=np.int64))
    return service + int(certain.sum()) + int((trips * cells.access_s[known]).sum())


def _weeks(problem: Problem, rows: Ints, at_work: Bools) -> tuple[Ints, Ints]:
    """Return the first and last week of the due windows (of the date pinned) with anybody at work (days,)."""
    owed, span = problem.obligations, problem.horizon
    start, pinned = np.datetime64(span.start, "D"), owed.pinned_on[rows]
    ends = (np.where(np.isnat(pinned), column[rows], pinned) for column in (owed.not_before, owed.due_by))
    first, last = (np.clip((end - start).astype(np.int64), 0, span.days - 1) for end in ends)
    opens, closes = next_open(at_work, first), last_open(at_work, last)
    some = opens <= closes
    first, last = np.where(some, opens, first), np.where(some, closes, last)
    return (first + span.start.weekday()) // 7, (last + span.start.weekday()) // 7


@compiled
def _fewest(begin: Ints, first: Ints, last: Ints, amount: Ints, day_s: int, weeks: int) -> Ints:
    found = np.zeros(len(begin) - 1, np.int64)
    asked, total = np.zeros((weeks, weeks), np.int64), np.zeros(weeks + 1, np.int64)
    for cell in range(len(found)):
        mine = slice(begin[cell], begin[cell + 1])
        required(first[mine], last[mine], amount[mine], day_s, asked)
        found[cell] = fewest(asked, total)
    return found
