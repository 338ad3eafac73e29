"""What happens to the day at half past ten, one case a kind."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from planner.daily import Event, route_day
from planner.daily.in_vain import again_owed, attempted
from planner.kernel import SearchLimits
from planner.plan import DayPlan, Route
from planner.problem import Problem, Technician
from planner.travel import TravelMatrix
from planner.travel.travel_of import whole
from tests.benchmarks.running_day.city import DAY, City, H, slower

NOW_S = 10 * H + 1_800
KINDS = ("ill", "late", "back", "urgent", "cancelled", "no_access", "overrun", "road_closed")


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Happening:
    """The plan in force, what happened, and the roads as they are then; `judged` is the problem the judge looks at."""

    problem: Problem
    judged: Problem
    plan: DayPlan
    event: Event
    matrix: TravelMatrix


def happening(made: City, kind: str, seed: int, search: SearchLimits) -> Happening:
    """Plan the day of `made` and let something of `kind` happen to it."""
    draw = np.random.default_rng((seed, KINDS.index(kind)))
    who = int(draw.integers(0, len(made.problem.technicians)))
    problem = made.problem
    rows = np.arange(len(problem.obligations) - len(made.spare), dtype=np.int32)
    planned_for = _without(problem, who) if kind == "back" else problem
    plan = route_day(planned_for, whole(made.matrix), on=DAY, rows=rows, search=search)
    routes = {route.technician: route for route in plan.routes}
    begun = frozenset(
        visit.obligation
        for route in plan.routes
        for stop in route.stops
        for visit in stop.visits
        if visit.start_s <= NOW_S
    )
    event = Event(on=DAY, now_s=NOW_S, started=begun, promised=made.promised & frozenset(plan.planned()) - begun)
    here = Happening(problem=problem, judged=problem, plan=plan, event=event, matrix=made.matrix)
    if kind == "ill":
        return replace(here, event=replace(event, away=frozenset({who})))
    if kind == "late":
        return replace(here, event=replace(event, free_at_s={who: NOW_S + H}))
    if kind == "back":
        left = tuple(one.obligation for one in plan.unplanned)
        return replace(here, event=replace(event, add=left, free_at_s={who: NOW_S}))
    if kind == "urgent":
        return replace(here, event=replace(event, add=made.spare[:1]))
    if kind == "road_closed":
        driven = [pair for route in plan.routes for pair in _driven(problem, route, begun)]
        return replace(here, matrix=slower(made.matrix, problem.sites.lonlat, but=driven))
    return _at_a_door(here, kind, routes[who if who in routes else min(routes)])


def _at_a_door(here: Happening, kind: str, route: Route) -> Happening:
    """Let something happen to a visit of `route`: the next one cancelled, or the one under way in vain or too long."""
    now = [stop for stop in route.stops if stop.arrival_s - stop.travel_s < NOW_S]
    later = [stop for stop in route.stops if stop.arrival_s - stop.travel_s >= NOW_S]
    if kind == "cancelled":
        gone = (later or now)[0].visits[0].obligation
        return replace(here, event=replace(here.event, drop=(gone,), promised=here.event.promised - {gone}))
    last = now[-1].visits[-1]
    if kind == "overrun":
        return replace(here, event=replace(here.event, free_at_s={route.technician: last.end_s + 2_700}))
    problem, plan = attempted(here.problem, here.plan, last.obligation, ended_s=last.start_s + 300)
    problem, again = again_owed(problem, last.obligation, not_before_s=14 * H)
    started = here.event.started | {last.obligation}
    event = replace(
        here.event, now_s=max(NOW_S, last.start_s + 300), add=(again,), started=started,
        promised=here.event.promised - started,
    )  # fmt: skip
    return replace(here, problem=problem, judged=problem, plan=plan, event=event)


def _without(problem: Problem, who: int) -> Problem:
    """Return the problem in which technician `who` does not work."""
    person = problem.technicians[who]
    off = Technician(
        id=person.id, name=person.name, region=person.region, start_site=person.start_site,
        end_site=person.end_site, certificates=person.certificates,
    )  # fmt: skip
    return replace(problem, technicians=(*problem.technicians[:who], off, *problem.technicians[who + 1 :]))


def _driven(problem: Problem, route: Route, begun: frozenset[int]) -> list[tuple[int, int]]:
    """Return the legs that were driven, or are being driven, when the road closes."""
    here, legs = problem.technicians[route.technician].start_site, []
    for stop in route.stops:
        if stop.arrival_s - stop.travel_s < NOW_S or any(visit.obligation in begun for visit in stop.visits):
            legs.append((here, stop.site))
        here = stop.site
    return legs


__all__ = ["KINDS", "Happening", "happening"]
