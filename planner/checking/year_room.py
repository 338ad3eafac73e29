"""Whether a visit said to be left out for want of hours would simply have fitted into some week of its window.

Source: S9.1 (whatever is left out has a true reason). All planned visits are taken to pay for their own entry, only
people of the region count, and only the hours that are not kept free; so where there is room by this, there is room.
"""

import numpy as np
import numpy.typing as npt

from planner.checking.law import skill_unions
from planner.checking.roster import Roster
from planner.checking.year_lone import Lone
from planner.problem import NONE, Problem

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


class Room:
    """Seconds left in every region and week; a region is looked at when it is first asked for."""

    def __init__(self, problem: Problem, roster: Roster, week: Ints, lone: Lone) -> None:
        self._problem, self._roster, self._week, self._lone = problem, roster, week, lone
        self._left: dict[int, tuple[list[tuple[int, ...]], Floats]] = {}
        self._givers = {loan.giver for loan in problem.policy.lending}

    def weeks(self, number: int) -> npt.NDArray[np.bool_]:
        """Return in which weeks obligation `number` surely fits, bool (weeks,); of a region that lends: in none."""
        problem, owed = self._problem, self._problem.obligations
        region = int(problem.region_of()[number])
        if region in self._givers:
            return np.zeros(problem.horizon.weeks, np.bool_)
        if region not in self._left:
            self._left[region] = self._of(region)
        unions, left = self._left[region]
        mine = [place for place, kinds in enumerate(unions) if int(owed.skills[number]) in kinds]
        need = int(owed.service_s[number]) + int(owed.setup_s[number])
        return np.asarray((left[mine] >= need).all(axis=0) & (self._alone_s(number) >= need))

    def _alone_s(self, number: int) -> Floats:
        """Return what the only one who could come has left, float64 (weeks,); endless where several could."""
        who = self._lone.who(number)
        weeks = np.flatnonzero(who != NONE)
        left = np.full(len(who), np.inf)
        left[weeks] = self._lone.least_left_s[who[weeks], weeks]
        return left

    def _of(self, region: int) -> tuple[list[tuple[int, ...]], Floats]:
        problem, owed = self._problem, self._problem.obligations
        weeks = problem.horizon.weeks
        here = problem.region_of() == region
        rows = np.flatnonzero(here & (self._week >= 0))
        people = np.array([person.region == region for person in problem.technicians], np.bool_)
        held, work = self._roster.skills[people], self._roster.net_s[people]
        of_day = (np.arange(problem.horizon.days) + problem.horizon.start.weekday()) // 7
        unions = skill_unions(owed.skills[here])
        left = np.zeros((len(unions), weeks))
        for place, kinds in enumerate(unions):
            able = np.zeros(held.shape, np.bool_)
            for kind in kinds:
                able |= (held & np.uint64(kind)) == np.uint64(kind)
            inside = rows[np.isin(owed.skills[rows], np.array(kinds, np.uint64))]
            paid = owed.service_s[inside].astype(np.float64) + owed.setup_s[inside]
            left[place] = np.bincount(of_day, weights=(work * able).sum(axis=0), minlength=weeks)
            left[place] -= np.bincount(self._week[inside], weights=paid, minlength=weeks)
        return unions, left
