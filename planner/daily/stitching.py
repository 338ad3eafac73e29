"""A day put together again: what was fixed, then what was planned anew."""

from dataclasses import replace

from planner.checking.timing import drive_of
from planner.daily.event import Event
from planner.daily.frozen import Rest
from planner.daily.paces import seconds
from planner.plan import DayPlan, Route, Stop
from planner.problem import Problem
from planner.travel.travel_of import TravelOf


def stitch(
    problem: Problem, travel: TravelOf, plan: DayPlan, event: Event, rest: Rest, new: tuple[Route, ...]
) -> tuple[Route, ...]:
    """Return the day's routes: each technician's fixed stops and breaks taken, then the new route or the way home."""
    old = {route.technician: route for route in plan.routes if route.on == event.on}
    anew = {route.technician: route for route in new}
    routes = []
    for number in sorted(old.keys() | anew.keys()):
        fixed = rest.fixed.get(number, ())
        if number not in old:
            routes.append(anew[number])
        elif number in anew:
            routes.append(_joined(problem, old[number], fixed, rest.free_s[number], anew[number]))
        elif fixed:
            routes.append(_home(problem, travel, old[number], fixed, rest.free_s[number]))
    return tuple(routes)


def _joined(problem: Problem, old: Route, fixed: tuple[Stop, ...], free_s: int, new: Route) -> Route:
    if not fixed:
        return new
    taken = tuple(pause for pause in old.breaks if pause[0] < free_s)
    taken = _rested(problem, old, taken, fixed[-1].end_s, min(free_s, new.stops[0].arrival_s))
    return replace(new, start_s=old.start_s, stops=(*fixed, *new.stops), breaks=(*taken, *new.breaks))


def _rested(
    problem: Problem, old: Route, taken: tuple[tuple[int, int], ...], idle_from: int, idle_to: int
) -> tuple[tuple[int, int], ...]:
    """Return the pauses taken, those of who had nothing to do at the time among them."""
    duty = problem.technicians[old.technician].shift_on(old.on)
    pauses = list(taken)
    for one in duty.breaks if duty else ():
        had = any(first <= start <= last for first, last in one.windows for start, _ in taken)
        idle = max([idle_from, *(end for _, end in pauses)])
        begin = next((max(first, idle) for first, last in one.windows if idle <= last), None)
        if not had and begin is not None and begin + one.duration_s <= idle_to:
            pauses.append((begin, begin + one.duration_s))
    return tuple(pauses)


def _home(problem: Problem, travel: TravelOf, old: Route, fixed: tuple[Stop, ...], free_s: int) -> Route:
    if len(fixed) == len(old.stops):
        return old
    taken = tuple(pause for pause in old.breaks if pause[0] < free_s)
    person = problem.technicians[old.technician]
    usual_s, leg_m = drive_of(problem, travel, old.technician)(fixed[-1].site, person.end_site)
    pauses = _pauses(problem, old, taken, free_s, usual_s)
    leaves = max([fixed[-1].end_s, *(end for _, end in pauses)])
    leg_s = seconds(problem.policy, person.profile, leaves, usual_s)
    return replace(
        old, stops=fixed, breaks=pauses, end_s=leaves + leg_s, return_travel_s=leg_s, return_distance_m=leg_m
    )


def _pauses(
    problem: Problem, old: Route, taken: tuple[tuple[int, int], ...], free_s: int, usual_s: int
) -> tuple[tuple[int, int], ...]:
    """Return the pauses of who goes straight home: those taken, and any that being at home in time does not spare."""
    person = problem.technicians[old.technician]
    duty, pauses, free = person.shift_on(old.on), list(taken), free_s
    for one in duty.breaks if duty else ():
        had = any(first <= start <= last for first, last in one.windows for start, _ in taken)
        home = free + seconds(problem.policy, person.profile, free, usual_s)
        begin = next((max(first, free) for first, last in one.windows if free <= last), None)
        if not had and begin is not None and one.windows[-1][1] < home:
            pauses.append((begin, begin + one.duration_s))
            free = begin + one.duration_s
    return tuple(pauses)
