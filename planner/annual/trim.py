"""Whole visits against whole weeks: rounding must not fill a week beyond its hours, nor leave room unused.

Every set of skill sets may ask for no more hours than the people who can serve any of them have (Hall's condition).
Where rounding breaks that by a visit, one that gives way easily moves to a week with room, or is given up; then
whatever was given up is tried once more. The law is never given up here for the sake of rounding alone.
"""

from itertools import combinations

import numpy as np
import numpy.typing as npt

from planner.annual.capacity import Capacity
from planner.annual.classes import Owed

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
OUT = -1
MOST_SETS = 8
"""With more skill sets in one region only each alone and all together are looked at."""
LAW = 0
NOISE = 1e-6


def trimmed(owed: Owed, week: Ints, capacity: Capacity, fixed: Floats) -> Ints:
    """Return weeks that keep within the hours, as full as may be.

    Parameters
    ----------
    week : int64 (n,), `OUT` for what is given up
    fixed : float64 (skill sets, weeks), hours bound already
    """
    week, ledger = week.copy(), _Ledger(owed, week, capacity, fixed)
    for number in np.flatnonzero((ledger.slack < -NOISE).any(axis=0)).tolist():
        _empty(owed, week, ledger, number)
    _fill(owed, week, ledger)
    return week


def hall_sets(capacity: Capacity) -> tuple[Bools, Bools]:
    """Return sets of skill sets, bool (sets, skill sets), and the hours each can use, bool (sets, kinds).

    Of sets that can use the same hours only their union is named: it binds first.
    """
    skills = capacity.serves.shape[1]
    sizes = range(1, skills + 1) if skills <= MOST_SETS else (1, skills)
    chosen = [list(one) for size in sizes for one in combinations(range(skills), size)]
    unions: dict[bytes, Bools] = {}
    for one in chosen:
        useful = capacity.serves[:, one].any(axis=1)
        known = unions.setdefault(useful.tobytes(), np.zeros(skills, np.bool_))
        known[one] = True
    sets = np.array(list(unions.values()), np.bool_).reshape(len(unions), skills)
    return sets, (sets.astype(int) @ capacity.serves.T.astype(int)) > 0


class _Ledger:
    """Hours left for each set of skill sets in each week."""

    def __init__(self, owed: Owed, week: Ints, capacity: Capacity, fixed: Floats) -> None:
        self.sets, useful = hall_sets(capacity)
        asked = fixed.copy()
        inside = week != OUT
        np.add.at(asked, (owed.skill[inside], week[inside]), owed.work_s[inside] / 3600)
        self.slack = useful.astype(float) @ capacity.hours - self.sets.astype(float) @ asked
        self.hours = owed.work_s / 3600
        self.skill = owed.skill

    def room(self, row: int, first: int, last: int) -> Ints:
        """Return the weeks in which the visit still fits."""
        free = self.slack[self.sets[:, self.skill[row]], first : last + 1].min(axis=0)
        return np.asarray(first + np.flatnonzero(free >= self.hours[row] - NOISE))

    def add(self, row: int, week: int, sign: int) -> None:
        """Take the visit into account in `week` (`sign` 1), or no longer (-1)."""
        self.slack[self.sets[:, self.skill[row]], week] -= sign * self.hours[row]


def _empty(owed: Owed, week: Ints, ledger: _Ledger, number: int) -> None:
    rows = np.flatnonzero(week == number)
    for row in rows[np.lexsort((-owed.last_week[rows], -owed.level[rows]))].tolist():
        short = ledger.slack[:, number] < -NOISE
        if not short.any():
            return
        if not ledger.sets[short, owed.skill[row]].any():
            continue
        free = ledger.room(row, int(owed.first_week[row]), int(owed.last_week[row]))
        if not len(free) and owed.level[row] == LAW:
            continue
        ledger.add(row, number, -1)
        week[row] = free[np.argmin(np.abs(free - number))] if len(free) else OUT
        if week[row] != OUT:
            ledger.add(row, int(week[row]), 1)


def _fill(owed: Owed, week: Ints, ledger: _Ledger) -> None:
    rows = np.flatnonzero(week == OUT)
    for row in rows[np.lexsort((owed.last_week[rows], owed.level[rows]))].tolist():
        free = ledger.room(row, int(owed.first_week[row]), int(owed.last_week[row]))
        if len(free):
            week[row] = free[np.argmin(np.abs(free - owed.target[row]))]
            ledger.add(row, int(week[row]), 1)
