"""A day put together again: what was fixed, then what was planned anew."""

from dataclasses import replace

from planner.daily.event import Event
from planner.daily.frozen import Rest
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
        if not fixed:
            if number in anew:
                routes.append(anew[number])
            continue
        routes.append(_joined(problem, travel, old[number], fixed, rest.free_s[number], anew.get(number)))
    return tuple(routes)


def _joined(
    problem: Problem, travel: TravelOf, old: Route, fixed: tuple[Stop, ...], free_s: int, new: Route | None
) -> Route:
    taken = tuple(pause for pause in old.breaks if pause[0] < free_s)
    if new is not None:
        return replace(new, start_s=old.start_s, stops=(*fixed, *new.stops), breaks=(*taken, *new.breaks))
    if len(fixed) == len(old.stops):
        return old
    person = problem.technicians[old.technician]
    known = travel(person.region, person.profile)
    here, home = known.row[fixed[-1].site], known.row[person.end_site]
    leg_s, leg_m = int(known.matrix.duration_s[here, home]), int(known.matrix.distance_m[here, home])
    pauses = _pauses(problem, old, taken, free_s, leg_s)
    leaves = max([fixed[-1].end_s, *(end for _, end in pauses)])
    return replace(
        old, stops=fixed, breaks=pauses, end_s=leaves + leg_s, return_travel_s=leg_s, return_distance_m=leg_m
    )


def _pauses(
    problem: Problem, old: Route, taken: tuple[tuple[int, int], ...], free_s: int, leg_s: int
) -> tuple[tuple[int, int], ...]:
    """Return the pauses of who goes straight home: those taken, and any that being at home in time does not spare."""
    duty = problem.technicians[old.technician].shift_on(old.on)
    pauses, free = list(taken), free_s
    for one in duty.breaks if duty else ():
        had = any(one.window_start_s <= start <= one.window_end_s for start, _ in taken)
        if not had and free <= one.window_end_s < free + leg_s:
            begin = max(free, one.window_start_s)
            pauses.append((begin, begin + one.duration_s))
            free = begin + one.duration_s
    return tuple(pauses)
