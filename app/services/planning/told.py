"""The times customers were told, kept by every plan: on the day, and at most as much earlier or later as was said."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

import numpy as np

from app.services.ledger.keys import keys
from app.services.planning.day_seconds import second_of
from app.services.ports.ledger import Bools
from app.services.ports.planning_inputs import OwedColumns
from app.services.ports.told_times import ToldTime
from planner.daily.frozen import told_hours
from planner.problem import Problem

USUAL_S = 1_800
"""How much earlier or later than told a service begins at most, where nothing else was said."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """A customer was told that service begins on `on` at most `within_s` before or after second `at_s`."""

    on: date
    at_s: int
    within_s: int


def told_rows(told: Sequence[ToldTime], row_of: Mapping[uuid.UUID, int], zone: ZoneInfo) -> dict[int, Told]:
    """Return the times told by row of a problem."""
    return {
        row_of[one.obligation_id]: Told(on=one.on, at_s=second_of(one.at, one.on, zone), within_s=one.within_s)
        for one in told
        if one.obligation_id in row_of
    }


def told_for_later(owed: OwedColumns, told: Sequence[ToldTime], on: date) -> Bools:
    """Tell which obligations were told a time on a day after `on`: they are not made earlier."""
    return np.isin(owed.id, keys(one.obligation_id for one in told if one.on > on))


def kept(problem: Problem, told: Mapping[int, Told]) -> Problem:
    """Return `problem` with every time told as a promise: that day, about that time.

    A day outside the due window, or other than the one a visit is pinned to, binds nobody.
    """
    owed = problem.obligations
    binding = {row: one for row, one in told.items() if _binds(problem, row, one)}
    if not binding:
        return problem
    days = {name: getattr(owed, name).copy() for name in ("not_before", "ideal_on", "due_by")}
    for row, one in binding.items():
        for column in days.values():
            column[row] = np.datetime64(one.on, "D")
    return told_hours(
        replace(problem, obligations=replace(owed, **days)),
        {row: (one.at_s, one.within_s) for row, one in binding.items()},
    )


def _binds(problem: Problem, row: int, told: Told) -> bool:
    owed, on = problem.obligations, np.datetime64(told.on, "D")
    pinned = owed.pinned_on[row]
    return bool(owed.not_before[row] <= on <= owed.due_by[row] and (np.isnat(pinned) or pinned == on))
