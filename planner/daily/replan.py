"""A day replanned while it runs: as few changes as keep law and promises.

Source: planning.md L4. Insert only -> the technicians concerned -> the region; the first rung on which nothing that was
planned or added is left out is taken, else the one that leaves out least.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.daily.attempt import Attempt, attempt
from planner.daily.cures import cures
from planner.daily.event import Event
from planner.daily.frozen import Rest, rest_of_day
from planner.daily.reasons import explained
from planner.daily.resume import served
from planner.daily.rungs import Rung
from planner.daily.series_apart import kept_away
from planner.daily.spacing import series_of
from planner.daily.stitching import stitch
from planner.daily.writing import write_routes
from planner.kernel import SearchLimits
from planner.plan import Cure, DayPlan, Route
from planner.plan.diff import PlanDiff, diff
from planner.problem import Problem
from planner.travel.travel_of import TravelOf

Rows = npt.NDArray[np.int32]


@dataclass(frozen=True, kw_only=True, slots=True)
class Option:
    """One way to answer an event."""

    rung: Rung
    plan: DayPlan
    diff: PlanDiff
    left_out: int
    extra_travel_s: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Replan:
    """The answer to an event: `chosen`, and all `options` looked at, the least change first."""

    chosen: Option
    options: tuple[Option, ...]

    @property
    def plan(self) -> DayPlan:
        """The plan chosen."""
        return self.chosen.plan

    @property
    def diff(self) -> PlanDiff:
        """What it changes."""
        return self.chosen.diff


def replan_day(problem: Problem, travel: TravelOf, plan: DayPlan, event: Event, *, search: SearchLimits) -> Replan:
    """Answer `event` on the day it happens; other days and what is under way stay as they are.

    Parameters
    ----------
    plan : the plan in force; obligation indices are those of `problem`, what has come in is already in `problem`
    search : how long to search on each rung and region

    Returns
    -------
    Everything that was planned or added and could not be kept is unplanned with a reason. Reasons are those of
    `problem`: somebody who is away for the whole day should have no shift in it, or is counted as free.
    """
    ask = Attempt(
        travel=travel,
        event=event,
        rest=rest_of_day(problem, plan, event),
        away=_kept_away(problem, plan, event),
        search=search,
    )
    options: list[Option] = []
    for rung in Rung:
        options.append(_option(problem, plan, ask, rung))
        if options[-1].left_out == 0:
            break
    chosen = min(options, key=lambda one: (one.left_out, one.diff.changed))
    return Replan(chosen=chosen, options=tuple(options))


def _option(problem: Problem, plan: DayPlan, ask: Attempt, rung: Rung) -> Option:
    rows, region_of = _open_rows(plan, ask.event, ask.rest), problem.region_of()
    routes: list[Route] = []
    known: dict[int, Cure] = {}
    for region in np.unique(region_of[rows]).tolist():
        layout, found = attempt(ask, region, rows[region_of[rows] == region], rung)
        routes += write_routes(layout, found.routes)
        known |= cures(layout, found)
    day = stitch(problem, ask.travel, plan, ask.event, ask.rest, tuple(routes))
    whole, left = _whole(problem, plan, ask, day, rows, known)
    return Option(
        rung=rung,
        plan=whole,
        diff=diff(plan, whole),
        left_out=left,
        extra_travel_s=whole.travel_s - plan.travel_s,
    )


def _whole(
    problem: Problem, plan: DayPlan, ask: Attempt, day: tuple[Route, ...], rows: Rows, known: dict[int, Cure]
) -> tuple[DayPlan, int]:
    """Return the plan with `day` in it and everything left out explained, and how much of `rows` is left out."""
    routes = (*(route for route in plan.routes if route.on != ask.event.on), *day)
    bare = DayPlan(routes=routes, unplanned=())
    made = set(served(day).tolist())
    left = [row for row in rows.tolist() if row not in made]
    mentioned = {*left, *ask.event.drop, *made}
    unplanned = (
        *(one for one in plan.unplanned if one.obligation not in mentioned),
        *explained(problem, ask.travel, bare, left, known),
    )
    return DayPlan(routes=routes, unplanned=unplanned), len(left)


def _open_rows(plan: DayPlan, event: Event, rest: Rest) -> Rows:
    """Return what is to be made in the rest of the day: planned and not dropped, or added."""
    fixed = {visit.obligation for stops in rest.fixed.values() for stop in stops for visit in stop.visits}
    today = served(tuple(route for route in plan.routes if route.on == event.on)).tolist()
    gone = fixed | set(event.drop)
    return np.array([row for row in dict.fromkeys([*today, *event.add]) if row not in gone], dtype=np.int32)


def _kept_away(problem: Problem, plan: DayPlan, event: Event) -> tuple[int, ...]:
    """Return what is added but too near to another visit of its series."""
    planned = plan.planned()
    new = [row for row in event.add if row not in planned or planned[row][0].on != event.on]
    return tuple(kept_away(series_of(problem.obligations), new, plan, {*event.drop, *new}, event.on))


__all__ = ["Event", "Option", "Replan", "Rung", "replan_day"]
