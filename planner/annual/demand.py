"""What is owed, gathered into classes that need the same people in the same days.

Entering a building is counted once for visits that can be made together: same building, same certificates, same window.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.annual.keys import grouped
from planner.problem import NONE, Problem

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, slots=True)
class Demand:
    """Classes of obligations.

    Attributes
    ----------
    region : int64 (c,)
    skills : uint64 (c,), certificates needed
    first_day, last_day : int64 (c,), window in days of the horizon, both inclusive, cut to the horizon
    seconds : int64 (c,), work of all members
    rows : int64 (m,), obligations in some class
    of_row : int64 (m,), the class of each of `rows`
    work_s : int64 (m,), seconds of each of `rows`: service, and setup for the first of those made together
    """

    region: Ints
    skills: npt.NDArray[np.uint64]
    first_day: Ints
    last_day: Ints
    seconds: Ints
    rows: Ints
    of_row: Ints
    work_s: Ints

    def __len__(self) -> int:
        return len(self.region)

    def take(self, classes: Ints) -> "Demand":
        """Return the classes at those indices with their members."""
        place = np.full(len(self), -1)
        place[classes] = np.arange(len(classes))
        kept = place[self.of_row] >= 0
        return Demand(
            region=self.region[classes],
            skills=self.skills[classes],
            first_day=self.first_day[classes],
            last_day=self.last_day[classes],
            seconds=self.seconds[classes],
            rows=self.rows[kept],
            of_row=place[self.of_row[kept]],
            work_s=self.work_s[kept],
        )


def window_days(problem: Problem) -> tuple[Ints, Ints]:
    """Return the first and last day of every window, counted from the start of the horizon (not cut)."""
    start = np.datetime64(problem.horizon.start, "D")
    owed = problem.obligations
    return (owed.not_before - start).astype(np.int64), (owed.due_by - start).astype(np.int64)


def demand_of(problem: Problem, rows: Ints) -> Demand:
    """Return the classes of the obligations `rows`, whose windows must meet the horizon."""
    owed = problem.obligations
    first, last = (days[rows] for days in window_days(problem))
    first, last = np.maximum(first, 0), np.minimum(last, problem.horizon.days - 1)
    region, skills = problem.region_of()[rows], owed.skills[rows]
    one, of_row = grouped(region, np.unique(skills, return_inverse=True)[1].ravel(), first, last)
    work = owed.service_s[rows].astype(np.int64)
    work += setup_once(problem.sites.building[owed.site[rows]], of_row, owed.setup_s[rows])
    seconds = np.bincount(of_row, weights=work, minlength=len(one)).astype(np.int64)
    return Demand(
        region=region[one].astype(np.int64),
        skills=skills[one],
        first_day=first[one],
        last_day=last[one],
        seconds=seconds,
        rows=rows,
        of_row=of_row,
        work_s=work,
    )


def setup_once(building: npt.NDArray[np.int32], group: Ints, setup_s: npt.NDArray[np.int32]) -> Ints:
    """Return the setup of each row: the largest of its building within its group on one row, 0 on the others."""
    paid = setup_s.astype(np.int64)
    together = np.flatnonzero(building != NONE)
    order = together[np.lexsort((-paid[together], group[together], building[together]))]
    again = (np.diff(building[order]) == 0) & (np.diff(group[order]) == 0)
    paid[order[1:][again]] = 0
    return paid
