"""Rival: due-date order by hand, then OR-Tools for the days.

Each visit, in the order of its due date (law before promise before A, B, C, D among equal ones), goes to the nearest
technician-day with room: the one that already has the visit nearest to it, or whose base is. Then OR-Tools routes each
region's day over the technicians of that day: PARALLEL_CHEAPEST_INSERTION, guided local search, a budget of CPU
seconds. What a day cannot hold is offered to the next day its window allows.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from time import process_time

import numpy as np

from planner.daily.duty import Duty, duties
from planner.daily.layout import importance
from planner.daily.rules import allowed
from planner.daily.rules.columns import days_of
from planner.plan import Route
from planner.problem import Problem
from planner.travel.travel_of import TravelOf
from tests.benchmarks.rivals.open_visits import OpenVisits, Rows, horizon_days
from tests.benchmarks.rivals.or_days import or_day
from tests.benchmarks.rivals.written import written

ROOM = 0.85
"""Share of a shift filled with entering, service and the way from the nearest visit: the rest is for the road."""


def due_order(
    problem: Problem, travel: TravelOf, cpu_s: float, *, tell: Callable[[str], None] | None = None
) -> tuple[Route, ...]:
    """Return the routes of all days; OR-Tools spends `cpu_s` CPU seconds on them, shared out by visits."""
    known = OpenVisits(problem, travel)
    routes: list[Route] = []
    a_visit = cpu_s / max(1, len(problem.obligations))
    for region in range(len(problem.regions)):
        crew = duties(problem, region, horizon_days(problem))
        given = _hand_out(problem, travel, region, crew, known)
        routes += _drive(problem, travel, region, given, known, a_visit, tell)
    return tuple(routes)


def _hand_out(
    problem: Problem, travel: TravelOf, region: int, crew: tuple[Duty, ...], known: OpenVisits
) -> dict[int, date]:
    """Return obligation -> day by the greedy hand-out."""
    owed = problem.obligations
    rows = np.flatnonzero((known.region_of == region) & known.reachable).astype(np.int32)
    if not crew or not len(rows):
        return {}
    order = rows[np.lexsort((rows, importance(problem, rows), owed.due_by[rows]))]
    may, on = allowed(problem, order, crew), days_of(crew)
    profile = problem.technicians[crew[0].technician].profile
    seconds, row_of = travel(region, profile).matrix.duration_s, travel(region, profile).row
    away = np.stack([seconds[row_of[problem.technicians[duty.technician].start_site]] for duty in crew])
    room = np.array([ROOM * duty.shift.work_s for duty in crew])
    planned_on = np.full(len(owed), np.datetime64("NaT", "D"))
    given: dict[int, date] = {}
    for place, row in enumerate(order.tolist()):
        site = row_of[owed.site[row]]
        needs = int(owed.setup_s[row]) + int(owed.service_s[row]) + away[:, site]
        fits = may[place] & (needs <= room)
        if row in known.series.line_of:
            fits &= known.series.days(row, planned_on, on)
        if not fits.any():
            continue
        duty = int(np.where(fits, away[:, site], np.iinfo(np.int32).max).argmin())
        room[duty] -= needs[duty]
        np.minimum(away[duty], seconds[site], out=away[duty])
        planned_on[row] = on[duty]
        given[row] = crew[duty].on
    return given


def _drive(  # noqa: PLR0913
    problem: Problem,
    travel: TravelOf,
    region: int,
    given: dict[int, date],
    known: OpenVisits,
    a_visit: float,
    tell: Callable[[str], None] | None,
) -> list[Route]:
    """Route the days in order; what is given to a day, or was left before, is tried on it."""
    routes: list[Route] = []
    late: set[int] = set(np.flatnonzero((known.region_of == region) & known.reachable).tolist()) - set(given)
    for day in horizon_days(problem):
        crew = duties(problem, region, [day])
        rows = [row for row, on in given.items() if on == day]
        open_ = known.on(region, day)
        rows = sorted((set(rows) | late) & set(open_.tolist()))
        if not crew or not rows:
            continue
        asked = np.array(rows, dtype=np.int32)
        asked = asked[allowed(problem, asked, crew).any(axis=1)]
        if len(asked):
            until = process_time() + a_visit * len(asked)
            new = written(problem, travel, region, crew, or_day(problem, travel, region, asked, crew, until))
            known.keep(new)
            routes += new
            if tell is not None:
                tell(f"{day}, {len(asked)} visits given")
        late = {row for row in {*late, *rows} if np.isnat(known.planned_on[row])}
    return routes


__all__ = ["Rows", "due_order"]
