"""The stretch of local dates that a plan covers."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from planner.problem.errors import Flaw, ProblemError

Days = npt.NDArray[np.datetime64]


def days_between(start: date, until: date) -> Days:
    """Return every local date from `start` up to but not including `until` as ``datetime64[D]``."""
    return np.arange(np.datetime64(start, "D"), np.datetime64(until, "D"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Horizon:
    """Dates ``start <= day < until``; days before `frozen_until` keep what is planned on them.

    Weeks are runs of seven days that begin on Monday; the first and the last may be cut by the horizon.
    """

    start: date
    until: date
    frozen_until: date | None = None

    def __post_init__(self) -> None:
        if self.until <= self.start:
            raise ProblemError(
                [
                    Flaw(
                        path="horizon.until",
                        message_en=f"must be after {self.start}",
                        message_zh=f"须晚于 {self.start}",
                    )
                ]
            )

    @property
    def days(self) -> int:
        """Number of days covered."""
        return (self.until - self.start).days

    def first_monday(self) -> date:
        """Return the Monday on or before `start`: the beginning of week 0."""
        return self.start - timedelta(days=self.start.weekday())

    @property
    def weeks(self) -> int:
        """Number of (possibly cut) Monday weeks touched."""
        return -(-(self.until - self.first_monday()).days // 7)

    def week_of(self, day: Days) -> npt.NDArray[np.int32]:
        """Return the week index of each date; negative before the horizon, ``>= weeks`` after it."""
        since = (day.astype("datetime64[D]") - np.datetime64(self.first_monday(), "D")).astype(np.int64)
        return np.floor_divide(since, 7).astype(np.int32)

    def monday(self, week: int) -> date:
        """Return the first day of `week` (which may lie before `start` for week 0)."""
        return self.first_monday() + timedelta(days=7 * week)
