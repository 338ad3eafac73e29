"""Weeks that ask for more hours of some skills than the people who have them work.

Every set of skill sets asked for in a region and week needs its hours from those who can serve any of it (Hall's
condition, which for divisible hours is exact where all sets are looked at); nested or not makes no difference. Lent
hours count in full for the borrower.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.checking.law import skill_unions
from planner.checking.roster import Roster
from planner.problem import Problem

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
NOISE_S = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class ShortWeek:
    """In `region` and `week`, work needing any of `skills` (their union) takes `asked_s` seconds.

    `shifts_s` is what those who can do it work, `free_s` that after the shares kept free, `most_s` with overtime and
    what is lent.
    """

    region: int
    week: int
    skills: int
    asked_s: float
    shifts_s: float
    free_s: float
    most_s: float


def short_weeks(problem: Problem, roster: Roster, week: Ints) -> Iterator[ShortWeek]:
    """Yield for each region and week the set of skills that lacks most of the hours kept free, where any lacks."""
    owed, weeks = problem.obligations, problem.horizon.weeks
    home = np.array([person.region for person in problem.technicians], np.int64)
    region_of = problem.region_of()
    for region in range(len(problem.regions)):
        rows = np.flatnonzero((region_of == region) & (week >= 0))
        if not len(rows):
            continue
        lent = sum(loan.hours_per_week for loan in problem.policy.lending if loan.taker == region) * 3600
        mine = _Home(problem, roster, home == region)
        worst: dict[int, ShortWeek] = {}
        for kinds in skill_unions(owed.skills[rows]):
            inside = rows[np.isin(owed.skills[rows], np.array(kinds, np.uint64))]
            asked = np.bincount(week[inside], weights=owed.service_s[inside], minlength=weeks)
            shifts, overtime, net = mine.able(kinds)
            for number in np.flatnonzero(asked > net + lent + NOISE_S).tolist():
                union = int(np.bitwise_or.reduce(np.array(kinds, np.uint64)))
                one = ShortWeek(
                    region=region,
                    week=number,
                    skills=union,
                    asked_s=float(asked[number]),
                    shifts_s=float(shifts[number]),
                    free_s=float(net[number] + lent),
                    most_s=float(shifts[number] + overtime[number] + lent),
                )
                if number not in worst or one.asked_s - one.most_s > worst[number].asked_s - worst[number].most_s:
                    worst[number] = one
        yield from worst.values()


class _Home:
    """Hours of one region's people."""

    def __init__(self, problem: Problem, roster: Roster, people: npt.NDArray[np.bool_]) -> None:
        days = np.arange(problem.horizon.days) + problem.horizon.start.weekday()
        self.week, self.weeks = days // 7, problem.horizon.weeks
        self.skills = roster.skills[people]
        self.tables = (roster.day_s[people], roster.overtime_s[people], roster.net_s[people])

    def able(self, kinds: tuple[int, ...]) -> tuple[Floats, Floats, Floats]:
        """Return seconds of those who can serve any of `kinds`: of shifts, overtime, and what is left of shifts for
        visits; each float64 (weeks,)."""
        able = np.zeros(self.skills.shape, np.bool_)
        for kind in kinds:
            able |= (self.skills & np.uint64(kind)) == np.uint64(kind)
        shifts, overtime, net = (self._by_week(table * able) for table in self.tables)
        return shifts, overtime, net

    def _by_week(self, table: Ints) -> Floats:
        return np.bincount(self.week, weights=table.sum(axis=0), minlength=self.weeks).astype(np.float64)
