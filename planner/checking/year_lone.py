"""Weeks in which visits that one person alone could make ask for more than that person works.

Source: S4.4 (who is barred, who is promised) and S9.7: the hours of a region are no help where only one of it may come.
Looked at in regions in which some visit names a person; there every visit counts that only one person could make.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from planner.checking.roster import Roster
from planner.problem import NONE, Problem

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


class Lone:
    """Seconds asked of each person alone, by week.

    Attributes
    ----------
    service_s, least_left_s : float64 (t, weeks), visits that only this person could make; what is surely left of the
        hours for visits when each of them is let in by itself
    most_s : float64 (t, weeks), shifts with overtime
    """

    def __init__(self, problem: Problem, roster: Roster, week: Ints) -> None:
        owed, self._problem = problem.obligations, problem
        self._roster, self._region = roster, problem.region_of()
        self._of_day = (np.arange(problem.horizon.days) + problem.horizon.start.weekday()) // 7
        self._known: dict[tuple[int, int, int, int], Ints] = {}
        self._named = np.zeros(len(problem.regions), np.bool_)
        self._named[self._region[(owed.pinned != NONE) | (owed.excluded != NONE)]] = True
        rows = np.flatnonzero((week >= 0) & self._named[self._region])
        who = self._at(rows, week[rows])
        rows, who = rows[who != NONE], who[who != NONE]
        shape = (len(problem.technicians), problem.horizon.weeks)
        self.service_s, entered = np.zeros(shape), np.zeros(shape)
        np.add.at(self.service_s, (who, week[rows]), owed.service_s[rows])
        np.add.at(entered, (who, week[rows]), owed.setup_s[rows])
        self.least_left_s = self._by_week(roster.net_s) - self.service_s - entered
        self.most_s = self._by_week(roster.day_s + roster.overtime_s)

    def who(self, number: int) -> Ints:
        """Return by week who alone could make an obligation, int64 (weeks,); `NONE` for nobody or several."""
        owed = self._problem.obligations
        key = (
            int(self._region[number]),
            int(owed.skills[number]),
            int(owed.pinned[number]),
            int(owed.excluded[number]),
        )
        if key not in self._known:
            self._known[key] = self._who(*key)
        return self._known[key]

    def _at(self, rows: Ints, week: Ints) -> Ints:
        """Return who alone could make each of `rows` in its `week`, int64 (k,); each kind is looked up once."""
        if not len(rows):
            return rows
        owed, kind = self._problem.obligations, self._region[rows].astype(np.int64)
        for column in (owed.skills[rows], owed.pinned[rows], owed.excluded[rows]):
            values, code = np.unique(column, return_inverse=True)
            kind = np.unique(kind * len(values) + code.ravel(), return_inverse=True)[1].ravel()
        one = np.unique(kind, return_index=True)[1]
        return np.asarray(np.stack([self.who(int(rows[place])) for place in one])[kind, week])

    def _who(self, region: int, need: int, pinned: int, barred: int) -> Ints:
        weeks, bits, table = self._problem.horizon.weeks, np.uint64(need), self._roster
        if not self._named[region]:
            return np.full(weeks, NONE, np.int64)
        one = np.arange(len(self._problem.technicians))
        able = table.serves[:, region] & (one != barred) & ((pinned == NONE) | (one == pinned))
        works = able[:, None] & ((table.skills & bits) == bits) & (table.ends_s > 0)
        there = self._by_week(works.astype(np.int64)) > 0
        return np.where(there.sum(axis=0) == 1, there.argmax(axis=0) if len(one) else NONE, NONE).astype(np.int64)

    def _by_week(self, table: Ints) -> Floats:
        total = np.zeros((len(table), self._problem.horizon.weeks))
        np.add.at(total.T, self._of_day, table.T)
        return total

    def over(self) -> Iterator[tuple[int, int]]:
        """Yield (technician, week) where more is asked of one alone than shifts and overtime hold."""
        who, week = np.nonzero(self.service_s > self.most_s)
        yield from zip(who.tolist(), week.tolist(), strict=True)
