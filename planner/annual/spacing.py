"""Visits of one series keep their distance, as far as weeks can tell.

Source: requirement S4.2. Windows made by a recurrence rule never overlap and keep the distance by themselves; series
from elsewhere are looked at here. Where the distance is wrong, the whole series gets the weeks nearest to its present
ones that keep it; a soft visit for which there is no place is left out with the reason, a hard one stays.
"""

import numpy as np
import numpy.typing as npt

from planner.annual.crews import crews, open_weeks
from planner.annual.openings import Openings
from planner.annual.supply import Supply
from planner.problem import NONE, Problem

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
OUT = -1
DROPPED, BROKEN = 1e3, 1e5
"""Prices of leaving a visit out, and of a wrong distance, in weeks of moving."""


def spaced(problem: Problem, supply: Supply, week: Ints, room: Openings, bound: Bools) -> tuple[Ints, Ints]:
    """Return mended weeks and the obligations given up for the sake of distance.

    Parameters
    ----------
    bound : bool (n,), visits that must not move
    """
    owed = problem.obligations
    everyone = _in_order(problem, np.flatnonzero(owed.series != NONE))
    chosen = week[everyone] != OUT
    order, place = everyone[chosen], np.flatnonzero(chosen)
    wrong = np.unique(owed.series[_wrong(problem, week[order], order, place)])
    if not len(wrong):
        return week, np.zeros(0, np.int64)
    mine = np.isin(owed.series[order], wrong)
    rows, place = order[mine], place[mine]
    choices = _choices(problem, supply, week, room, bound, rows)
    week, dropped = week.copy(), []
    ends = np.flatnonzero(np.diff(owed.series[rows])) + 1
    for series, at in zip(np.split(rows, ends), np.split(place, ends), strict=True):
        found = _best(problem, week, series, at, [choices[int(row)] for row in series])
        dropped += series[(found == OUT) & (week[series] != OUT)].tolist()
        week[series] = found
    return week, np.array(dropped, np.int64)


class Distances:
    """Which moves the distances of series allow.

    Attributes
    ----------
    loose : bool (n,), visits whose windows do not keep the distances by themselves
    week : int64 (n,), the weeks as they stand; kept up to date by whoever moves visits
    """

    def __init__(self, problem: Problem, loose: Bools, week: Ints) -> None:
        self.loose, self.week = loose & (problem.obligations.series != NONE), week.copy()
        self._problem = problem
        order = _in_order(problem, np.flatnonzero(self.loose))
        series = problem.obligations.series[order]
        parts = np.split(order, np.flatnonzero(np.diff(series)) + 1) if len(order) else []
        self._members = {int(problem.obligations.series[part[0]]): part for part in parts}

    def may_go(self, row: int, week: int) -> bool:
        """Tell whether no distance more is wrong with `row` in `week`."""
        members = self._members[int(self._problem.obligations.series[row])]
        weeks = self.week[members]
        before = self._count(members, weeks)
        return self._count(members, np.where(members == row, week, weeks)) <= before

    def _count(self, members: Ints, weeks: Ints) -> int:
        place = np.flatnonzero(weeks != OUT)
        return len(_wrong(self._problem, weeks[place], members[place], place))


def nearest(problem: Problem, week: Ints, row: int, weeks: Ints, members: Ints) -> tuple[int, int] | None:
    """Return by how few days a distance would have to give way for `row`, and in which of `weeks`; None for none.

    Parameters
    ----------
    week : int64 (n,), the weeks as they stand, `OUT` for `row`
    members : int64 (k,), obligations among which are all of its series
    """
    owed = problem.obligations
    order = _in_order(problem, members[owed.series[members] == owed.series[row]])
    at = int(np.flatnonzero(order == row)[0])
    planned = week[order] != OUT
    before, after = np.flatnonzero(planned[:at]), at + 1 + np.flatnonzero(planned[at + 1 :])
    low, high = _days(problem, row, weeks)
    wrong = np.zeros(len(weeks), np.int64)
    if len(before):
        first, last = _days(problem, order[before[-1:]], week[order[before[-1:]]])
        wrong = np.maximum(wrong, owed.min_gap_days[row] - (high - first[0]))
        if owed.max_gap_days[row] > 0 and before[-1] == at - 1:
            wrong = np.maximum(wrong, low - last[0] - owed.max_gap_days[row])
    if len(after):
        _, last = _days(problem, order[after[:1]], week[order[after[:1]]])
        wrong = np.maximum(wrong, owed.min_gap_days[order[after[0]]] - (last[0] - low))
    best = int(wrong.argmin()) if len(weeks) else 0
    return (int(wrong[best]), int(weeks[best])) if len(weeks) and wrong[best] > 0 else None


