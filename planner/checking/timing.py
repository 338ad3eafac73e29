"""A technician's day driven in a given order: every time the earliest possible, pauses where they cost least.

No search and nothing compiled: what it says of an order is exact, and where the order cannot be kept it goes on, late
as it is, so that the judge's rules can say what is broken.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from planner.checking.halts import Halt
from planner.checking.periods import Going, going_of
from planner.plan import PlannedVisit, Route, Stop
from planner.problem import Break, Problem, Shift
from planner.travel import UNREACHABLE
from planner.travel.travel_of import TravelOf

Pauses = tuple[tuple[int, int], ...]
Halts = tuple[tuple[int, Pauses], ...]


class Drive(Protocol):
    """Seconds and metres from one site to another."""

    def __call__(self, origin: int, target: int) -> tuple[int, int]:
        """Return the travel."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class _Way:
    """A way to have come so far: seconds too late in all, the moment, pauses, (arrival, begins) of each halt, legs."""

    late_s: int
    now_s: int
    pauses: Pauses = ()
    halts: Halts = ()
    legs: tuple[int, ...] = ()


Ways = list[_Way | None]


def drive_of(problem: Problem, travel: TravelOf, technician: int) -> Drive:
    """Return the travel of one technician at the usual pace: own region first, then the target's, then the origin's."""
    person, region_of = problem.technicians[technician], problem.sites.region

    def drive(origin: int, target: int) -> tuple[int, int]:
        for region in (person.region, int(region_of[target]), int(region_of[origin])):
            known = travel(region, person.profile)
            a, b = int(known.row[origin]), int(known.row[target])
            if a >= 0 and b >= 0:
                return int(known.matrix.duration_s[a, b]), int(known.matrix.distance_m[a, b])
        return UNREACHABLE, UNREACHABLE

    return drive


def drive_route(problem: Problem, drive: Drive, technician: int, on: date, order: Sequence[Halt]) -> Route:
    """Return the route of `technician` on `on` over the halts in `order`; without a shift it begins at midnight.

    Where a service cannot begin in time or the day ends too late the times are those that would be driven.
    """
    shift = problem.technicians[technician].shift_on(on) or Shift(on=on, start_s=0, end_s=1)
    return drive_shift(problem, drive, technician, shift, order)


def drive_shift(problem: Problem, drive: Drive, technician: int, shift: Shift, order: Sequence[Halt]) -> Route:
    """Return the route of `technician` over the halts in `order`, were `shift` the shift."""
    person = problem.technicians[technician]
    going = going_of(problem.policy, person.profile)
    pauses = tuple(sorted(shift.breaks, key=lambda one: (one.window_start_s, one.window_end_s)))
    ways: Ways = [_Way(late_s=0, now_s=shift.start_s), *([None] * len(pauses))]
    _rest(pauses, ways)
    here, legs = person.start_site, []
    for one in order:
        legs.append(drive(here, one.site))
        ways = [None if way is None else _go(going, way, legs[-1][0], arrive=True) for way in ways]
        _rest(pauses, ways)
        ways = [None if way is None else _serve(one, way) for way in ways]
        _rest(pauses, ways)
        here = one.site
    legs.append(drive(here, person.end_site))
    ways = [None if way is None else _go(going, way, legs[-1][0], arrive=False) for way in ways]
    best = _home(pauses, ways)
    return _written(going, technician, shift.on, shift.start_s, order, best, legs)


def _go(going: Going, way: _Way, leg_s: int, *, arrive: bool) -> _Way:
    now = going.after(way.now_s, leg_s)
    halts = (*way.halts, (now, ())) if arrive else way.halts
    return replace(way, now_s=now, halts=halts, legs=(*way.legs, now - way.now_s))


def _serve(one: Halt, way: _Way) -> _Way:
    now, late, spans = way.now_s + one.setup_s, way.late_s, []
    for windows, service in zip(one.hours, one.services, strict=True):
        begin = next((max(now, opens) for opens, closes in windows if now <= closes), now)
        late += max(0, begin - windows[-1][1])
        now = begin + service
        spans.append((begin, now))
    halts = (*way.halts[:-1], (way.halts[-1][0], tuple(spans)))
    return replace(way, late_s=late, now_s=now, halts=halts)


def _rest(pauses: tuple[Break, ...], ways: Ways) -> None:
    """Let every way take its next pause here, where its window still allows it and the way is the better one."""
    for level, one in enumerate(pauses):
        way, other = ways[level], ways[level + 1]
        if way is None or way.now_s > one.windows[-1][1]:
            continue
        begin = next(max(way.now_s, opens) for opens, closes in one.windows if way.now_s <= closes)
        end = begin + one.duration_s
        if other is None or (way.late_s, end) < (other.late_s, other.now_s):
            ways[level + 1] = replace(way, now_s=end, pauses=(*way.pauses, (begin, end)))


def _home(pauses: tuple[Break, ...], ways: Ways) -> _Way:
    """Return the best way home: with the fewest pauses missed, then least late, then soonest."""

    def worth(entry: tuple[int, _Way]) -> tuple[int, int, int]:
        level, way = entry
        missed = sum(way.now_s > one.windows[-1][1] for one in pauses[level:])
        return missed, way.late_s, way.now_s

    return min(((level, way) for level, way in enumerate(ways) if way is not None), key=worth)[1]


def _written(
    going: Going,
    technician: int,
    on: date,
    start_s: int,
    order: Sequence[Halt],
    way: _Way,
    legs: list[tuple[int, int]],
) -> Route:
    arrivals, driven = [arrival for arrival, _ in way.halts], list(way.legs)
    if order:
        # Whoever would wait at the first door leaves later instead, unless a pause fills the wait.
        ready = way.halts[0][1][0][0] - order[0].setup_s
        if not any(arrivals[0] <= begin < ready for begin, _ in way.pauses):
            start_s = going.before(ready, legs[0][0])
            # Where the pace changes under way, who leaves a second later may be later by more: that second is waited.
            arrivals[0] = going.after(start_s, legs[0][0])
            driven[0] = arrivals[0] - start_s
        start_s = arrivals[0] - driven[0]
    stops = tuple(
        Stop(
            site=one.site,
            arrival_s=arrivals[place],
            setup_s=one.setup_s,
            travel_s=driven[place],
            distance_m=legs[place][1],
            visits=tuple(
                PlannedVisit(obligation=row, start_s=begin, end_s=end)
                for row, (begin, end) in zip(one.members, way.halts[place][1], strict=True)
            ),
        )
        for place, one in enumerate(order)
    )
    return Route(
        technician=technician,
        on=on,
        start_s=start_s,
        end_s=way.now_s,
        stops=stops,
        breaks=way.pauses,
        return_travel_s=driven[-1],
        return_distance_m=legs[-1][1],
    )
