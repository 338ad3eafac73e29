"""Why a visit stands where it does, why not elsewhere, what if: answered by the judge, nothing is stored."""

import uuid
from dataclasses import dataclass, replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from app.domain.kinds import PlanLevel
from app.domain.sentences import obstacle
from app.services.access.caller import Caller
from app.services.access.scope import scope_of
from app.services.errors import DomainError
from app.services.ledger.keys import keys
from app.services.planning.day_seconds import second_of
from app.services.planning.loaded import Loaded
from app.services.planning.parts import Planning
from app.services.planning.region_travel import RegionTravels
from app.services.planning.route_rows import instant
from app.services.planning.running import OPEN
from app.services.planning.standing import Stood, stood
from app.services.ports.day_facts import DayFacts
from app.services.ports.planning_inputs import PlanningInputs, Scope
from app.services.ports.planning_store import Json
from app.services.ports.standing import Asked, Standing
from app.services.ports.unit_of_work import UnitOfWork
from planner.checking import costs
from planner.checking.places import why, without
from planner.checking.why_not import why_not
from planner.plan.diff import diff
from planner.plan.places import Obstacle, Place
from planner.whatif import Ask, Ill, Move, OneMore, Outcome, what_if

DAYS = 7
"""Days looked at from the visit's own on: elsewhere than on these it is not asked about."""

MOST_PLACES, MOST_BROKEN = 60, 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """A question: `kind` is ``move``, ``ill`` or ``one_more``; `before` counts stops without the visit itself."""

    kind: str
    technician_id: uuid.UUID
    on: date | None = None
    before: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Opened:
    """A visit's surroundings as the planner sees them.

    Attributes
    ----------
    loaded, stood : the days looked at; of a day under way the rest of that day alone, everybody where they are
    row : the visit's obligation
    later : the days after one under way, on which the visit does not stand; None where `loaded` holds them
    """

    asked: Asked
    loaded: Loaded
    travels: RegionTravels
    stood: Stood
    row: int

    later: "Opened | None" = None

    @property
    def zone(self) -> ZoneInfo:
        """Where the unit is."""
        return ZoneInfo(self.loaded.unit.time_zone)

    def person(self, technician_id: uuid.UUID) -> int:
        """Return the index of a technician; raise ``not_found`` for one of another region."""
        if technician_id not in self.loaded.technicians:
            raise DomainError("not_found", what="The technician", what_zh="该人员")
        return self.loaded.technicians.index(technician_id)


def why_here(planning: Planning, caller: Caller, visit_id: uuid.UUID) -> Json:
    """Return where the visit stands, what it adds there, and the best place on every day near it.

    Of a day under way what has begun stays; the rest of it is asked about, as of now.

    Raises
    ------
    DomainError : ``not_found`` for a visit of another region; ``visit_settled`` when it is under way or over
    """
    opened = _open(planning, caller, visit_id)
    found = why(opened.loaded.problem, opened.travels, opened.stood.plan, opened.row)
    if found.here is None:
        raise DomainError("visit_settled")
    here = _place(opened, found.here, found.here.added_s)
    places = [_place(opened, one, found.here.added_s) for one in found.places]
    if opened.later is not None:
        after = opened.later
        others = why(after.loaded.problem, after.travels, after.stood.plan, after.row)
        places += [_place(after, one, found.here.added_s) for one in others.places]
        places.sort(key=lambda one: (bool(one["obstacles"]), one["added_s"] is None, one["added_s"] or 0))
    for one in (here, *places):
        one["own_day"] = (one["technician_id"], one["on"]) == (here["technician_id"], here["on"])
    return {"visit_id": str(visit_id), "live": opened.asked.live, "here": here, "places": places[:MOST_PLACES]}


def if_then(planning: Planning, caller: Caller, visit_id: uuid.UUID, wish: Wish) -> Json:
    """Return what would change and break; raises what `why_here` raises, and ``invalid_input`` for a day too far."""
    opened = _open(planning, caller, visit_id)
    if opened.later is not None and wish.kind == "move" and wish.on not in {None, opened.asked.on}:
        return _moved_on(opened, opened.later, wish)
    outcome = what_if(opened.loaded.problem, opened.travels, opened.stood.plan, (_ask(opened, wish),))
    answer = _told(opened, outcome)
    if wish.kind == "move" and wish.on is not None:
        answer["obstacles"] = _obstacles(opened, wish.technician_id, wish.on)
    return answer


def _moved_on(opened: Opened, later: Opened, wish: Wish) -> Json:
    """Return what comes of moving the visit from a day under way to one of those after it: two plans, one answer."""
    problem, plan = opened.loaded.problem, opened.stood.plan
    move = _ask(later, wish)
    gone = without(problem, opened.travels, plan, opened.row)
    before, after = (costs(problem, opened.travels, one) for one in (plan, gone))
    then = what_if(later.loaded.problem, later.travels, later.stood.plan, (move,))
    return {
        **_told(later, then),
        "travel_s": then.after.travel_s - then.before.travel_s + after.travel_s - before.travel_s,
        "overtime_s": then.after.overtime_s - then.before.overtime_s + after.overtime_s - before.overtime_s,
        "unplanned": 0,
        "moved_day": 1,
        "moved_technician": int(_technician_of(opened) != wish.technician_id),
        "moved_time": len(then.diff.moved_time) + len(diff(plan, gone).moved_time),
        "obstacles": _obstacles(later, wish.technician_id, wish.on or later.asked.on),
    }


def _technician_of(opened: Opened) -> uuid.UUID:
    return opened.loaded.technicians[opened.stood.plan.planned()[opened.row][0].technician]


