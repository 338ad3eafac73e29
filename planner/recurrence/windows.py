"""Due windows as columns."""

from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

Days = npt.NDArray[np.datetime64]
Ints = npt.NDArray[np.int64]

NAT = np.datetime64("NaT", "D")


@dataclass(frozen=True, kw_only=True, slots=True)
class Windows:
    """One due window a row, never empty: ``not_before <= ideal_on <= due_by``.

    Attributes
    ----------
    not_before, ideal_on, due_by : datetime64[D] (n,), all inclusive
    owed_by : datetime64[D] (n,), the date the rule itself gives, before any grace; NaT when nothing was known to count
        from. Keep it as the next `anchor` of an ANNIVERSARY rule.
    overdue : bool (n,), `owed_by` had passed already, the window is a grace period
    cycle_day : int64 (n,), the day of the month the series aims at, kept through short months
    """

    not_before: Days
    ideal_on: Days
    due_by: Days
    owed_by: Days
    overdue: npt.NDArray[np.bool_]
    cycle_day: Ints

    def __len__(self) -> int:
        return len(self.due_by)

    def take(self, rows: npt.NDArray[np.integer] | npt.NDArray[np.bool_]) -> "Windows":
        """Return the windows at `rows` (indices, or a mask)."""
        return Windows(**{f.name: getattr(self, f.name)[rows] for f in fields(self)})

    @staticmethod
    def joined(parts: list["Windows"]) -> "Windows":
        """Return all `parts` one after another."""
        names = [f.name for f in fields(Windows)]
        return Windows(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in names})


@dataclass(frozen=True, kw_only=True, slots=True)
class Raw:
    """What a rule gives before the present day is looked at; NaT where there is nothing to count from."""

    not_before: Days
    ideal_on: Days
    due_by: Days
    cycle_day: Ints
