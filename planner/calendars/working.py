"""Which days are worked, from data that knows how far it reaches."""

from dataclasses import dataclass, field
from datetime import date

import numpy as np
import numpy.typing as npt

from planner.calendars.months import DAY
from planner.problem.errors import Flaw, ProblemError

Days = npt.NDArray[np.datetime64]
Bools = npt.NDArray[np.bool_]


class OutsideCalendarError(ProblemError):
    """A day was asked for that the calendar's data do not cover."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkCalendar:
    """Working and free days from `first` on, one entry a day.

    Attributes
    ----------
    working : bool (n,), True where people work
    assumed : bool (n,), True where the entry is a guess (no holiday notice for that year yet); empty: none is

    Raises
    ------
    OutsideCalendarError : by every method that would need a day outside the data; nothing is silently taken as free
    """

    first: date
    working: Bools
    assumed: Bools = field(default_factory=lambda: np.zeros(0, np.bool_))
    _worked: npt.NDArray[np.int64] = field(init=False, repr=False, compare=False)
    _before: npt.NDArray[np.int64] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.working.ndim != 1 or not len(self.working) or self.working.dtype != np.bool_:
            raise ProblemError(
                [Flaw(path="calendar.working", message_en="needs one bool a day", message_zh="须为逐日的布尔值")]
            )
        if not len(self.assumed):
            object.__setattr__(self, "assumed", np.zeros(len(self.working), np.bool_))
        if self.assumed.shape != self.working.shape:
            raise ProblemError(
                [Flaw(path="calendar.assumed", message_en="needs as many days", message_zh="天数须与工作日一致")]
            )
        object.__setattr__(self, "_worked", np.flatnonzero(self.working))
        object.__setattr__(self, "_before", np.concatenate([[0], np.cumsum(self.working, dtype=np.int64)]))

    @property
    def until(self) -> date:
        """First day that is no longer covered."""
        return (np.datetime64(self.first, "D") + len(self.working) * DAY).astype(date)  # type: ignore[no-any-return]

    def covers(self, days: Days) -> Bools:
        """Tell for each day whether the data reach it."""
        since = self._since(days)
        return (since >= 0) & (since < len(self.working))

    def is_working(self, days: Days) -> Bools:
        """Tell for each day whether it is worked."""
        return self.working[self._index(days)]

    def is_assumed(self, days: Days) -> Bools:
        """Tell for each day whether its entry is only a guess."""
        return self.assumed[self._index(days)]

    def next_working(self, days: Days) -> Days:
        """Return each day itself when worked, otherwise the first worked day after it."""
        return self._nth(self._before[self._index(days)], days)

    def previous_working(self, days: Days) -> Days:
        """Return each day itself when worked, otherwise the last worked day before it."""
        return self._nth(self._before[self._index(days) + 1] - 1, days)

    def add_working(self, days: Days, count: int) -> Days:
        """Return the `count`-th working day after each day (before it when negative).

        A free day counts as the gap between two worked ones: one working day after a Saturday is Monday, one before
        it is Friday. With ``count == 0`` the day is moved to the next worked one.
        """
        if count > 0:
            return self._nth(self._before[self._index(days) + 1] + count - 1, days)
        return self._nth(self._before[self._index(days)] + count, days)

    def count(self, start: Days, until: Days) -> npt.NDArray[np.int64]:
        """Return the number of worked days with ``start <= day < until`` (negative when `until` lies earlier)."""
        return self._before[self._index(until, edge=1)] - self._before[self._index(start, edge=1)]

    def extended(self, start: date, until: date) -> "WorkCalendar":
        """Return a calendar that also covers ``start <= day < until``: Monday to Friday worked, marked `assumed`."""
        first, end = min(start, self.first), max(until, self.until)
        days = np.arange(np.datetime64(first, "D"), np.datetime64(end, "D"))
        known = self.covers(days)
        working, assumed = np.is_busday(days), ~known
        working[known], assumed[known] = self.working, self.assumed
        return WorkCalendar(first=first, working=working, assumed=assumed)

    def _since(self, days: Days) -> npt.NDArray[np.int64]:
        return (days.astype("datetime64[D]") - np.datetime64(self.first, "D")).astype(np.int64)

    def _index(self, days: Days, edge: int = 0) -> npt.NDArray[np.int64]:
        since = self._since(days)
        wrong = (since < 0) | (since >= len(self.working) + edge)
        if wrong.any():
            raise self._outside(np.asarray(days)[wrong].min())
        return since

    def _nth(self, number: npt.NDArray[np.int64], asked: Days) -> Days:
        wrong = (number < 0) | (number >= len(self._worked))
        if wrong.any():
            raise self._outside(np.asarray(asked)[wrong].max())
        found: Days = np.datetime64(self.first, "D") + self._worked[number] * DAY
        return found

    def _outside(self, day: np.datetime64) -> OutsideCalendarError:
        return OutsideCalendarError(
            [
                Flaw(
                    path="calendar",
                    message_en=f"{day} needs a day outside the calendar, which covers {self.first} to {self.until}"
                    " (end excluded): add the holidays of that year",
                    message_zh=f"{day} 超出工作日历范围（{self.first} 至 {self.until}，不含末日）：请补充该年度节假日",
                )
            ]
        )
