"""A day under way: what has begun stays, everybody goes on from where their phone last reported."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from app.domain.kinds import VisitState
from app.services.planning.day_seconds import second_of
from app.services.ports.planning_inputs import Exceptional, Person, Scope, UnitFacts
from app.services.ports.standing import BegunVisit
from planner.daily.frozen import rest_of_shift
from planner.problem import Shift, Technician

OPEN = frozenset({VisitState.PLANNED, VisitState.DISPATCHED, VisitState.CANCELLED})


@dataclass(frozen=True, kw_only=True, slots=True)
class Begun:
    """A technician-day that has begun.

    Attributes
    ----------
    last : the visit the phone reported last: the technician is, or was last seen, at its door
    free_s : second of the day at which they can go on from there
    staying : visits that stay as they are: begun ones, and those still to be made at the stop they are at
    stops, work_s : number of stops among those, and their seconds of travel, entering and service
    seq : the highest place of one in the route
    paused : seconds at which pauses began before that
    """

    technician_id: uuid.UUID
    last: BegunVisit
    free_s: int
    staying: tuple[BegunVisit, ...]
    stops: int
    work_s: int
    seq: int
    paused: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Running:
    """A day as it stands at second `at_s`; `begun` by technician."""

    on: date
    at_s: int
    begun: dict[uuid.UUID, Begun]

    @property
    def staying(self) -> frozenset[uuid.UUID]:
        """The visits that stay."""
        return frozenset(visit.visit_id for one in self.begun.values() for visit in one.staying)

    @property
    def settled(self) -> frozenset[uuid.UUID]:
        """The obligations whose visits stay as they are: whoever is at the door makes them."""
        still = (visit for one in self.begun.values() for visit in one.staying if visit.state in OPEN)
        return frozenset(visit.obligation_id for visit in still if visit.obligation_id is not None)

    def seq_of(self, technician_id: uuid.UUID) -> int:
        """Return the place of the last stop that stays on somebody's route, 0 without one."""
        one = self.begun.get(technician_id)
        return one.seq if one else 0


def running_of(scope: Scope, unit: UnitFacts, visits: Sequence[BegunVisit]) -> Running | None:
    """Return the day as the phones have reported it; None when it is planned as a whole."""
    if scope.facts.at_s is None:
        return None
    zone = ZoneInfo(unit.time_zone)
    by = {who: _begun(scope.start, scope.facts.at_s, zone, list(day)) for who, day in groupby(visits, _technician)}
    return Running(on=scope.start, at_s=scope.facts.at_s, begun=by)


def as_told(scope: Scope, people: Sequence[Person]) -> list[Person]:
    """Return the people with the shifts of those who come to work besides, and without those of who is away."""
    more = {who: Exceptional(on=scope.start, start_s=start, end_s=end) for who, start, end in scope.facts.extra}
    more |= {who: Exceptional(on=scope.start, start_s=None, end_s=None) for who in scope.facts.away}
    return [
        replace(one, exceptions=(*(each for each in one.exceptions if each.on != scope.start), more[one.id]))
        if one.id in more
        else one
        for one in people
    ]


def places(running: Running | None, people: Sequence[Person]) -> list[Person]:
    """Return a stand-in for each technician under way whose base is the door they are at."""
    if running is None:
        return []
    there = ((one, running.begun[one.id].last) for one in people if one.id in running.begun)
    return [replace(one, base_id=at.premises_id, base_lon=at.lon, base_lat=at.lat) for one, at in there]


def going_on(
    running: Running | None, people: Sequence[Person], technicians: Sequence[Technician], stands: Sequence[Technician]
) -> tuple[Technician, ...]:
    """Return the technicians as of now: from their door or base, with what is left of their shift.

    `stands` are those made of `places`, in the same order.
    """
    if running is None:
        return tuple(technicians)
    door = {one.id: one.start_site for one in stands}
    return tuple(
        _rest(running, running.begun.get(person.id), technician, door.get(technician.id, technician.start_site))
        for person, technician in zip(people, technicians, strict=True)
    )


def _rest(running: Running, begun: Begun | None, technician: Technician, site: int) -> Technician:
    duty = technician.shift_on(running.on)
    others = [shift for shift in technician.shifts if shift.on != running.on]
    rest: Shift | None = None
    if duty is not None:
        free = max(running.at_s, duty.start_s, begun.free_s if begun else 0)
        rest = rest_of_shift(duty, begun.paused if begun else (), free)
    stops, work = technician.max_stops, technician.max_work_s
    return replace(
        technician,
        start_site=site,
        shifts=tuple(sorted((*others, *([rest] if rest else [])), key=lambda shift: shift.on)),
        max_stops=stops if stops is None or begun is None else max(0, stops - begun.stops),
        max_work_s=work if work is None or begun is None else max(0, work - begun.work_s),
    )


def _technician(visit: BegunVisit) -> uuid.UUID:
    return visit.technician_id


def _begun(on: date, at_s: int, zone: ZoneInfo, visits: list[BegunVisit]) -> Begun:
    reported = [one for one in visits if one.state not in OPEN]
    last = max(reported, key=_reported)
    # Doors of the building they are in are made before they go on; what they passed by is open again.
    doors = [one for one in visits if one.stop_id == last.stop_id and one.state in OPEN - {VisitState.CANCELLED}]
    free = max(at_s, second_of(_ends(last, at_s, on, zone), on, zone))
    free = max([free + sum(_length(one) for one in doors), *(second_of(one.planned_end_at, on, zone) for one in doors)])
    staying = (*reported, *doors)
    stops = {one.stop_id: one for one in staying}
    paused = []
    for start, end in sorted((second_of(a, on, zone), second_of(b, on, zone)) for a, b in last.breaks):
        if start < free:
            paused.append(start)
            free = max(free, end)
    return Begun(
        technician_id=last.technician_id,
        last=last,
        free_s=free,
        staying=staying,
        stops=len(stops),
        work_s=sum(one.stop_work_s for one in stops.values()) + sum(_length(one) for one in staying),
        seq=max(one.stop_seq for one in staying),
        paused=tuple(paused),
    )


def _reported(visit: BegunVisit) -> tuple[int, datetime, int]:
    """Order visits by when the phone was last heard of them: where they are now, else where they were last."""
    now = {VisitState.ON_SITE: 2, VisitState.EN_ROUTE: 1}.get(visit.state, 0)
    return now, visit.actual_end_at or visit.actual_start_at or visit.planned_start_at, visit.stop_seq


def _ends(visit: BegunVisit, at_s: int, on: date, zone: ZoneInfo) -> datetime:
    """Return when the visit ends: as reported, else as long after it began as it was planned to take."""
    if visit.state is VisitState.EN_ROUTE:
        now = datetime.combine(on, datetime.min.time(), zone) + timedelta(seconds=at_s)
        return max(now, visit.planned_start_at) + timedelta(seconds=_length(visit))
    if visit.actual_end_at is not None:
        return visit.actual_end_at
    return (visit.actual_start_at or visit.planned_start_at) + timedelta(seconds=_length(visit))


def _length(visit: BegunVisit) -> int:
    return int((visit.planned_end_at - visit.planned_start_at).total_seconds())
