"""Alike obligations of one region as one curve: how many must, and how many may, be done by the end of each week.

Within a class windows are agreeable (who may begin earlier must end no later), so that earliest due date first is
optimal and any curve between the two bounds can be handed out. Windows of different lengths are parted into as few
agreeable chains as possible. Source: planning model, level 1.
"""

from bisect import bisect_right
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.annual.keys import grouped

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
RATIO = 1.25
"""Visits whose durations differ by less than about this factor share a class."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Owed:
    """Obligations of one region that can be made, as columns (n,).

    Attributes
    ----------
    first_week, last_week : int64, weeks allowed, inclusive
    level : int64, what gives way first has the highest
    skill : int64, index of the skill set within the region
    work_s : float64, seconds each takes
    target : int64, the week it is best made in
    place : int64, what to keep together: the building, or the row itself
    """

    first_week: Ints
    last_week: Ints
    level: Ints
    skill: Ints
    work_s: Floats
    target: Ints
    place: Ints


@dataclass(frozen=True, kw_only=True, slots=True)
class Curves:
    """Classes of one region.

    Attributes
    ----------
    members : int64 (n,), rows ordered by class, then due week, then first week
    begin : int64 (c + 1,), where each class begins in `members`
    must, may, target : int64 (c, weeks), done by the end of each week at least, at most, and at best
    skill, level : int64 (c,)
    hours : float64 (c,), mean duration of a visit
    """

    members: Ints
    begin: Ints
    must: Ints
    may: Ints
    target: Ints
    skill: Ints
    level: Ints
    hours: Floats

    def __len__(self) -> int:
        return len(self.skill)

    @property
    def count(self) -> Ints:
        """Visits in each class, int64 (c,)."""
        return np.diff(self.begin)


def curves(owed: Owed, weeks: int) -> Curves:
    """Return the classes of `owed` over `weeks`."""
    size = np.round(np.log(np.maximum(1.0, owed.work_s)) / np.log(RATIO)).astype(np.int64)
    one, of_row = grouped(owed.level, owed.skill, size, chains(owed, size))
    members = np.lexsort((owed.place, owed.target, owed.first_week, owed.last_week, of_row))
    count = np.bincount(of_row, minlength=len(one))
    total = np.bincount(of_row, weights=owed.work_s, minlength=len(one))
    must, may = (_cumulative(of_row, week, len(count), weeks) for week in (owed.last_week, owed.first_week))
    target = np.clip(_cumulative(of_row, np.clip(owed.target, 0, weeks - 1), len(count), weeks), must, may)
    return Curves(
        members=members,
        begin=np.concatenate([[0], np.cumsum(count)]).astype(np.int64),
        must=must,
        may=may,
        target=target,
        skill=owed.skill[one],
        level=owed.level[one],
        hours=total / np.maximum(1, count) / 3600,
    )


def chains(owed: Owed, size: Ints) -> Ints:
    """Return for each row the number of its chain among those of its level, skill set and size.

    Fewest chains in which both first and last week never fall (greedy patience sorting, optimal by Dilworth's theorem).
    """
    columns = (owed.level, owed.skill, size, owed.first_week, owed.last_week)
    one, of_row = grouped(*columns)
    windows = np.stack([column[one] for column in columns])
    chain = np.zeros(len(one), np.int64)
    tails: list[int] = []
    before: tuple[int, int, int] | None = None
    for number, (level, skill, bulk, _, last) in enumerate(windows.T.tolist()):
        if (level, skill, bulk) != before:
            before, tails = (level, skill, bulk), []
        # The last weeks of the chains fall from chain to chain: the first that is not later takes the window.
        at = len(tails) - bisect_right(tails[::-1], last)
        if at == len(tails):
            tails.append(last)
        else:
            tails[at] = last
        chain[number] = at
    return np.asarray(chain[of_row])


def _cumulative(of_row: Ints, week: Ints, count: int, weeks: int) -> Ints:
    table = np.zeros((count, weeks), np.int64)
    np.add.at(table, (of_row, week), 1)
    return np.cumsum(table, axis=1)
