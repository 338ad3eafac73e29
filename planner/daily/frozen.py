"""The part of a day that is over or under way, and the problem of what remains of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from planner.daily.event import Event
from planner.plan import DayPlan, PlannedVisit, Route, Stop
from planner.problem import Break, Priority, Problem, Shift, Technician


@dataclass(frozen=True, kw_only=True, slots=True)
class Rest:
    """What remains of a day.

    Attributes
    ----------
    problem : technicians begin where they will be free, with the breaks and stops they still have
    fixed : technician -> the stops that stay as they are, dropped or not
    free_s : technician -> when the fixed part is over, for those with a route
    open : routes of the plan on that day over the remaining stops (their times are those of the old plan)
    """

    problem: Problem
    fixed: dict[int, tuple[Stop, ...]]
    free_s: dict[int, int]
    open: tuple[Route, ...]


def rest_of_day(problem: Problem, plan: DayPlan, event: Event) -> Rest:
    """Cut the day at the event."""
    routes = {route.technician: route for route in plan.routes if route.on == event.on}
    fixed = {number: _fixed(route, event) for number, route in routes.items()}
    people = tuple(
        _later(person, event, number, routes.get(number), fixed.get(number, ()))
        for number, person in enumerate(problem.technicians)
    )
    gone = frozenset(event.drop)
    open_ = tuple(
        replace(route, stops=stops, breaks=())
        for number, route in routes.items()
        if (stops := _open(route.stops[len(fixed[number]) :], gone)) and number not in event.away
    )
    free = {
        number: _free(problem.technicians[number], number, event, route, fixed[number])
        for number, route in routes.items()
    }
    later = told_hours(replace(problem, technicians=people), _told(plan, event))
    return Rest(problem=later, fixed=fixed, free_s=free, open=open_)


def _told(plan: DayPlan, event: Event) -> dict[int, tuple[int, int]]:
    planned = plan.planned()
    told = {row: told_of(event, planned, row) for row in sorted(event.promised)}
    return {row: (at, event.within(row)) for row, at in told.items() if at is not None}


def told_hours(problem: Problem, told: Mapping[int, tuple[int, int]]) -> Problem:
    """Narrow the hours of the customers who were told a time to about that time, and rank them as promises.

    `told` is obligation -> the second told, and how many seconds earlier or later the service may begin.
    """
    owed = problem.obligations
    rank = owed.priority.copy()
    opens, closes, others = owed.window_start_s.copy(), owed.window_end_s.copy(), owed.extra_windows_s.copy()
    for row, (at, within) in sorted(told.items()):
        first, last = min(owed.windows_of(row), key=lambda hours: max(hours[0] - at, at - hours[1]))
        opens[row] = min(max(first, at - within), last)
        closes[row] = max(min(last, at + within), int(opens[row]))
        others[row] = 1, 0
        rank[row] = min(int(rank[row]), Priority.PROMISE)
    narrowed = replace(owed, window_start_s=opens, window_end_s=closes, extra_windows_s=others, priority=rank)
    return replace(problem, obligations=narrowed)


def told_of(event: Event, planned: Mapping[int, tuple[Route, PlannedVisit]], row: int) -> int | None:
    """Return the second a customer was told, None where nobody was told one on the day."""
    if row in event.told_s:
        return event.told_s[row]
    return planned[row][1].start_s if row in planned and planned[row][0].on == event.on else None


def rest_of_shift(duty: Shift, taken: tuple[int, ...], free_s: int) -> Shift | None:
    """Return what is left of a shift for who is free at `free_s` and began pauses at `taken`; None when it is over."""
    if free_s >= duty.end_s:
        return None
    return Shift(on=duty.on, start_s=free_s, end_s=duty.end_s, breaks=_owed(duty.breaks, taken, free_s))


def _fixed(route: Route, event: Event) -> tuple[Stop, ...]:
    """Return the stops up to the last one that is started or driven to."""
    last = 0
    for place, stop in enumerate(route.stops):
        begun = any(visit.obligation in event.started for visit in stop.visits)
        if begun or stop.arrival_s - stop.travel_s < event.now_s:
            last = place + 1
    return route.stops[:last]


def _open(stops: tuple[Stop, ...], gone: frozenset[int]) -> tuple[Stop, ...]:
    """Return the stops without the visits in `gone`, and without stops that are empty then."""
    trimmed = (
        replace(stop, visits=tuple(visit for visit in stop.visits if visit.obligation not in gone)) for stop in stops
    )
    return tuple(stop for stop in trimmed if stop.visits)


def _free(person: Technician, number: int, event: Event, route: Route | None, fixed: tuple[Stop, ...]) -> int:
    """Return when the technician can go on: not in the middle of a stop, nor of a pause that has begun."""
    duty = person.shift_on(event.on)
    free = max(event.now_s, event.free_at_s.get(number, 0), fixed[-1].end_s if fixed else 0)
    if duty is not None:
        free = max(free, duty.start_s)
    for start, end in sorted(route.breaks) if route else ():
        free = max(free, end) if start < free else free
    return free


def _later(person: Technician, event: Event, number: int, route: Route | None, fixed: tuple[Stop, ...]) -> Technician:
    """Return the technician as of the moment they are free again; without a shift that day when no time is left."""
    duty = person.shift_on(event.on)
    if duty is None:
        return person
    free = _free(person, number, event, route, fixed)
    others = tuple(shift for shift in person.shifts if shift.on != event.on)
    taken = tuple(start for start, _ in route.breaks if start < free) if route else ()
    left = None if number in event.away else rest_of_shift(duty, taken, free)
    rest = () if left is None else (left,)
    return Technician(
        id=person.id,
        name=person.name,
        region=person.region,
        start_site=fixed[-1].site if fixed else person.start_site,
        end_site=person.end_site,
        profile=person.profile,
        certificates=person.certificates,
        shifts=tuple(sorted((*others, *rest), key=lambda shift: shift.on)),
        max_stops=None if person.max_stops is None else max(0, person.max_stops - len(fixed)),
        max_work_s=None if person.max_work_s is None else max(0, person.max_work_s - sum(_work(one) for one in fixed)),
    )


def _work(stop: Stop) -> int:
    """Return the seconds of travel, entering and service of a stop."""
    return stop.travel_s + stop.setup_s + sum(visit.end_s - visit.start_s for visit in stop.visits)


def _owed(breaks: tuple[Break, ...], taken: tuple[int, ...], free: int) -> tuple[Break, ...]:
    """Return the breaks still to be taken by who is free at `free` and began pauses at `taken`."""
    return tuple(
        one
        for one in breaks
        if one.windows[-1][1] >= free
        and not any(first <= start <= last for first, last in one.windows for start in taken)
    )
