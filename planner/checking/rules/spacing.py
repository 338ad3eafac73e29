"""Visits of one customer under one programme keep their distance: not too soon after each other, not too long apart.

Source: S4.2. Hard.
"""

from collections.abc import Iterator

import numpy as np

from planner.checking.case import Case
from planner.checking.series import neighbours
from planner.plan import Violation


def spacing(case: Case) -> Iterator[Violation]:
    """Report visits nearer to, or farther from, the one before than ``min_gap_days .. max_gap_days``; amount in days.

    The one before is the planned visit of the series next to it by ideal date; the most is asked only where nothing
    of the series is unplanned between the two.
    """
    owed, visit = case.problem.obligations, case.book.visits
    row_of = np.full(len(owed), -1, dtype=np.int64)
    row_of[visit.obligation] = np.arange(len(visit.obligation))
    before, after, adjacent = neighbours(owed, row_of >= 0)
    gap = (visit.on[row_of[after]] - visit.on[row_of[before]]).astype("timedelta64[D]").astype(np.int64)
    least, most = owed.min_gap_days[after], owed.max_gap_days[after]
    short = (least > 0) & (gap < least)
    wide = (most > 0) & (gap > most) & adjacent
    for place in np.flatnonzero(short | wide).tolist():
        days, name = int(gap[place]), owed.ids[int(before[place])]
        bound = int(least[place]) if short[place] else int(most[place])
        en = f"{days} day(s) after {name}, {'at least' if short[place] else 'at most'} {bound}"
        zh = f"距 {name} {days} 天，{'至少' if short[place] else '至多'} {bound} 天"
        yield case.at_visit("spacing", int(row_of[after[place]]), en, zh, amount=abs(days - bound))
