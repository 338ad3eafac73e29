"""One region's weeks, one after another; what a week leaves out is tried again while its window lasts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from planner.daily.cures import cures
from planner.daily.duty import Duty, duties
from planner.daily.layout import Layout, lay_out
from planner.daily.rules import allowed
from planner.daily.rules.columns import days_of
from planner.daily.spacing import Series, series_of
from planner.daily.writing import write_routes
from planner.kernel import SearchLimits, run
from planner.master import assemble
from planner.monthly.second_chance import second_chance
from planner.monthly.spacing_week import spaced_in_week
from planner.monthly.urgency import urgency
from planner.plan import Cure, Route
from planner.problem import Problem
from planner.travel import TravelMatrix
from planner.travel.travel_of import RegionTravel

Rows = npt.NDArray[np.int32]
Cancelled = Callable[[], bool]


@dataclass(frozen=True, kw_only=True, slots=True)
class PartTravel:
    """Travel of a part by profile: row `i` of each matrix is site `i`."""

    tables: Mapping[str, TravelMatrix]

    def __call__(self, region: int, profile: str) -> RegionTravel:
        """Return the travel of the part's only region."""
        del region
        matrix = self.tables[profile]
        return RegionTravel(matrix=matrix, row=np.arange(len(matrix), dtype=np.int32))


@dataclass(kw_only=True, slots=True)
class Month:
    """A region's month while it is being planned."""

    problem: Problem
    travel: PartTravel
    series: Series
    planned_on: npt.NDArray[np.datetime64]
    routes: list[Route] = field(default_factory=list)
    cures: dict[int, Cure] = field(default_factory=dict)

    def keep(self, routes: tuple[Route, ...]) -> None:
        """Add routes and remember when everything on them is made."""
        self.routes += routes
        for route in routes:
            for stop in route.stops:
                for visit in stop.visits:
                    self.planned_on[visit.obligation] = np.datetime64(route.on, "D")


def plan_region(
    problem: Problem,
    tables: Mapping[str, TravelMatrix],
    weeks: Rows,
    search: SearchLimits,
    cancelled: Cancelled | None = None,
) -> tuple[tuple[Route, ...], dict[int, Cure]]:
    """Plan all weeks of a problem of one region.

    Parameters
    ----------
    tables : profile -> travel among the sites of `problem`
    weeks : int32 (n,), week each obligation is meant for; it is tried from then on; NONE from the first on
    search : how long to search each week

    Returns
    -------
    Its routes, and obligation -> the cheapest way to make it possible, for what is left out.
    """
    owed = problem.obligations
    month = Month(
        problem=problem,
        travel=PartTravel(tables=tables),
        series=series_of(owed),
        planned_on=np.full(len(owed), np.datetime64("NaT", "D")),
    )
    for week in range(problem.horizon.weeks):
        if cancelled is not None and cancelled():
            break
        _plan_week(month, week, weeks, search, cancelled)
    if cancelled is not None and cancelled():
        return tuple(month.routes), month.cures
    routes = second_chance(
        problem, month.travel, month.series, tuple(month.routes), weeks < problem.horizon.weeks, search
    )
    return routes, month.cures


def week_days(problem: Problem, week: int) -> list[date]:
    """Return the days of `week` that lie in the horizon."""
    monday, horizon = problem.horizon.monday(week), problem.horizon
    days = [monday + timedelta(days=number) for number in range(7)]
    return [day for day in days if horizon.start <= day < horizon.until]


def _plan_week(month: Month, week: int, weeks: Rows, search: SearchLimits, cancelled: Cancelled | None) -> None:
    problem, days = month.problem, week_days(month.problem, week)
    crew = duties(problem, 0, days)
    rows = _candidates(month, week, weeks, days)
    if not len(rows) or not crew:
        return
    layout = _layout(month, rows, crew, days[-1])
    found = run(layout.instance, search, pooled=True, cancelled=cancelled)
    found = assemble(layout.instance, found, search)
    month.keep(write_routes(layout, found.routes))
    month.cures |= cures(layout, found)


def _candidates(month: Month, week: int, weeks: Rows, days: list[date]) -> Rows:
    """Return what is meant for this week or left from one before, and may still be made in it, int32 (k,)."""
    owed = month.problem.obligations
    first, last = np.datetime64(days[0], "D"), np.datetime64(days[-1], "D")
    open_ = np.isnat(month.planned_on) & (owed.not_before <= last) & (owed.due_by >= first)
    return np.flatnonzero(open_ & (weeks <= week)).astype(np.int32)


def _layout(month: Month, rows: Rows, crew: tuple[Duty, ...], last: date) -> Layout:
    may = allowed(month.problem, rows, crew)
    may = spaced_in_week(month.series, rows, may, days_of(crew), month.planned_on)
    classes = urgency(month.problem, rows, last)
    return lay_out(month.problem, month.travel, 0, rows, crew, may=may, classes=classes)
