"""Why a visit stands where it does, why not elsewhere, what if: answered by the judge, nothing is stored."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from app.domain.kinds import PlanLevel
from app.domain.sentences import obstacle
from app.services.access.caller import Caller
from app.services.access.scope import scope_of
from app.services.errors import DomainError
from app.services.ledger.keys import keys
from app.services.planning.loaded import Loaded
from app.services.planning.parts import Planning
from app.services.planning.region_travel import RegionTravels
from app.services.planning.route_rows import instant
from app.services.planning.standing import Stood, stood
from app.services.ports.planning_inputs import PlanningInputs, Scope
from app.services.ports.planning_store import Json
from app.services.ports.standing import Asked, Standing
from planner.checking.places import why
from planner.checking.why_not import why_not
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
    """A visit's surroundings as the planner sees them."""

    asked: Asked
    loaded: Loaded
    travels: RegionTravels
    stood: Stood
    row: int

    def person(self, technician_id: uuid.UUID) -> int:
        """Return the index of a technician; raise ``not_found`` for one of another region."""
        if technician_id not in self.loaded.technicians:
            raise DomainError("not_found", what="The technician", what_zh="该人员")
        return self.loaded.technicians.index(technician_id)


def why_here(planning: Planning, caller: Caller, visit_id: uuid.UUID) -> Json:
    """Return where the visit stands, what it adds there, and the best place on every day near it.

    Raises
    ------
    DomainError : ``not_found`` for a visit of another region; ``visit_settled`` when it is under way or over
    """
    opened = _open(planning, caller, visit_id)
    found = why(opened.loaded.problem, opened.travels, opened.stood.plan, opened.row)
    if found.here is None:
        raise DomainError("visit_settled")
    here = found.here
    return {
        "visit_id": str(visit_id),
        "live": opened.asked.live,
        "here": _place(opened, here, here),
        "places": [_place(opened, one, here) for one in found.places[:MOST_PLACES]],
    }


def if_then(planning: Planning, caller: Caller, visit_id: uuid.UUID, wish: Wish) -> Json:
    """Return what would change and break; raises what `why_here` raises, and ``invalid_input`` for a day too far."""
    opened = _open(planning, caller, visit_id)
    problem = opened.loaded.problem
    outcome = what_if(problem, opened.travels, opened.stood.plan, (_ask(opened, wish),))
    answer = _told(opened, outcome)
    if wish.kind == "move" and wish.on is not None:
        who = opened.person(wish.technician_id)
        there = why_not(problem, opened.travels, opened.stood.plan, opened.row, who, wish.on)
        answer["obstacles"] = [_obstacle(one) for one in there.place.obstacles]
    return answer


def _open(planning: Planning, caller: Caller, visit_id: uuid.UUID) -> Opened:
    with planning.begin() as work:
        asked = work.of(Standing).visit(scope_of(work, caller), visit_id)
        if asked is None:
            raise DomainError("not_found", what="The visit", what_zh="该次上门")
        until = asked.on + timedelta(days=DAYS)
        version = None if asked.live else asked.version_id
        visits = work.of(Standing).days(asked.unit_id, asked.on, until, version)
        units = work.of(PlanningInputs).units(asked.unit_id)
        today = planning.clock.today(ZoneInfo(units[0].time_zone))
        scope = Scope(
            level=PlanLevel.DAY,
            unit_id=asked.unit_id,
            period_start=asked.on,
            period_until=until,
            today=min(today, asked.on),
            start=asked.on,
        )
        loaded = planning.loader.load(work, scope, only=keys(one.obligation_id for one in visits))
    travels = RegionTravels(problem=loaded.problem, roads=planning.roads)
    found = stood(loaded, travels, visits)
    row = found.row_of.get(asked.obligation_id)
    if row is None or row not in found.plan.planned():
        raise DomainError("visit_settled")
    return Opened(asked=asked, loaded=loaded, travels=travels, stood=found, row=row)


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


def _place(opened: Opened, one: Place, here: Place) -> Json:
    person = opened.loaded.problem.technicians[one.technician]
    zone = ZoneInfo(opened.loaded.units[0].time_zone)
    own = (one.technician, one.on) == (here.technician, here.on)
    return {
        "technician_id": str(opened.loaded.technicians[one.technician]),
        "technician_name": person.name,
        "on": one.on,
        "before": one.before,
        "joins": one.joins,
        "own_day": own,
        "added_s": one.added_s,
        "difference_s": None if one.added_s is None or here.added_s is None else one.added_s - here.added_s,
        "start_at": None if one.start_s is None else instant(one.on, one.start_s, zone).astimezone(zone).isoformat(),
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
