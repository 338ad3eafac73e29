"""Visits of one series keep their distance, as far as weeks can tell.

Source: requirement S4.2. Windows made by a recurrence rule never overlap and keep the distance by themselves; series
from elsewhere are looked at here, and a visit too near to or too far from its neighbour moves within its own window.
A soft visit that nothing helps is left out with the reason; a hard one stays.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.annual.openings import Openings
from planner.problem import NONE, Problem

Ints = npt.NDArray[np.int64]
OUT = -1


@dataclass(frozen=True, kw_only=True, slots=True)
class _Days:
    """Earliest and latest day each obligation could have in its week."""

    low: Ints
    high: Ints


def wrong_pairs(problem: Problem, week: Ints) -> tuple[Ints, Ints]:
    """Return neighbours in a series (before, after) whose weeks leave no days at the distance asked for."""
    owed = problem.obligations
    planned = np.flatnonzero((owed.series != NONE) & (week != OUT))
    order = planned[np.lexsort((owed.ideal_on[planned], owed.series[planned]))]
    before, after = order[:-1], order[1:]
    same = owed.series[before] == owed.series[after]
    before, after = before[same], after[same]
    days = _days(problem, week)
    near = days.high[after] - days.low[before] < owed.min_gap_days[after]
    most = owed.max_gap_days[after]
    far = (most > 0) & (days.low[after] - days.high[before] > most) & _adjacent(problem, before, after)
    wrong = near | far
    return before[wrong], after[wrong]


def spaced(problem: Problem, week: Ints, room: Openings, bound: npt.NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """Return mended weeks and the obligations given up for the sake of distance.

    Parameters
    ----------
    bound : bool (n,), visits that must not move
    """
    week, dropped = week.copy(), []
    for after in wrong_pairs(problem, week)[1].tolist():
        choices = np.arange(room.first_week[after], room.last_week[after] + 1)
        if bound[after] or _mended(problem, week, after, choices):
            continue
        if not problem.obligations.hard[after] and _too_near(problem, week, after):
            week[after] = OUT
            dropped.append(after)
    return week, np.array(dropped, np.int64)


def _mended(problem: Problem, week: Ints, number: int, choices: Ints) -> bool:
    """Try the weeks nearest to the present one; keep the first at which the series is right."""
    was = week[number]
    series = np.flatnonzero(problem.obligations.series == problem.obligations.series[number])
    wrong = _count_wrong(problem, week, series)
    for choice in choices[np.argsort(np.abs(choices - was), kind="stable")]:
        week[number] = choice
        if _count_wrong(problem, week, series) < wrong:
            return True
    week[number] = was
    return False


def _too_near(problem: Problem, week: Ints, number: int) -> bool:
    series = np.flatnonzero(problem.obligations.series == problem.obligations.series[number])
    wrong = _count_wrong(problem, week, series)
    was, week[number] = week[number], OUT
    better = _count_wrong(problem, week, series) < wrong
    week[number] = was
    return better


def _count_wrong(problem: Problem, week: Ints, rows: Ints) -> int:
    """Count wrong pairs of one series (`rows`)."""
    owed = problem.obligations
    order = rows[np.argsort(owed.ideal_on[rows], kind="stable")]
    order = order[week[order] != OUT]
    low, high = _span(problem, week, order)
    near = high[1:] - low[:-1] < owed.min_gap_days[order[1:]]
    most = owed.max_gap_days[order[1:]]
    far = (most > 0) & (low[1:] - high[:-1] > most)
    return int((near | far).sum())


def _adjacent(problem: Problem, before: Ints, after: Ints) -> npt.NDArray[np.bool_]:
    """Tell for each pair whether no other visit of the series lies between them by ideal day."""
    owed = problem.obligations
    order = np.lexsort((owed.ideal_on, owed.series))
    place = np.empty(len(owed), np.int64)
    place[order] = np.arange(len(owed))
    return np.asarray(place[after] - place[before] == 1)


def _days(problem: Problem, week: Ints) -> _Days:
    low, high = _span(problem, week, np.arange(len(week)))
    return _Days(low=low, high=high)


def _span(problem: Problem, week: Ints, rows: Ints) -> tuple[Ints, Ints]:
    owed, span = problem.obligations, problem.horizon
    start = np.datetime64(span.first_monday(), "D")
    monday = week[rows] * 7
    low = np.maximum((owed.not_before[rows] - start).astype(np.int64), monday)
    high = np.minimum((owed.due_by[rows] - start).astype(np.int64), monday + 6)
    return low, high
