"""A day replanned while it runs: as few changes as keep law and promises.

Source: planning.md L4. Insert only -> the technicians concerned -> the region; the first rung on which nothing that was
planned or added is left out is taken, else the one that leaves out least.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.daily.cures import cures
from planner.daily.duty import Duty, duties
from planner.daily.event import Event
from planner.daily.frozen import Rest, rest_of_day
from planner.daily.layout import Layout
from planner.daily.reasons import explained
from planner.daily.resume import resume, served
from planner.daily.rules import allowed
from planner.daily.rungs import Rung, free_to_move
from planner.daily.stitching import stitch
from planner.daily.writing import write_routes
from planner.kernel import Found, SearchLimits, run
from planner.plan import Cure, DayPlan, Route
from planner.plan.diff import PlanDiff, diff
from planner.problem import NONE, Problem
from planner.travel.travel_of import TravelOf

Rows = npt.NDArray[np.int32]

CHANGE_S = 900
"""Travel seconds it is worth to leave a visit with the technician who has it."""

NEIGHBOURS = 3
"""Technicians nearest to a new visit who count as concerned."""


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
    rest = rest_of_day(problem, plan, event)
    options: list[Option] = []
    for rung in Rung:
        option = _option(problem, travel, plan, event, rest, rung, search)
        options.append(option)
        if option.left_out == 0:
            break
    chosen = min(options, key=lambda one: (one.left_out, one.diff.changed))
    return Replan(chosen=chosen, options=tuple(options))


def _option(
    problem: Problem,
    travel: TravelOf,
    plan: DayPlan,
    event: Event,
    rest: Rest,
    rung: Rung,
    search: SearchLimits,
) -> Option:
    rows = _open_rows(plan, event, rest)
    region_of = problem.region_of()
    routes: list[Route] = []
    known: dict[int, Cure] = {}
    for region in np.unique(np.concatenate([region_of[rows], _regions(problem, rest)])).tolist():
        layout, found = _search(travel, region, rows[region_of[rows] == region], event, rest, rung, search)
        routes += write_routes(layout, found.routes)
        known |= cures(layout, found)
    anew = DayPlan(routes=tuple(routes), unplanned=())
    left = [int(row) for row in rows if int(row) not in anew.planned()]
    day = stitch(problem, travel, plan, event, rest, anew.routes)
    bare = DayPlan(routes=(*(route for route in plan.routes if route.on != event.on), *day), unplanned=())
    mentioned = {*left, *event.drop, *served(day).tolist()}
    whole = DayPlan(
        routes=bare.routes,
        unplanned=(
            *(one for one in plan.unplanned if one.obligation not in mentioned),
            *explained(problem, travel, bare, left, known),
        ),
    )
    return Option(
        rung=rung,
        plan=whole,
        diff=diff(plan, whole),
        left_out=len(left),
        extra_travel_s=whole.travel_s - plan.travel_s,
    )


def _open_rows(plan: DayPlan, event: Event, rest: Rest) -> Rows:
    """Return what is to be made in the rest of the day: planned and not dropped, or added."""
    fixed = {visit.obligation for stops in rest.fixed.values() for stop in stops for visit in stop.visits}
    today = served(tuple(route for route in plan.routes if route.on == event.on)).tolist()
    gone = fixed | set(event.drop)
    return np.array([row for row in dict.fromkeys([*today, *event.add]) if row not in gone], dtype=np.int32)


def _regions(problem: Problem, rest: Rest) -> Rows:
    return np.array([problem.technicians[number].region for number in rest.fixed], dtype=np.int32)


def _search(
    travel: TravelOf, region: int, rows: Rows, event: Event, rest: Rest, rung: Rung, search: SearchLimits
) -> tuple[Layout, Found]:
    problem = rest.problem
    crew = duties(problem, region, [event.on])
    present = {duty.technician for duty in crew}
    mine = set(rows.tolist())
    begun = tuple(route for route in rest.open if route.technician in present and _within(route, mine))
    here = served(begun)
    left = np.array([row for row in rows.tolist() if row not in set(here.tolist())], dtype=np.int32)
    ordered = np.concatenate([here, left]).astype(np.int32)
    owner = _owners(begun, ordered)
    may = allowed(problem, ordered, crew)
    may &= free_to_move(rung, owner, crew, _touched(problem, travel, region, event, left, crew))
    extra = np.where((owner[:, None] != NONE) & (owner[:, None] != _people(crew)), CHANGE_S, 0).astype(np.int64)
    layout, begin = resume(problem, travel, region, begun, left, crew, may=may, extra=extra)
    return layout, run(layout.instance, search, begin=begin)


def _within(route: Route, rows: set[int]) -> bool:
    return all(visit.obligation in rows for stop in route.stops for visit in stop.visits)


def _owners(routes: tuple[Route, ...], rows: Rows) -> Rows:
    """Return the technician each row is with, NONE for what is with nobody, int32 (n,)."""
    owner_of = {row: route.technician for route in routes for row in served((route,)).tolist()}
    return np.array([owner_of.get(row, NONE) for row in rows.tolist()], dtype=np.int32)


def _people(crew: tuple[Duty, ...]) -> Rows:
    return np.array([duty.technician for duty in crew], dtype=np.int32)


def _touched(
    problem: Problem, travel: TravelOf, region: int, event: Event, left: Rows, crew: tuple[Duty, ...]
) -> frozenset[int]:
    """Return the technicians concerned: those of the event, and those nearest to what has to be placed."""
    touched = set(event.away) | set(event.free_at_s)
    for row in left.tolist():
        site = int(problem.obligations.site[row])
        touched |= {number for _, number in sorted(_ways(problem, travel, region, site, crew))[:NEIGHBOURS]}
    return frozenset(touched)


def _ways(problem: Problem, travel: TravelOf, region: int, site: int, crew: tuple[Duty, ...]) -> list[tuple[int, int]]:
    """Return (seconds to `site`, technician) of everybody on duty."""
    ways = []
    for duty in crew:
        person = problem.technicians[duty.technician]
        known = travel(region, person.profile)
        a, b = known.row[person.start_site], known.row[site]
        if a >= 0 and b >= 0:
            ways.append((int(known.matrix.duration_s[a, b]), duty.technician))
    return ways


__all__ = ["Event", "Option", "Replan", "Rung", "replan_day"]
