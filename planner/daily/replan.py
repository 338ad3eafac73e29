"""A day replanned while it runs: as few changes as keep law and promises.

Source: planning.md L4. Insert only -> the technicians concerned -> the region -> neighbours that lend -> times that
customers were told. The first rung that breaks no law and no promise and drops nobody is chosen; where every rung drops
somebody, the one that drops fewest with few visits changing hands. Every rung tried is an alternative.
"""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from planner.daily.attempt import Attempt, attempt
from planner.daily.event import Event
from planner.daily.filling import fill
from planner.daily.frozen import rest_of_day
from planner.daily.layout import importance
from planner.daily.option import Option, weighed
from planner.daily.reasons import explained
from planner.daily.resume import served
from planner.daily.rungs import Rung
from planner.daily.series_apart import kept_away
from planner.daily.spacing import series_of
from planner.daily.stitching import stitch
from planner.kernel import SearchLimits
from planner.plan import Cure, DayPlan, Route
from planner.plan.diff import PlanDiff
from planner.problem import Problem
from planner.travel.travel_of import TravelOf

Rows = npt.NDArray[np.int32]


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


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class _Step:
    """How far a rung has come: the rest of the day, what is still left, and overtime that would help."""

    rung: Rung
    routes: tuple[Route, ...]
    left: tuple[int, ...]
    known: dict[int, Cure]


def replan_day(
    problem: Problem, travel: TravelOf, plan: DayPlan, event: Event, *, search: SearchLimits, every_rung: bool = False
) -> Replan:
    """Answer `event` on the day it happens; other days and what is under way stay as they are.

    Parameters
    ----------
    travel : as the roads are now
    plan : the plan in force; obligation indices are those of `problem`, what has come in is already in `problem`
    search : how long to search on each rung and region
    every_rung : try the rungs above the chosen one as well, so that a person can choose

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
    step: _Step | None = None
    for rung in Rung:
        settled = any(one.kept for one in options) and not every_rung
        if rung is Rung.TIMES and (settled or not event.promised):
            continue
        step = _climbed(problem, plan, ask, rung, step)
        options.append(_option(problem, plan, ask, step))
        if options[-1].kept and not options[-1].dropped and not every_rung:
            break
    most = event.changed_share * sum(route.on == event.on for route, _ in plan.planned().values())
    return Replan(chosen=min(options, key=lambda one: _price(one, most)), options=tuple(options))


def _price(option: Option, most: float) -> tuple[int, bool, int]:
    """Return what an answer costs people: law and promises, hands changed beyond `most`, visits dropped."""
    return option.broken_count, option.moved_technician > most, option.left_out


def _climbed(problem: Problem, plan: DayPlan, ask: Attempt, rung: Rung, below: _Step | None) -> _Step:
    """Return what a rung makes of the rest of the day, beginning with what the rung below made of it."""
    if rung is Rung.TIMES:
        freed = replace(ask, rest=rest_of_day(problem, plan, replace(ask.event, promised=frozenset())))
        return _searched(problem, freed, rung, _inserted(plan, freed))
    if below is None:
        below = _inserted(plan, ask)
        return _searched(problem, ask, rung, below) if below.left else below
    if rung is Rung.NEIGHBOURS:
        filled = fill(
            ask.rest.problem,
            ask.travel,
            _still(plan, ask, below.routes),
            ask.event.on,
            _placeable(ask, below.left),
            lending=True,
        )
        return replace(below, rung=rung, routes=filled.routes, left=(*filled.left, *_away(ask, below.left)))
    return _searched(problem, ask, rung, below)


def _inserted(plan: DayPlan, ask: Attempt) -> _Step:
    """Put what is loose between what stands, nobody's order changed."""
    begun = {row for route in ask.rest.open for row in served((route,)).tolist()}
    loose = tuple(row for row in _open_rows(plan, ask).tolist() if row not in begun)
    filled = fill(ask.rest.problem, ask.travel, _still(plan, ask, ask.rest.open), ask.event.on, _placeable(ask, loose))
    return _Step(rung=Rung.INSERT, routes=filled.routes, left=(*filled.left, *_away(ask, loose)), known={})


def _searched(problem: Problem, ask: Attempt, rung: Rung, below: _Step) -> _Step:
    """Search each region from what the rung below made of it."""
    region_of = problem.region_of()
    routes: list[Route] = []
    known: dict[int, Cure] = {}
    left = np.array(below.left, dtype=np.int32)
    home = [one.region for one in problem.technicians]
    for region in sorted({home[route.technician] for route in below.routes} | set(region_of[left].tolist())):
        begun = tuple(route for route in below.routes if home[route.technician] == region)
        mine = left[region_of[left] == region]
        found, more = attempt(ask, region, begun, mine, rung)
        routes += found
        known |= more
    made = set(served(tuple(routes)).tolist())
    rows = {*served(below.routes).tolist(), *below.left}
    return _Step(rung=rung, routes=tuple(routes), left=tuple(sorted(rows - made)), known=known)


def _still(plan: DayPlan, ask: Attempt, routes: tuple[Route, ...]) -> DayPlan:
    """Return the routes of other days, and `routes` as those of the rest of this one."""
    others = tuple(route for route in plan.routes if route.on != ask.event.on)
    return DayPlan(routes=(*others, *routes), unplanned=())


def _placeable(ask: Attempt, rows: tuple[int, ...]) -> list[int]:
    return [row for row in rows if row not in set(ask.away)]


def _away(ask: Attempt, rows: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(row for row in rows if row in set(ask.away))


def _option(problem: Problem, plan: DayPlan, ask: Attempt, step: _Step) -> Option:
    day = stitch(problem, ask.travel, plan, ask.event, ask.rest, step.routes)
    routes = (*(route for route in plan.routes if route.on != ask.event.on), *day)
    bare = DayPlan(routes=routes, unplanned=())
    made = set(served(day).tolist())
    left = [row for row in _open_rows(plan, ask).tolist() if row not in made]
    later = _still(plan, ask, step.routes)
    mentioned = {*left, *ask.event.drop, *made}
    unplanned = (
        *(one for one in plan.unplanned if one.obligation not in mentioned),
        *explained(problem, ask.travel, bare, left, step.known, later=(ask.rest.problem, later)),
    )
    whole = DayPlan(routes=routes, unplanned=unplanned)
    return weighed(problem, plan, whole, ask.event, step.rung, tuple(left))


def _open_rows(plan: DayPlan, ask: Attempt) -> Rows:
    """Return what is to be made in the rest of the day: planned and not dropped, or added."""
    fixed = {visit.obligation for stops in ask.rest.fixed.values() for stop in stops for visit in stop.visits}
    today = served(tuple(route for route in plan.routes if route.on == ask.event.on)).tolist()
    gone = fixed | set(ask.event.drop)
    return np.array(sorted({*today, *ask.event.add} - gone), dtype=np.int32)


def _kept_away(problem: Problem, plan: DayPlan, event: Event) -> tuple[int, ...]:
    """Return what is added but too near to another visit of its series."""
    planned = plan.planned()
    new = [row for row in event.add if row not in planned or planned[row][0].on != event.on]
    rank = importance(problem, np.array(new, dtype=np.int32))
    first = [
        row for _, _, row in sorted(zip(rank.tolist(), problem.obligations.ideal_on[new].tolist(), new, strict=True))
    ]
    return tuple(kept_away(series_of(problem.obligations), first, plan, {*event.drop, *new}, event.on))


__all__ = ["Event", "Option", "Replan", "Rung", "replan_day"]
