"""Which visits of a series follow each other, and which dates that leaves."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.problem import NONE, Obligations

Rows = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Dates = npt.NDArray[np.datetime64]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class SeriesOrder:
    """Obligations sorted by series, then ideal date, then row.

    Attributes
    ----------
    order : int64 (k,), obligations that belong to a series
    place : int64 (n,), where each obligation stands in `order`; -1 when it stands alone
    """

    order: Rows
    place: Rows


def series_order(owed: Obligations) -> SeriesOrder:
    """Sort the obligations of all series."""
    member = np.flatnonzero(owed.series != NONE)
    order = member[np.lexsort((member, owed.ideal_on[member], owed.series[member]))]
    place = np.full(len(owed), -1, dtype=np.int64)
    place[order] = np.arange(len(order))
    return SeriesOrder(order=order, place=place)


def neighbours(owed: Obligations, chosen: Mask) -> tuple[Rows, Rows, Mask]:
    """Return pairs of obligations next to each other in their series when only the `chosen` ones are looked at.

    Returns
    -------
    before, after : int64 (k,), obligation indices
    adjacent : bool (k,), whether no obligation of the series that is not chosen lies between the two
    """
    order = series_order(owed).order
    mine = chosen[order]
    rows, place = order[mine], np.flatnonzero(mine)
    same = owed.series[rows[1:]] == owed.series[rows[:-1]]
    return rows[:-1][same], rows[1:][same], (np.diff(place) == 1)[same]


def spaced(owed: Obligations, line: SeriesOrder, number: int, planned_on: Dates, days: Dates) -> Mask:
    """Return on which of `days` obligation `number` keeps its distance to the planned visits of its series.

    Parameters
    ----------
    planned_on : datetime64[D] (n,), date of every obligation, NaT when it is not planned
    days : datetime64[D] (d,)
    """
    free = np.ones(len(days), dtype=np.bool_)
    place = int(line.place[number])
    if place < 0:
        return free
    for step in (-1, 1):
        other, adjacent = _next_planned(owed, line, place, step, planned_on)
        if other < 0:
            continue
        later = number if step < 0 else other
        gap = step * (planned_on[other] - days).astype("timedelta64[D]").astype(np.int64)
        least, most = int(owed.min_gap_days[later]), int(owed.max_gap_days[later])
        free &= (gap >= least) | (least == 0)
        free &= (gap <= most) | (most == 0) | (not adjacent)
    return free


def _next_planned(owed: Obligations, line: SeriesOrder, place: int, step: int, planned_on: Dates) -> tuple[int, bool]:
    """Return the nearest planned one of the series in direction `step` (-1: none), and whether it is the very next."""
    series, at = owed.series[line.order[place]], place + step
    while 0 <= at < len(line.order) and owed.series[line.order[at]] == series:
        if not np.isnat(planned_on[line.order[at]]):
            return int(line.order[at]), abs(at - place) == 1
        at += step
    return -1, False
