"""Of one series only one visit is made on a day, where its visits have to be days apart.

Source: S4.2 (spacing). Hard. The most important goes first, then the one whose ideal date comes first.
"""

from datetime import date

import numpy as np
import numpy.typing as npt

from planner.daily.spacing import Series
from planner.plan import DayPlan

Rows = npt.NDArray[np.int32]


def apart(series: Series, rows: Rows, importance: npt.NDArray[np.int64], on: date) -> tuple[Rows, Rows]:
    """Return the rows that may all be made on `on`, and those that one of them keeps away; both in row order."""
    order = np.lexsort((rows, series.owed.ideal_on[rows], importance))
    chosen = _choose(series, rows[order], _nothing(series), on)
    first = np.isin(rows, chosen)
    return rows[first], rows[~first]


def still_apart(series: Series, later: Rows, served: Rows, on: date) -> Rows:
    """Return the rows of `later` that none of the `served` keeps away, nor one of themselves."""
    planned_on = _nothing(series)
    planned_on[served] = np.datetime64(on, "D")
    return np.array(_choose(series, later, planned_on, on), dtype=np.int32)


def kept_away(series: Series, rows: list[int], plan: DayPlan, gone: set[int], on: date) -> list[int]:
    """Return which of `rows` the other visits of their series keep away from `on`.

    The others are those on any day of `plan`, but for those in `gone`, and the rows before.
    """
    planned_on = _nothing(series)
    for number, (route, _) in plan.planned().items():
        if number not in gone:
            planned_on[number] = np.datetime64(route.on, "D")
    free = _choose(series, np.array(rows, dtype=np.int32), planned_on, on)
    return [row for row in rows if row not in set(free)]


def _nothing(series: Series) -> npt.NDArray[np.datetime64]:
    return np.full(len(series.owed), np.datetime64("NaT", "D"))


def _choose(series: Series, rows: Rows, planned_on: npt.NDArray[np.datetime64], on: date) -> list[int]:
    day = np.array([on], dtype="datetime64[D]")
    chosen = []
    for row in rows.tolist():
        if row not in series.line_of or bool(series.days(row, planned_on, day)[0]):
            chosen.append(row)
            planned_on[row] = day[0]
    return chosen