def _in_order(problem: Problem, rows: Ints) -> Ints:
    owed = problem.obligations
    return np.asarray(rows[np.lexsort((rows, owed.ideal_on[rows], owed.series[rows]))])


def _wrong(problem: Problem, week: Ints, order: Ints, place: Ints) -> Ints:
    """Return rows of `order`, in the weeks `week`, whose week leaves no day at the right distance from the one before.

    `place` counts all visits of all series: the longest distance is asked only where none is left out in between.
    """
    series = problem.obligations.series[order]
    low, high = _days(problem, order, week)
    near = high[1:] - low[:-1] < problem.obligations.min_gap_days[order[1:]]
    most = problem.obligations.max_gap_days[order[1:]]
    far = (most > 0) & (low[1:] - high[:-1] > most) & (np.diff(place) == 1)
    return np.asarray(order[1:][(near | far) & (series[1:] == series[:-1])])


def _days(problem: Problem, rows: Ints | int, week: Ints) -> tuple[Ints, Ints]:
    """Return the first and last day open to each row in its week, counted from the Monday of week 0."""
    owed, span = problem.obligations, problem.horizon
    start = np.datetime64(span.first_monday(), "D")
    # The first and the last week of the horizon may be cut.
    begins = int((np.datetime64(span.start, "D") - start).astype(np.int64))
    low = np.maximum((owed.not_before[rows] - start).astype(np.int64), np.maximum(week * 7, begins))
    high = np.minimum((owed.due_by[rows] - start).astype(np.int64), np.minimum(week * 7 + 6, begins + span.days - 1))
    pinned = owed.pinned_on[rows]
    day = (np.where(np.isnat(pinned), start, pinned) - start).astype(np.int64)
    free = np.isnat(pinned)
    return np.where(free, low, day), np.where(free, high, day)


def _choices(problem: Problem, supply: Supply, week: Ints, room: Openings, bound: Bools, rows: Ints) -> dict[int, Ints]:
    """Return the weeks open to each row: its window's, with somebody at work who may come."""
    found = {}
    for members, crew in crews(problem, supply, rows):
        good = open_weeks(crew, supply)
        for row in members.tolist():
            weeks = np.arange(room.first_week[row], room.last_week[row] + 1)
            found[row] = week[[row]] if bound[row] else weeks[good[weeks]]
    return found


def _best(problem: Problem, week: Ints, series: Ints, place: Ints, choices: list[Ints]) -> Ints:
    """Return the cheapest weeks of one series by dynamic programming over (last visit made, its week)."""
    hard = problem.obligations.hard[series]
    moved = [np.abs(weeks - week[row]).astype(float) for row, weeks in zip(series, choices, strict=True)]
    spans = [_days(problem, int(row), weeks) for row, weeks in zip(series, choices, strict=True)]
    skip = np.concatenate([[0.0], np.cumsum(np.where(hard, BROKEN * 10, DROPPED))])
    best: list[Floats] = []
    came: list[list[tuple[int, int]]] = []
    for at, row in enumerate(series):
        cost, origin = moved[at] + skip[at], [(-1, -1)] * len(choices[at])
        for before in range(at):
            step = _step(problem, int(row), spans[before], spans[at], adjacent=int(place[at] - place[before]) == 1)
            total = best[before][:, None] + step + skip[at] - skip[before + 1] + moved[at]
            if not total.size:
                continue
            source = total.argmin(axis=0)
            better = np.flatnonzero(total.min(axis=0) < cost)
            cost = np.minimum(cost, total.min(axis=0))
            for number in better.tolist():
                origin[number] = (before, int(source[number]))
        best.append(cost)
        came.append(origin)
    return _traced(choices, best, came, skip)


def _step(problem: Problem, row: int, before: tuple[Ints, Ints], here: tuple[Ints, Ints], *, adjacent: bool) -> Floats:
    """Return the price of each pair of weeks; the longest distance is asked only of direct neighbours."""
    owed = problem.obligations
    near = here[1][None, :] - before[0][:, None] < owed.min_gap_days[row]
    most = int(owed.max_gap_days[row])
    far = here[0][None, :] - before[1][:, None] > most
    return np.asarray(BROKEN * (near | (far & (most > 0) & adjacent)))


def _traced(choices: list[Ints], best: list[Floats], came: list[list[tuple[int, int]]], skip: Floats) -> Ints:
    found = np.full(len(choices), OUT, np.int64)
    ends = [float((cost + skip[-1] - skip[at + 1]).min(initial=np.inf)) for at, cost in enumerate(best)]
    at = int(np.argmin(ends))
    if ends[at] > skip[-1]:
        return found
    place = int(np.argmin(best[at]))
    while at >= 0:
        found[at] = choices[at][place]
        at, place = came[at][place]
    return found
