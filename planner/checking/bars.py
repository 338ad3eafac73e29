"""Which rules keep a visit from a technician's day, whatever the day holds: one bit a rule, for many visits at once."""

from datetime import date
from enum import IntFlag

import numpy as np
import numpy.typing as npt

from planner.checking.case import Case
from planner.checking.chances import Standing
from planner.checking.series import spaced
from planner.problem import NONE

Longs = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Bits = npt.NDArray[np.int64]


class Bar(IntFlag):
    """Rules of the judge that a place on a day cannot mend; the sentences live beside whoever shows them."""

    REGION = 1
    LENDING = 2
    CERTIFICATE = 4
    SEPARATION = 8
    PINNED = 16
    EARLY = 32
    LATE = 64
    FROZEN = 128
    SPACING = 256
    NO_SHIFT = 512
    UNREACHABLE = 1024
    MAX_STOPS = 2048
    HOURS = 4096
    """The customer's hours cannot be met between the stops that stand."""
    FULL = 8192
    """The shift has no room for it."""
    MAX_WORK = 16384
    """There is room, but it would be more work than the technician may do in a day."""
    ORDERED = 32768
    """What must come before or after it stands elsewhere, or at another place of the day."""

    @property
    def codes(self) -> tuple[str, ...]:
        """Names of the rules, in order."""
        return tuple(str(one.name).lower() for one in Bar if one in self)


class Bars:
    """Answers for one plan, rows of it that are not planned or are about to move."""

    def __init__(self, case: Case, rest: Standing, rows: Longs) -> None:
        self._case, self._rest, self._rows = case, rest, rows
        owed = case.problem.obligations
        self._region = case.problem.region_of()[rows].astype(np.int64)
        self._spaced = _spacing(case, rest, rows)
        self._need, self._excluded, self._pinned = owed.skills[rows], owed.excluded[rows], owed.pinned[rows]
        self._first, self._last, self._on = owed.not_before[rows], owed.due_by[rows], owed.pinned_on[rows]
        self._hours = owed.service_s[rows] / 3600
        self._lent = lent_hours(case)

    def bits(self, technician: int, on: date) -> Bits:
        """Return which rules stand between each row and the day of `technician`, int64 (n,) of `Bar`."""
        case, day = self._case, (on - self._case.problem.horizon.start).days
        found = np.zeros(len(self._rows), dtype=np.int64)
        inside = 0 <= day < case.problem.horizon.days
        held = case.roster.skills[technician, day] if inside else np.uint64(0)
        serves = case.roster.serves[technician][self._region]
        moment = np.datetime64(on, "D")
        found[~serves] |= Bar.REGION
        found[serves & (self._left(technician, on) < self._hours)] |= Bar.LENDING
        found[(self._need & held) != self._need] |= Bar.CERTIFICATE
        found[self._excluded == technician] |= Bar.SEPARATION
        found[(self._pinned != NONE) & (self._pinned != technician)] |= Bar.PINNED
        found[~np.isnat(self._on) & (self._on != moment)] |= Bar.PINNED
        found[moment < self._first] |= Bar.EARLY
        found[moment > self._last] |= Bar.LATE
        until = case.problem.horizon.frozen_until
        if until is not None and on < until:
            found[self._on != moment] |= Bar.FROZEN
        if inside:
            found[~self._spaced[:, day]] |= Bar.SPACING
        return found

    def stands(self, place: int, on: date) -> None:
        """Take row number `place` as planned on `on`: others of its series keep their distance to it."""
        owed, row = self._case.problem.obligations, int(self._rows[place])
        self._rest.planned_on[row] = np.datetime64(on, "D")
        beside = np.flatnonzero((owed.series[self._rows] == owed.series[row]) & (owed.series[row] != NONE))
        self._spaced[beside] = _spacing(self._case, self._rest, self._rows[beside])

    def lend(self, technician: int, on: date, place: int) -> None:
        """Take the hours of row number `place`, now made by `technician`, off what may still be lent."""
        home, week = self._case.problem.technicians[technician].region, self._week(on)
        key = home, int(self._region[place]), week
        self._lent[key] = self._lent.get(key, 0.0) + float(self._hours[place])

    def _week(self, on: date) -> int:
        return int(self._case.problem.horizon.week_of(np.array([on], dtype="datetime64[D]"))[0])

    def _left(self, technician: int, on: date) -> npt.NDArray[np.float64]:
        """Return the hours still to be lent from the technician's region to that of each row, float64 (n,)."""
        problem = self._case.problem
        home = problem.technicians[technician].region
        week = self._week(on)
        left = np.zeros(len(problem.regions))
        left[home] = np.inf
        for loan in problem.policy.lending:
            if loan.giver == home:
                left[loan.taker] = loan.hours_per_week - self._lent.get((home, loan.taker, week), 0.0)
        return left[self._region]


def lent_hours(case: Case) -> dict[tuple[int, int, int], float]:
    """Return (giver, taker, week of the horizon) -> hours of service the plan lends."""
    if not case.problem.policy.lending:
        return {}
    visit = case.book.visits
    people = case.problem.technicians
    home = np.fromiter((one.region for one in people), dtype=np.int64, count=len(people))[visit.technician]
    where = case.problem.region_of()[visit.obligation]
    week = case.problem.horizon.week_of(visit.on)
    lent: dict[tuple[int, int, int], float] = {}
    for row in np.flatnonzero(home != where).tolist():
        key = int(home[row]), int(where[row]), int(week[row])
        lent[key] = lent.get(key, 0.0) + float(visit.end_s[row] - visit.start_s[row]) / 3600
    return lent


def _spacing(case: Case, rest: Standing, rows: Longs) -> Mask:
    """Return where each row keeps its distance to the planned visits of its series, bool (n, days)."""
    owed, horizon = case.problem.obligations, case.problem.horizon
    days = np.datetime64(horizon.start, "D") + np.arange(horizon.days)
    free = np.ones((len(rows), horizon.days), dtype=np.bool_)
    for place in np.flatnonzero(owed.series[rows] != NONE).tolist():
        free[place] = spaced(owed, rest.line, int(rows[place]), rest.planned_on, days)
    return free
