"""A company of two branches with people of every role, customers, obligations and a day of routes."""

import hashlib
import uuid
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.domain.kinds import Role
from app.services.access.passwords import hashed
from app.storage import tables as t

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
SHANGHAI = ZoneInfo("Asia/Shanghai")
PASSWORD = "correct horse battery"
PHOTO = b"\xff\xd8\xff\xe0 not a real picture"


class FixedClock:
    """Monday 2026-11-23, nine in the morning in Shanghai."""

    def now(self) -> datetime:
        return NOW

    def today(self, zone: ZoneInfo) -> date:
        return NOW.astimezone(zone).date()


@dataclass
class World:
    """Keys of what `build` has stored."""

    session: Session
    ids: dict[str, uuid.UUID] = field(default_factory=dict)
    uniquifiers: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, row: Any) -> uuid.UUID:
        """Store a row under a name."""
        row.id = uuid.uuid4()
        self.session.add(row)
        self.session.flush()
        self.ids[name] = row.id
        return row.id

    def __getitem__(self, name: str) -> uuid.UUID:
        return self.ids[name]


def build(session: Session) -> World:
    """Store the world; both branches look alike, so that a leak shows."""
    world = World(session=session)
    _units(world)
    _programme(world)
    for branch, lon in (("N", 120.0), ("S", 121.0)):
        _people(world, branch, lon)
        _customers(world, branch, lon)
        _plan(world, branch)
        _staffing(world, branch)
    _users(world)
    session.add(t.DataStamp(name="customers", value="1"))
    session.commit()
    return world


def _units(world: World) -> None:
    company = world.add("C", t.Unit(kind="company", code="C", name="Company", path="/C/"))
    for branch, west in (("N", 119.9), ("S", 120.9)):
        square = f"SRID=4326;MULTIPOLYGON((({west} 30,{west + 0.5} 30,{west + 0.5} 30.5,{west} 30.5,{west} 30)))"
        unit = t.Unit(kind="branch", code=branch, name=f"Branch {branch}", path=f"/C/{branch}/", parent_id=company)
        above = world.add(branch, unit)
        area = t.Unit(kind="area", code=f"{branch}1", name=f"Area {branch}1", path=f"/C/{branch}/{branch}1/")
        area.parent_id, area.territory = above, square
        world.add(f"{branch}1", area)


def _programme(world: World) -> None:
    programme = t.Programme(code="gas", kind="gas_inspection", name_en="Gas inspection", name_zh="燃气安检")
    programme.certificate = "gas"
    world.add("gas", programme)
    facts: dict[str, Any] = {"interval": {"kind": "years", "every": 2}, "hard": True, "priority": 1, "service_s": 900}
    facts |= {"setup_s": 300, "window_start_s": 28800, "window_end_s": 64800, "source": "a law"}
    world.add("rule", t.ProgrammeRule(programme_id=world["gas"], effective_from=date(2020, 1, 1), **facts))


def _people(world: World, branch: str, lon: float) -> None:
    area = world[f"{branch}1"]
    point = f"SRID=4326;POINT({lon} 30.1)"
    base = world.add(f"base {branch}", t.Depot(external_id=f"B{branch}", unit_id=area, name="Depot", point=point))
    technician = t.Technician(external_id=f"T{branch}", name=f"Tech {branch}", phone="13900001111", unit_id=area)
    technician.base_id = base
    key = world.add(f"technician {branch}", technician)
    spans = (("gas", date(2025, 1, 1), date(2027, 1, 1)), ("boiler", date(2020, 1, 1), date(2021, 1, 1)))
    for kind, since, until in spans:
        world.add(
            f"certificate {kind}", t.Certificate(technician_id=key, kind=kind, valid_from=since, valid_until=until)
        )


def _customers(world: World, branch: str, lon: float) -> None:
    area = world[f"{branch}1"]
    point = f"SRID=4326;POINT({lon + 0.01} 30.11)"
    premises = t.Premises(external_id=f"P{branch}", kind="unit", unit_id=area, address=f"1 {branch} Road", point=point)
    door = world.add(f"premises {branch}", premises)
    world.add("valve", t.ShutOff(premises_id=door, medium="gas", place="kitchen"))
    for number, (name, kind, tier) in enumerate(
        (("王丽华", "residential", None), ("Golden Wok Ltd", "commercial", "A"), ("欧阳修明", "residential", "B"))
    ):
        customer = t.Customer(external_id=f"{branch}{number}", name=name, kind=kind, tier=tier, phone="13812345678")
        customer.unit_id, customer.premises_id = area, door
        key = world.add(f"customer {branch}{number}", customer)
        due = TODAY + timedelta(days=(-5, 3, 200)[number])
        duty = t.Obligation(unit_id=area, customer_id=key, premises_id=door, programme_id=world["gas"])
        duty.rule_id, duty.hard, duty.priority = world["rule"], True, 1
        duty.not_before, duty.ideal_on, duty.due_by = due - timedelta(days=30), due - timedelta(days=7), due
        world.add(f"duty {branch}{number}", duty)
    first = world[f"customer {branch}0"]
    world.add("meter", t.Meter(external_id=f"M{branch}", customer_id=first, meter_no=f"00{branch}12345"))
    world.add("hob", t.Appliance(customer_id=first, kind="cooker", make="Fotile"))
    world.add("care", t.SpecialCare(customer_id=first, kind="elderly", note="lives alone"))