def _obstacles(opened: Opened, technician_id: uuid.UUID, on: date) -> list[Json]:
    who = opened.person(technician_id)
    there = why_not(opened.loaded.problem, opened.travels, opened.stood.plan, opened.row, who, on)
    return [_obstacle(one) for one in there.place.obstacles]


def _open(planning: Planning, caller: Caller, visit_id: uuid.UUID) -> Opened:
    with planning.begin() as work:
        asked = work.of(Standing).visit(scope_of(work, caller), visit_id)
        if asked is None:
            raise DomainError("not_found", what="The visit", what_zh="该次上门")
        at_s = _under_way(work, planning, asked)
        last = asked.on + timedelta(days=DAYS)
        until = last if at_s is None else asked.on + timedelta(days=1)
        opened = _loaded(work, planning, asked, (asked.on, until), at_s)
        later = None if at_s is None else _loaded(work, planning, asked, (until, last), None)
    if opened is None or opened.row not in opened.stood.plan.planned():
        raise DomainError("visit_settled")
    return replace(opened, later=later)


def _under_way(work: UnitOfWork, planning: Planning, asked: Asked) -> int | None:
    """Return the second from which a day that somebody has begun is open: now, else when the last visit ended."""
    unit = work.of(PlanningInputs).units(asked.unit_id)[0]
    begun = [one for one in work.of(Standing).begun(unit.path, asked.on) if one.state not in OPEN]
    if not begun:
        return None
    zone = ZoneInfo(unit.time_zone)
    if asked.on == planning.clock.today(zone):
        return second_of(planning.clock.now(), asked.on, zone)
    return max(second_of(one.actual_end_at or one.planned_end_at, asked.on, zone) for one in begun)


def _loaded(
    work: UnitOfWork, planning: Planning, asked: Asked, days: tuple[date, date], at_s: int | None
) -> Opened | None:
    """Return the days ``start <= day < until`` with what stands on them; None where the visit is not to be planned."""
    start, until = days
    visits = work.of(Standing).days(asked.unit_id, start, until, None if asked.live else asked.version_id)
    today = planning.clock.today(ZoneInfo(work.of(PlanningInputs).units(asked.unit_id)[0].time_zone))
    scope = Scope(
        level=PlanLevel.DAY,
        unit_id=asked.unit_id,
        period_start=start,
        period_until=until,
        # Later days are looked at as if the visit were free to come to them.
        today=min(today, start) if start == asked.on else start,
        start=start,
        facts=DayFacts(at_s=at_s),
    )
    ids = {asked.obligation_id, *(one.obligation_id for one in visits)}
    loaded = planning.loader.load(work, scope, only=keys(sorted(ids))).keeping_told()
    travels = RegionTravels(problem=loaded.problem, roads=planning.roads)
    found = stood(loaded, travels, visits)
    row = found.row_of.get(asked.obligation_id)
    return None if row is None else Opened(asked=asked, loaded=loaded, travels=travels, stood=found, row=row)


def _ask(opened: Opened, wish: Wish) -> Ask:
    who, on = opened.person(wish.technician_id), wish.on or opened.asked.on
    horizon = opened.loaded.problem.horizon
    if not horizon.start <= on < horizon.until:
        en, zh = f"{on} is not in {horizon.start}..{horizon.until}", f"{on} 不在可比较的日期内"
        raise DomainError("invalid_input", why=en, why_zh=zh)
    if wish.kind == "ill":
        return Ill(technician=who, start=on, until=on + timedelta(days=1))
    if wish.kind == "one_more":
        return OneMore(like=who, start=on)
    return Move(obligation=opened.row, technician=who, on=on, before=wish.before)


def _place(opened: Opened, one: Place, here_s: int | None) -> Json:
    return {
        "technician_id": str(opened.loaded.technicians[one.technician]),
        "technician_name": opened.loaded.problem.technicians[one.technician].name,
        "on": one.on,
        "before": one.before,
        "joins": one.joins,
        "own_day": False,
        "added_s": one.added_s,
        "difference_s": None if one.added_s is None or here_s is None else one.added_s - here_s,
        "start_at": None
        if one.start_s is None
        else instant(one.on, one.start_s, opened.zone).astimezone(opened.zone).isoformat(),
        "obstacles": [_obstacle(each) for each in one.obstacles],
    }


def _obstacle(one: Obstacle) -> Json:
    said = obstacle(one)
    return {"code": one.code, "message_zh": said.zh, "message_en": said.en}


def _told(opened: Opened, outcome: Outcome) -> Json:
    before, after = outcome.before, outcome.after
    return {
        "allowed": outcome.allowed,
        "travel_s": after.travel_s - before.travel_s,
        "overtime_s": after.overtime_s - before.overtime_s,
        "unplanned": sum(after.unplanned.values()) - sum(before.unplanned.values()),
        "late_promises": outcome.late_promises,
        "dropped": len(outcome.dropped),
        "moved_technician": len(outcome.diff.moved_technician),
        "moved_day": len(outcome.diff.moved_day),
        "moved_time": len(outcome.diff.moved_time),
        "broken": [
            {
                "rule": one.rule,
                "message_zh": _named(opened, one.message_zh),
                "message_en": _named(opened, one.message_en),
            }
            for one in outcome.broken[:MOST_BROKEN]
        ],
        "obstacles": [],
    }


def _named(opened: Opened, said: str) -> str:
    """Put the technician's name for the id that the judge says, and drop the key of an obligation."""
    for person in opened.loaded.problem.technicians:
        said = said.replace(person.id, person.name)
    for mark in (": ", "："):
        head, found, rest = said.partition(mark)
        if found and len(head) == 32:
            return rest
    return said
