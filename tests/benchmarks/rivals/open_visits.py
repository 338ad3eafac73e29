"""What a day-by-day planner sees each morning: the visits still open that may be made that day."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from planner.daily.layout import importance
from planner.daily.series_apart import apart
from planner.daily.spacing import series_of
from planner.plan import Route
from planner.problem import Problem
from planner.travel import UNREACHABLE
from planner.travel.travel_of import TravelOf

Rows = npt.NDArray[np.int32]


class OpenVisits:
    """Remembers what is planned when, and tells what is open: in its due window, at its distance to its series."""

    def __init__(self, problem: Problem, travel: TravelOf) -> None:
        self.problem = problem
        self.series = series_of(problem.obligations)
        self.planned_on = np.full(len(problem.obligations), np.datetime64("NaT", "D"))
        self.region_of = problem.region_of()
        self.reachable = _reachable(problem, travel)

    def keep(self, routes: tuple[Route, ...]) -> None:
        """Remember the visits of `routes`."""
        for route in routes:
            for stop in route.stops:
                for visit in stop.visits:
                    self.planned_on[visit.obligation] = np.datetime64(route.on, "D")

    def on(self, region: int, day: date) -> Rows:
        """Return the open visits of a region on `day`, int32 (k,); of a series at most one."""
        owed, today = self.problem.obligations, np.datetime64(day, "D")
        mine = (self.region_of == region) & self.reachable & np.isnat(self.planned_on)
        mine &= (owed.not_before <= today) & (today <= owed.due_by)
        rows = np.flatnonzero(mine).astype(np.int32)
        alone = np.array([today])
        spaced = [
            row not in self.series.line_of or bool(self.series.days(row, self.planned_on, alone)[0])
            for row in rows.tolist()
        ]
        rows = rows[np.array(spaced, dtype=np.bool_)]
        return apart(self.series, rows, importance(self.problem, rows), day)[0]


def horizon_days(problem: Problem) -> list[date]:
    """Return every date of the horizon."""
    return [problem.horizon.start + timedelta(days=number) for number in range(problem.horizon.days)]


def entrances(problem: Problem) -> Rows:
    """Return for each site one site of its building that stands for all of them, int32 (sites,)."""
    own = np.arange(len(problem.sites), dtype=np.int32)
    _, first, back = np.unique(
        np.where(problem.sites.building < 0, len(own) + own, problem.sites.building),
        return_index=True,
        return_inverse=True,
    )
    return first[back].astype(np.int32)


def _reachable(problem: Problem, travel: TravelOf) -> npt.NDArray[np.bool_]:
    """Return which obligations some base of their region has a way to, bool (n,)."""
    there = np.zeros(len(problem.sites), dtype=np.bool_)
    for person in problem.technicians:
        known = travel(person.region, person.profile)
        row = known.row[person.start_site]
        mine = np.flatnonzero(known.row >= 0)
        there[mine] |= known.matrix.duration_s[row, known.row[mine]] < UNREACHABLE
    return there[problem.obligations.site]