def _plan(world: World, branch: str) -> None:
    plan = t.Plan(level="day", unit_id=world[branch], period_start=TODAY, period_until=TODAY + timedelta(days=1))
    key = world.add(f"plan {branch}", plan)
    run = t.PlanRun(level="day", unit_id=world[branch], request={"period_start": str(TODAY)}, state="succeeded")
    run.stage, run.progress = "done", 1.0
    world.add(f"run {branch}", run)
    for number, state in ((1, "published"), (2, "draft")):
        version = t.PlanVersion(plan_id=key, number=number, state=state, seed=1, inputs_fingerprint="f")
        version.hard_violations = 0
        dates = {"period_start": TODAY, "period_until": TODAY + timedelta(days=1), "today": TODAY, "start": TODAY}
        asked = {name: day.isoformat() for name, day in dates.items()}
        version.costs = {"scope": {"level": "day", "unit_id": str(world[branch]), **asked}}
        world.add(f"version {branch}{number}", version)
        _route(world, branch, number, live=state == "published")
        left_out = {"reason": "capacity", "cure": {"kind": "overtime", "minutes": 20, "details": {}}}
        world.session.add(
            t.UnplannedObligation(
                plan_version_id=world[f"version {branch}{number}"], obligation_id=world[f"duty {branch}2"], **left_out
            )
        )
    world.session.flush()


def _route(world: World, branch: str, number: int, *, live: bool) -> None:
    nine = datetime(2026, 11, 23, 9, tzinfo=SHANGHAI)
    lunch = {"start_at": "2026-11-23T12:00:00+08:00", "end_at": "2026-11-23T13:00:00+08:00"}
    route = t.DayRoute(plan_version_id=world[f"version {branch}{number}"], on_date=TODAY, travel_s=1200, live=live)
    route.technician_id, route.unit_id = world[f"technician {branch}"], world[f"{branch}1"]
    route.start_at, route.end_at, route.distance_m, route.breaks = nine, nine + timedelta(hours=8), 9000, [lunch]
    route.path = "SRID=4326;MULTILINESTRING((120 30.1,120.01 30.11))"
    key = world.add(f"route {branch}{number}", route)
    arrival = nine + timedelta(minutes=20)
    stop = t.Stop(day_route_id=key, seq=1, premises_id=world[f"premises {branch}"], arrival_at=arrival, setup_s=300)
    stop.travel_s, stop.distance_m = 1200, 4500
    halt = world.add(f"stop {branch}{number}", stop)
    for seq in (0, 1):
        start = arrival + timedelta(minutes=5 + 15 * seq)
        visit = t.Visit(stop_id=halt, seq=seq, on_date=TODAY, live=live, planned_start_at=start)
        visit.planned_end_at = start + timedelta(minutes=15)
        visit.plan_version_id, visit.obligation_id = world[f"version {branch}{number}"], world[f"duty {branch}{seq}"]
        visit.customer_id, visit.premises_id = world[f"customer {branch}{seq}"], world[f"premises {branch}"]
        visit.unit_id, visit.technician_id = world[f"{branch}1"], world[f"technician {branch}"]
        world.add(f"visit {branch}{number}{seq}", visit)
        if live and seq == 0:
            _photo(world, branch, visit.id)


def _staffing(world: World, branch: str) -> None:
    """A rotation that is decided, with the handover it began."""
    made: dict[str, Any] = {"kind": "rotation", "state": "approved", "on_date": TODAY, "seed": 1}
    proposal = t.StaffingProposal(unit_id=world[branch], body={"summary": {"moves": 1}}, **made)
    key = world.add(f"proposal {branch}", proposal)
    handover = t.Handover(proposal_id=key, technician_id=world[f"technician {branch}"], on_date=TODAY)
    handover.from_unit_id, handover.to_unit_id = world[f"{branch}1"], world[branch]
    begun = world.add(f"handover {branch}", handover)
    closed = t.Handover(proposal_id=key, technician_id=world[f"technician {branch}"], on_date=TODAY, state="cancelled")
    closed.from_unit_id, closed.to_unit_id = world[f"{branch}1"], world[branch]
    world.add(f"closed {branch}", closed)
    item = {"seq": 1, "code": "keys", "title_zh": "钥匙", "title_en": "Keys"}
    world.session.add(t.HandoverItem(handover_id=begun, **item))


def _photo(world: World, branch: str, visit_id: uuid.UUID) -> None:
    picture = t.Photo(visit_id=visit_id, kind="meter", sha256=hashlib.sha256(PHOTO).hexdigest(), byte_size=len(PHOTO))
    picture.media_type, picture.stored_at = "image/jpeg", NOW
    world.add(f"photo {branch}", picture)


def _users(world: World) -> None:
    roles = {role: t.RoleRow(name=role.value) for role in Role}
    world.session.add_all(roles.values())
    stored = hashed(PASSWORD)
    # One person of every role in the north; "stranger" may do what the dispatcher may, elsewhere.
    for name, role, unit in [(role.value, role, "N") for role in Role] + [("stranger", Role.DISPATCHER, "S")]:
        unique = uuid.uuid4().hex
        user = t.User(email=f"{name}@example.com", password=stored, name=name.title(), fs_uniquifier=unique)
        user.active, user.roles = True, [roles[role]]
        world.add(name, user)
        world.uniquifiers[name] = unique
        world.session.execute(t.user_unit.insert().values(user_id=world[name], unit_id=world[unit]))
