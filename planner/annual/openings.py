"""The weeks in which each obligation could be worked at all, or the reason why there is none.

A week counts when one of its days lies in the window, is not frozen, and somebody with the certificates is at work.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.annual.crews import Crew, crews
from planner.annual.possible import too_long
from planner.annual.supply import Supply, held_on
from planner.plan import Reason
from planner.problem import Horizon, Problem

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
FREE = -1
BLOCK = 1 << 19
REASONS = tuple(Reason)


@dataclass(frozen=True, kw_only=True, slots=True)
class Openings:
    """One row an obligation.

    Attributes
    ----------
    first_week, last_week : int32 (n,), weeks in which it may be made, both inclusive; meaningless where a reason stands
    reason : int8 (n,), index into `REASONS`, `FREE` where it can be made
    may_wait : bool (n,), its due date lies after the horizon
    """

    first_week: npt.NDArray[np.int32]
    last_week: npt.NDArray[np.int32]
    reason: npt.NDArray[np.int8]
    may_wait: Bools


def frozen_days(horizon: Horizon) -> int:
    """Return how many days from the start of the horizon on are frozen."""
    return 0 if horizon.frozen_until is None else max(0, (horizon.frozen_until - horizon.start).days)


def openings(problem: Problem, supply: Supply) -> Openings:
    """Return where each obligation could go."""
    parts = [_openings(problem, supply, rows) for rows in _blocks(len(problem.obligations))]
    return Openings(
        first_week=np.concatenate([part.first_week for part in parts]),
        last_week=np.concatenate([part.last_week for part in parts]),
        reason=np.concatenate([part.reason for part in parts]),
        may_wait=np.concatenate([part.may_wait for part in parts]),
    )


def _blocks(count: int) -> list[Ints]:
    """Return all rows in blocks: the columns made on the way then take little memory."""
    return [np.arange(start, min(start + BLOCK, count)) for start in range(0, max(1, count), BLOCK)]


def _openings(problem: Problem, supply: Supply, rows: Ints) -> Openings:
    owed, days, start = problem.obligations, supply.days, np.datetime64(problem.horizon.start, "D")
    first, last, pinned, ideal = (
        (column[rows] - start).astype(np.int64)
        for column in (owed.not_before, owed.due_by, owed.pinned_on, owed.ideal_on)
    )
    may_wait = last >= days
    free = np.isnat(owed.pinned_on[rows])
    first, last = (np.where(free, bound, pinned) for bound in (first, last))
    first, last = np.maximum(first, frozen_days(problem.horizon) * free), np.minimum(last, days - 1)
    reason = np.where((first > last) | (first >= days), _code(Reason.OUTSIDE_HORIZON), FREE)
    reason[(reason == FREE) & may_wait & (ideal >= days) & free] = _code(Reason.LATER_IN_WINDOW)
    opens, closes = np.zeros(len(rows), np.int64), np.zeros(len(rows), np.int64)
    for members, crew in crews(problem, supply, rows[reason == FREE]):
        place = members - rows[0]
        opens[place], closes[place] = next_open(crew.at_work, first[place]), last_open(crew.at_work, last[place])
        shut = place[opens[place] > closes[place]]
        if len(shut):
            reason[shut] = _why_shut(problem, crew, first[shut], last[shut])
    reason[(reason == FREE) & too_long(problem, supply, rows)] = _code(Reason.LONGER_THAN_SHIFT)
    opens, closes = (np.clip(day, 0, days - 1) for day in (opens, closes))
    return Openings(
        first_week=supply.week_of_day[opens].astype(np.int32),
        last_week=supply.week_of_day[closes].astype(np.int32),
        reason=reason.astype(np.int8),
        may_wait=may_wait & free,
    )


def _code(reason: Reason) -> int:
    return REASONS.index(reason)


def next_open(open_day: Bools, day: Ints) -> Ints:
    """Return the first open day from each of `day` on, the number of days where there is none."""
    days = len(open_day)
    following = np.minimum.accumulate(np.where(open_day, np.arange(days), days)[::-1])[::-1]
    return np.asarray(following[day])


def last_open(open_day: Bools, day: Ints) -> Ints:
    """Return the last open day up to each of `day`, -1 where there is none."""
    before = np.maximum.accumulate(np.where(open_day, np.arange(len(open_day)), -1))
    return np.asarray(before[day])


def _why_shut(problem: Problem, crew: Crew, first: Ints, last: Ints) -> Ints:
    """Return the reason for windows in which nobody able is at work, the deepest obstacle first."""
    people = [problem.technicians[number] for number in crew.people]
    if not people:
        return np.full(len(first), _code(Reason.NO_TECHNICIAN))
    holds = [crew.need & ~held_on(person, crew.days, problem.certificates) == 0 for person in people]
    allowed = [days for days, number in zip(holds, crew.people, strict=True) if number != crew.excluded]
    certified, open_to = (
        next_open(np.logical_or.reduce([*each, np.zeros(len(crew.days), np.bool_)]), first) <= last
        for each in (holds, allowed)
    )
    wanted = {kind for bit, kind in enumerate(problem.certificates) if int(crew.need) >> bit & 1}
    ever = any(wanted <= {span.kind for span in person.certificates} for person in people)
    lacking = _code(Reason.CERTIFICATE_EXPIRED if ever else Reason.NO_CERTIFICATE)
    barred = np.where(open_to, _code(Reason.NO_SHIFT_IN_WINDOW), _code(Reason.SEPARATION))
    return np.where(certified, barred, lacking)
