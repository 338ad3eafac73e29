"""How likely nobody opens, and how early a first attempt must be for the further attempts to fit.

Source: S9.1 with planning.md section 3 (attempts are counted, the next one is at another time of day and weekday, the
ladder must fit before the deadline). The chances are our own assumption for households at work by day, to be replaced
by a company's records: more doors stay closed on weekday mornings than in the evening and at the weekend.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.problem.errors import Flaw, ProblemError
from planner.problem.obligations import Obligations

HOURS = (0, 12, 17, 24)
"""The parts of a day: morning, afternoon, evening."""

CLOSED = (
    (0.35, 0.30, 0.15),
    (0.35, 0.30, 0.15),
    (0.35, 0.30, 0.15),
    (0.35, 0.30, 0.15),
    (0.32, 0.28, 0.18),
    (0.20, 0.22, 0.15),
    (0.20, 0.22, 0.15),
)
"""Chance that nobody opens by weekday (Monday first) and part of the day: an assumption."""

Slot = tuple[int, int]
"""Weekday (Monday 0) and part of the day."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Access:
    """Numbers about closed doors.

    Attributes
    ----------
    attempts : how often a legal visit is tried before the law's next step; 1: no further attempt
    apart_days : days between two attempts
    again_s : travel seconds that coming again costs
    closed : chance by weekday and part of the day (`HOURS`)
    """

    attempts: int = 3
    apart_days: int = 5
    again_s: int = 600
    closed: tuple[tuple[float, ...], ...] = CLOSED

    def __post_init__(self) -> None:
        shape = len(self.closed) == 7 and all(len(day) == len(HOURS) - 1 for day in self.closed)
        if not shape or not all(0.0 <= chance <= 1.0 for day in self.closed for chance in day):
            raise ProblemError(
                [
                    Flaw(
                        path="policy.access.closed",
                        message_en="needs 7 days of 3 chances in 0..1",
                        message_zh="须为 7 天、每天 3 个 0 至 1 的概率",
                    )
                ]
            )
        if self.attempts < 1 or self.apart_days < 0 or self.again_s < 0:
            raise ProblemError(
                [
                    Flaw(
                        path="policy.access",
                        message_en="needs attempts >= 1, days and seconds >= 0",
                        message_zh="须满足 上门次数 >= 1，天数与秒数 >= 0",
                    )
                ]
            )

    def on_weekday(self, weekday: int) -> float:
        """Return the chance of a closed door in working hours (morning and afternoon) of a weekday, Monday 0."""
        return (self.closed[weekday][0] + self.closed[weekday][1]) / 2

    def next_slot(self, tried: Sequence[Slot], weekdays: Sequence[int] = range(5)) -> Slot:
        """Return where the next attempt is most likely met: another weekday and another part of the day than any tried.

        When every weekday or part has been tried, only what was tried exactly is avoided; when all of it was, nothing.
        """
        every = [(day, part) for day in weekdays for part in range(len(HOURS) - 1)]
        days, parts = {day for day, _ in tried}, {part for _, part in tried}
        fresh = [slot for slot in every if slot[0] not in days and slot[1] not in parts]
        other = [slot for slot in every if slot not in tried]
        return min(fresh or other or every, key=lambda slot: (self.closed[slot[0]][slot[1]], slot))


def part_of_day(second: int) -> int:
    """Return the part of the day (see `HOURS`) of a moment in seconds after midnight."""
    return int(np.searchsorted(HOURS, second / 3600, side="right")) - 1


def first_by(access: Access, owed: Obligations) -> npt.NDArray[np.datetime64]:
    """Return the latest day of a first attempt that leaves room for all others, datetime64[D] (n,).

    NaT for what no law dates, and for windows too short for the whole ladder: there any day is as good.
    """
    latest = owed.due_by - np.timedelta64((access.attempts - 1) * access.apart_days, "D")
    asked = owed.hard & (owed.priority == 0) & (latest >= owed.not_before)
    return np.where(asked, latest, np.datetime64("NaT", "D"))
