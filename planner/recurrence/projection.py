"""All occurrences of a series within a horizon, each counted as if the one before is made on its ideal day."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.calendars import DAY
from planner.problem.horizon import Horizon
from planner.recurrence.next_due import KINDS
from planner.recurrence.rules import IntervalRule
from planner.recurrence.windows import Raw, Windows

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, slots=True)
class Occurrences:
    """`m` occurrences, ordered by row and sequence.

    Attributes
    ----------
    row : int64 (m,), index of the customer in the windows projected from
    sequence : int64 (m,), 0 for that first window, then 1, 2, ...
    windows : Windows of length m; those of one row never overlap
    min_gap_days, max_gap_days : int64 (m,), days since the previous occurrence that the windows allow; 0 for the first
    """

    row: Ints
    sequence: Ints
    windows: Windows
    min_gap_days: Ints
    max_gap_days: Ints

    def __len__(self) -> int:
        return len(self.row)


def project(rule: IntervalRule, first_windows: Windows, horizon: Horizon) -> Occurrences:
    """Return every occurrence that should be made within `horizon`: ideal day before its end, due day not before it."""
    until, start = np.datetime64(horizon.until, "D"), np.datetime64(horizon.start, "D")
    rows, windows = np.arange(len(first_windows)), first_windows
    gaps = np.zeros((2, len(rows)), np.int64)
    kept: list[tuple[Ints, Ints, Windows, Ints]] = []
    sequence = 0
    while True:
        going = windows.ideal_on < until
        rows, windows, gaps = rows[going], windows.take(going), gaps[:, going]
        ahead = windows.due_by >= start
        kept.append((rows[ahead], np.full(int(ahead.sum()), sequence), windows.take(ahead), gaps[:, ahead]))
        if not len(rows):
            return _ordered(kept)
        later = _after(KINDS[rule.kind].following(rule, windows), windows)
        gaps = np.stack([_days(later.not_before - windows.due_by), _days(later.due_by - windows.not_before)])
        windows, sequence = later, sequence + 1


def _after(raw: Raw, before: Windows) -> Windows:
    not_before = np.maximum(raw.not_before, before.due_by + DAY)
    return Windows(
        not_before=not_before,
        ideal_on=np.maximum(raw.ideal_on, not_before),
        due_by=raw.due_by,
        owed_by=raw.due_by,
        overdue=np.zeros(len(not_before), np.bool_),
        cycle_day=raw.cycle_day,
    )


def _ordered(kept: list[tuple[Ints, Ints, Windows, Ints]]) -> Occurrences:
    row = np.concatenate([part[0] for part in kept])
    sequence = np.concatenate([part[1] for part in kept])
    gaps = np.concatenate([part[3] for part in kept], axis=1)
    order = np.lexsort((sequence, row))
    return Occurrences(
        row=row[order],
        sequence=sequence[order],
        windows=Windows.joined([part[2] for part in kept]).take(order),
        min_gap_days=gaps[0][order],
        max_gap_days=gaps[1][order],
    )


def _days(apart: npt.NDArray[np.timedelta64]) -> Ints:
    return apart.astype("timedelta64[D]").astype(np.int64)
