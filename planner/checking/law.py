"""Hard work asked for and certified working time, by region and day, recomputed without any flow."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from planner.checking.roster import roster
from planner.problem import NONE, Problem

Ints = npt.NDArray[np.int64]
MOST_SKILL_SETS = 6
"""Up to so many different skill sets of a region all combinations are tried; beyond, each alone and all together."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class RegionLaw:
    """One region's hard obligations due in the horizon, and who could work there.

    Attributes
    ----------
    region : index
    rows : int64 (k,), the obligations
    first, last : int64 (k,), window in days of the horizon, cut to it, both inclusive
    work_s : int64 (k,), service, and setup where no building shares it: the least that must be worked
    net_s : int64 (people, days), working time after reserve and travel shares, people at home in the region
    skills : uint64 (people, days), certificates valid that day
    lent_s : seconds a week that other regions may lend
    """

    region: int
    rows: Ints
    first: Ints
    last: Ints
    work_s: Ints
    net_s: Ints
    skills: npt.NDArray[np.uint64]
    lent_s: int


def window_days(problem: Problem) -> tuple[Ints, Ints]:
    """Return first and last day of all windows, counted from the start of the horizon and not cut to it."""
    start = np.datetime64(problem.horizon.start, "D")
    owed = problem.obligations
    return (owed.not_before - start).astype(np.int64), (owed.due_by - start).astype(np.int64)


def regions_law(problem: Problem) -> Iterator[RegionLaw]:
    """Yield each region's share of the law."""
    owed, table = problem.obligations, roster(problem)
    first, last = window_days(problem)
    chosen = owed.hard & (last >= 0) & (last < problem.horizon.days)
    home = np.array([person.region for person in problem.technicians], dtype=np.int64)
    region_of = problem.region_of()
    alone = problem.sites.building[owed.site] == NONE
    work = owed.service_s.astype(np.int64) + np.where(alone, owed.setup_s, 0)
    for region in range(len(problem.regions)):
        rows = np.flatnonzero(chosen & (region_of == region))
        mine = home == region
        lent = sum(loan.hours_per_week for loan in problem.policy.lending if loan.taker == region)
        yield RegionLaw(
            region=region,
            rows=rows,
            first=np.maximum(first[rows], 0),
            last=last[rows],
            work_s=work[rows],
            net_s=table.net_s[mine],
            skills=table.skills[mine],
            lent_s=int(lent * 3600),
        )


def skill_unions(skills: npt.NDArray[np.uint64]) -> list[tuple[int, ...]]:
    """Return the combinations of different skill sets for which hours are compared."""
    kinds = [int(one) for one in np.unique(skills)]
    if len(kinds) > MOST_SKILL_SETS:
        return [*((kind,) for kind in kinds), tuple(kinds)]
    return [chosen for size in range(1, len(kinds) + 1) for chosen in combinations(kinds, size)]


def excess(law: RegionLaw, need: npt.NDArray[np.uint64], kinds: tuple[int, ...], weekday: int) -> Ints:
    """Return work minus hours for every stretch of days, int64 (days, days): [a, b] for days a..b; 0 where b < a.

    Work are the obligations of skill sets `kinds` whose whole window lies in the stretch; hours are those of
    everybody who could do any of them, and all that may be lent. More work than hours cannot be done (Hall's
    condition; the converse needs the flow).

    Parameters
    ----------
    need : uint64 (k,), skills of ``law.rows``
    weekday : of the first day of the horizon, Monday 0
    """
    days = law.net_s.shape[1]
    mine = np.isin(need, np.array(kinds, dtype=np.uint64))
    work = np.zeros((days, days), dtype=np.int64)
    np.add.at(work, (law.first[mine], law.last[mine]), law.work_s[mine])
    inside = np.cumsum(np.cumsum(work[::-1], axis=0)[::-1], axis=1)
    able = np.zeros(law.skills.shape, dtype=np.bool_)
    for kind in kinds:
        able |= (law.skills & np.uint64(kind)) == np.uint64(kind)
    until = np.concatenate([[0], np.cumsum(np.where(able, law.net_s, 0).sum(axis=0))])
    a, b = np.arange(days)[:, None], np.arange(days)[None, :]
    weeks = (b + weekday) // 7 - (a + weekday) // 7 + 1
    hours = until[1:][None, :] - until[:-1][:, None] + weeks * law.lent_s
    return np.where(b >= a, inside - hours, 0)
