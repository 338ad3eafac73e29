"""The database of the API benchmark: people who sign in, customers, and a day of routes."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.kinds import Role
from app.gateways.clock import SystemClock
from app.gateways.roads import StraightRoads
from app.gateways.tables import read_table
from app.services.access.passwords import hashed
from app.services.intake.specs import ImportKind
from app.services.intake.take_file import ImportRequest, take_file
from app.storage import tables as t
from app.storage.engine import make_engine, make_sessions
from app.storage.provision import Addresses
from app.storage.unit_of_work import begin_with
from tests.benchmarks.customers import SOUTH, WEST, customer_list, make_company

EMAIL, PASSWORD = "dispatcher@example.com", "correct horse battery"
ZONE = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, kw_only=True)
class Town:
    """What requests may ask for."""

    customers: tuple[str, ...]
    day: date
    visits_of_day: int
    engineers: tuple[str, ...]
    visits: dict[str, tuple[str, ...]]


def make_town(where: Addresses, customers: int, routes: int, stops: int, seed: int) -> Town:
    """Store everything; customers go through the product's own import, the rest row by row."""
    engine = make_engine(where.application)
    try:
        with Session(engine) as session:
            make_company(session)
        file = read_table(customer_list(customers, seed), "customers.csv")
        request = ImportRequest(kind=ImportKind.CUSTOMERS, dry_run=False)
        take_file(begin_with(make_sessions(engine)), file, request, StraightRoads())
        with Session(engine) as session:
            return _fill(session, routes, stops)
    finally:
        engine.dispose()


def _fill(session: Session, routes: int, stops: int) -> Town:
    day = SystemClock().today(ZONE)
    company = session.scalars(select(t.Unit).where(t.Unit.code == "C")).one()
    area = session.scalars(select(t.Unit).where(t.Unit.code == "A0")).one()
    _person(session, company.id)
    chosen = session.scalars(
        select(t.Customer).where(t.Customer.unit_id == area.id).order_by(t.Customer.external_id).limit(routes * stops)
    ).all()
    if len(chosen) < routes * stops:
        raise ValueError("more stops than customers")
    plan = t.Plan(level="day", unit_id=company.id, period_start=day, period_until=day + timedelta(days=1))
    session.add(plan)
    session.flush()
    version = t.PlanVersion(plan_id=plan.id, number=1, state="published", seed=1, inputs_fingerprint="benchmark")
    version.hard_violations = 0
    session.add(version)
    session.flush()
    for number in range(routes):
        _route(session, version.id, area.id, number, list(chosen[number * stops : (number + 1) * stops]), day)
    keys = tuple(
        str(key) for key in session.scalars(select(t.Customer.id).order_by(t.Customer.external_id).limit(5000))
    )
    people = {f"technician{number}@example.com": f"T{number}" for number in range(routes)}
    visits = _engineers(session, people)
    session.commit()
    return Town(customers=keys, day=day, visits_of_day=routes * stops, engineers=tuple(people), visits=visits)


def _engineers(session: Session, people: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Store an account for each technician; return e-mail -> the visits of the day."""
    role = t.RoleRow(name=Role.ENGINEER.value)
    visits: dict[str, tuple[str, ...]] = {}
    session.add(role)
    for email, number in people.items():
        technician = session.scalars(select(t.Technician).where(t.Technician.external_id == number)).one()
        user = t.User(email=email, password="-", name=number, fs_uniquifier=uuid.uuid4().hex)
        user.active, user.roles, user.technician_id = True, [role], technician.id
        session.add(user)
        own = select(t.Visit.id).where(t.Visit.technician_id == technician.id).order_by(t.Visit.planned_start_at)
        visits[email] = tuple(str(key) for key in session.scalars(own))
    return visits


def _person(session: Session, unit_id: uuid.UUID) -> None:
    role = t.RoleRow(name=Role.DISPATCHER.value)
    user = t.User(email=EMAIL, password=hashed(PASSWORD), name="Dispatcher", fs_uniquifier=uuid.uuid4().hex)
    user.active, user.roles = True, [role]
    session.add_all([role, user])
    session.flush()
    session.execute(t.user_unit.insert().values(user_id=user.id, unit_id=unit_id))


def _route(  # noqa: PLR0913
    session: Session, version: uuid.UUID, area: uuid.UUID, number: int, customers: list[t.Customer], day: date
) -> None:
    point = f"SRID=4326;POINT({WEST + 0.05} {SOUTH + 0.05})"
    base = t.Depot(external_id=f"B{number}", unit_id=area, name="Depot", point=point)
    session.add(base)
    session.flush()
    person = t.Technician(external_id=f"T{number}", name=f"Technician {number}", phone="13900001111", unit_id=area)
    person.base_id = base.id
    session.add(person)
    session.flush()
    start = datetime(day.year, day.month, day.day, 1, tzinfo=UTC)
    route = t.DayRoute(plan_version_id=version, on_date=day, travel_s=6000, distance_m=40_000, live=True, breaks=[])
    route.technician_id, route.unit_id = person.id, area
    route.start_at, route.end_at = start, start + timedelta(hours=8)
    line = ",".join(f"{WEST + 0.001 * step} {SOUTH + 0.001 * (step % 7)}" for step in range(200))
    route.path = f"SRID=4326;MULTILINESTRING(({line}))"
    session.add(route)
    session.flush()
    _stops(session, route, customers, start)


def _stops(session: Session, route: t.DayRoute, customers: list[t.Customer], start: datetime) -> None:
    programme = session.scalars(select(t.Programme)).one()
    rule = session.scalars(select(t.ProgrammeRule)).one()
    for seq, customer in enumerate(customers):
        duty = t.Obligation(unit_id=customer.unit_id, customer_id=customer.id, premises_id=customer.premises_id)
        duty.programme_id, duty.rule_id, duty.hard, duty.priority = programme.id, rule.id, True, 1
        duty.not_before, duty.ideal_on, duty.due_by = route.on_date, route.on_date, route.on_date + timedelta(days=30)
        stop = t.Stop(day_route_id=route.id, seq=seq, premises_id=customer.premises_id, setup_s=300, travel_s=300)
        stop.arrival_at, stop.distance_m = start + timedelta(minutes=20 * seq), 2000
        session.add_all([duty, stop])
        session.flush()
        visit = t.Visit(stop_id=stop.id, seq=0, on_date=route.on_date, live=True, plan_version_id=route.plan_version_id)
        visit.planned_start_at = stop.arrival_at + timedelta(minutes=5)
        visit.planned_end_at = visit.planned_start_at + timedelta(minutes=10)
        visit.obligation_id, visit.customer_id, visit.premises_id = duty.id, customer.id, customer.premises_id
        visit.unit_id, visit.technician_id = route.unit_id, route.technician_id
        session.add(visit)
    session.flush()
