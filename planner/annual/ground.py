"""What a region's visits mean for travel: the cell each lies in, the door it is behind, and what may be moved."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.annual.keys import grouped
from planner.annual.openings import Openings
from planner.annual.supply import Supply
from planner.problem import NONE, Problem
from planner.travel.cells import Cells

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, slots=True)
class Ground:
    """Visits of one region as columns (n,): those to be planned, then those settled beforehand.

    Attributes
    ----------
    cell : int64, index within the region
    door : int64, equal numbers are entered once
    first, last : int64, weeks allowed, inclusive; the week itself for what is settled
    work, entry : int64, seconds at the premises, and to enter them
    skill : int64, index of the skill set within the region
    stays : bool, may be put into a week but not moved for the sake of travel
    skills : uint64 (skill sets,); held : uint64 (k,), what people of the region hold
    access_s : int64 (cells,), seconds to each cell and back; day_s : seconds of visits on a trip
    """

    cell: Ints
    door: Ints
    first: Ints
    last: Ints
    work: Ints
    entry: Ints
    skill: Ints
    stays: Bools
    skills: npt.NDArray[np.uint64]
    held: npt.NDArray[np.uint64]
    access_s: Ints
    day_s: int

    def __len__(self) -> int:
        return len(self.cell)


def ground_of(  # noqa: PLR0913
    problem: Problem,
    room: Openings,
    cells: Cells,
    supply: Supply,
    region: int,
    rows: Ints,
    settled: tuple[Ints, Ints],
    skills: npt.NDArray[np.uint64],
    stays: Bools,
) -> Ground:
    """Return the ground of `rows` and of the `settled` ones (rows, their weeks)."""
    owed, (bound, week) = problem.obligations, settled
    every = np.concatenate([rows, bound])
    site = owed.site[every].astype(np.int64)
    building = problem.sites.building[site]
    door = grouped(np.where(building == NONE, len(problem.sites) + site, building))[1]
    mine = np.flatnonzero(cells.region == region)
    return Ground(
        cell=cells.of_site[site] - (mine[0] if len(mine) else 0),
        door=door,
        first=np.concatenate([room.first_week[rows], week]),
        last=np.concatenate([room.last_week[rows], week]),
        work=owed.service_s[every].astype(np.int64),
        entry=owed.setup_s[every].astype(np.int64),
        skill=np.searchsorted(skills, owed.skills[every]),
        stays=stays[every],
        skills=skills,
        held=np.unique(supply.skills[supply.region == region]),
        access_s=cells.access_s[mine],
        day_s=int(cells.day_s[region]),
    )


def spaced_by_windows(problem: Problem) -> Bools:
    """Tell for each obligation whether the windows of its series keep its distances whatever days are chosen."""
    owed = problem.obligations
    found = np.ones(len(owed), np.bool_)
    order = np.flatnonzero((owed.series != NONE) & ((owed.min_gap_days > 0) | (owed.max_gap_days > 0)))
    members = np.flatnonzero(np.isin(owed.series, np.unique(owed.series[order]))) if len(order) else order
    members = members[np.lexsort((members, owed.ideal_on[members], owed.series[members]))]
    before, after = members[:-1], members[1:]
    least = (owed.not_before[after] - owed.due_by[before]).astype(np.int64)
    most = (owed.due_by[after] - owed.not_before[before]).astype(np.int64)
    wrong = (least < owed.min_gap_days[after]) | ((owed.max_gap_days[after] > 0) & (most > owed.max_gap_days[after]))
    wrong &= owed.series[before] == owed.series[after]
    loose = np.unique(owed.series[after[wrong]])
    if len(loose):
        found[np.isin(owed.series, loose)] = False
    return found
