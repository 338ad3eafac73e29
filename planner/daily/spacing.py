"""Visits of one customer under one programme keep their distance: not too soon after each other, not too long apart.

Source: S4.2. Hard. Neighbours are those of the series by ideal date; the most is asked only where nothing of the series
is left out between the two.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.problem import NONE, Obligations

Days = npt.NDArray[np.datetime64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Series:
    """The series of a problem: `line` of each obligation in a series, in order, and its place there."""

    owed: Obligations
    line_of: dict[int, tuple[int, ...]]

    def days(self, row: int, planned_on: Days, days: Days) -> Mask:
        """Return on which of `days` obligation `row` keeps its distance to those planned, bool (d,).

        `planned_on` is datetime64[D] (n,), NaT for what is not planned.
        """
        free = np.ones(len(days), dtype=np.bool_)
        line = self.line_of.get(row)
        if line is None:
            return free
        at = line.index(row)
        for step in (-1, 1):
            other, adjacent = _next_planned(line, at, step, planned_on)
            if other == NONE:
                continue
            later = row if step < 0 else other
            gap = step * (planned_on[other] - days).astype("timedelta64[D]").astype(np.int64)
            least, most = int(self.owed.min_gap_days[later]), int(self.owed.max_gap_days[later])
            if least > 0:
                free &= gap >= least
            if most > 0 and adjacent:
                free &= gap <= most
        return free


def series_of(owed: Obligations) -> Series:
    """Group the obligations of each series that has more than one."""
    member = np.flatnonzero(owed.series != NONE)
    order = member[np.lexsort((member, owed.ideal_on[member], owed.series[member]))]
    cuts = np.flatnonzero(np.diff(owed.series[order])) + 1
    line_of: dict[int, tuple[int, ...]] = {}
    for group in np.split(order, cuts):
        line = tuple(int(row) for row in group)
        if len(line) > 1:
            line_of |= dict.fromkeys(line, line)
    return Series(owed=owed, line_of=line_of)


def _next_planned(line: tuple[int, ...], at: int, step: int, planned_on: Days) -> tuple[int, bool]:
    """Return the nearest planned one in direction `step` (NONE: none), and whether it is the very next."""
    place = at + step
    while 0 <= place < len(line):
        if not np.isnat(planned_on[line[place]]):
            return line[place], abs(place - at) == 1
        place += step
    return NONE, False
