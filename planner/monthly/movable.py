"""Of each series, which visits may change their day at the same time: no two that follow each other.

A visit between two that stay keeps its distance to both whatever the others of its series do, so parts of a month can
be searched side by side. What may not move keeps its day; what is absent and may not move stays absent this time.
"""

import numpy as np
import numpy.typing as npt

from planner.daily.spacing import Series

Mask = npt.NDArray[np.bool_]
Dates = npt.NDArray[np.datetime64]


def movable(series: Series, planned_on: Dates, turn: int) -> Mask:
    """Return which obligations may move in turn number `turn`, bool (n,)."""
    free = np.ones(len(series.owed), dtype=np.bool_)
    for line in set(series.line_of.values()):
        # Whether the planned or moving one before may move.
        before = False
        for place, row in enumerate(line):
            free[row] = not before and (place + turn) % 2 == 0
            if free[row] or not np.isnat(planned_on[row]):
                before = bool(free[row])
    return free


def spaced_days(series: Series, rows: npt.NDArray[np.int32], planned_on: Dates, free: Mask, on: Dates) -> Mask:
    """Return on which duties each of `rows` may be made by the spacing of its series, bool (n, v); `on` is (v,)."""
    days, day_of = np.unique(on, return_inverse=True)
    spaced = np.ones((len(rows), len(on)), dtype=np.bool_)
    for place, row in enumerate(rows.tolist()):
        if row not in series.line_of:
            continue
        if free[row]:
            spaced[place] = series.days(row, planned_on, days)[day_of]
        else:
            spaced[place] = on == planned_on[row]
    return spaced


def keeps_distance(series: Series, rows: list[int], planned_on: Dates) -> bool:
    """Tell whether every planned one of `rows` keeps its distance to the planned others of its series."""
    return all(
        bool(series.days(row, planned_on, planned_on[row : row + 1])[0])
        for row in rows
        if row in series.line_of and not np.isnat(planned_on[row])
    )
