"""Visits of one series are given days apart from each other before the first search.

The search looks at one route at a time, so each visit gets its own share of the days beforehand.
"""

import numpy as np
import numpy.typing as npt

from planner.daily.spacing import Days, Mask, Series


def shares(series: Series, rows: npt.NDArray[np.int32], may: Mask, duty_days: Days, planned_on: Days) -> Mask:
    """Return `may`, bool (n, v), without the days on which a row would come too near to another of its series."""
    spaced = may.copy()
    days, day_of = np.unique(duty_days, return_inverse=True)
    place_of = {int(row): place for place, row in enumerate(rows)}
    lines: dict[tuple[int, ...], list[int]] = {}
    for place, row in enumerate(rows):
        line = series.line_of.get(int(row))
        if line is not None:
            spaced[place] &= series.days(int(row), planned_on, days)[day_of]
            lines.setdefault(line, []).append(place)
    for line, places in lines.items():
        if len(places) > 1:
            ordered = [place_of[row] for row in line if row in place_of]
            _part_days(series, rows, spaced, duty_days, ordered)
    return spaced


def _part_days(series: Series, rows: npt.NDArray[np.int32], spaced: Mask, duty_days: Days, ordered: list[int]) -> None:
    """Give each of `ordered` (places of one series) the days before the share of the next begins.

    Who can have no share any more parts nobody: the next keeps its distance to the last who has one.
    """
    owed = series.owed
    later_ones = rows[ordered[1:]]
    if not (owed.min_gap_days[later_ones].any() or owed.max_gap_days[later_ones].any()):
        return
    earlier = -1
    for later in ordered:
        if earlier >= 0:
            _part(series, rows, spaced, duty_days, earlier, later)
        if spaced[later].any():
            earlier = later


def _part(series: Series, rows: npt.NDArray[np.int32], spaced: Mask, duty_days: Days, earlier: int, later: int) -> None:
    """End the share of `earlier` before that of `later` begins; without days for both `later` gets none."""
    owed = series.owed
    least, most = int(owed.min_gap_days[rows[later]]), int(owed.max_gap_days[rows[later]])
    mine = np.unique(duty_days[spaced[earlier]])
    wish = min(owed.ideal_on[rows[earlier]], owed.ideal_on[rows[later]] - np.timedelta64(least, "D"))
    last = mine[max(0, int(np.searchsorted(mine, wish, side="right")) - 1)]
    spaced[later] &= duty_days >= last + np.timedelta64(least, "D")
    if most > 0:
        spaced[later] &= duty_days <= mine[0] + np.timedelta64(most, "D")
    if spaced[later].any():
        spaced[earlier] &= duty_days <= last
