"""A company with two technicians and a published day for each, made through the product's own services and tables."""

from __future__ import annotations

import io
import uuid
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from PIL import Image

from app.services.access.people import enrol
from app.services.ledger.open_obligations import open_obligations
from app.services.ports.clock import Clock
from tests.app.services.town import Town

ZONE = ZoneInfo("Asia/Shanghai")
LAST_VISIT_DAYS = 700


@dataclass
class FieldCompany:
    """Keys of what `found` has stored; visits of a technician are in the order of the route."""

    town: Town
    clock: Clock
    unit: uuid.UUID
    today: date
    users: dict[str, uuid.UUID] = field(default_factory=dict)
    technicians: dict[str, uuid.UUID] = field(default_factory=dict)
    visits: dict[str, list[uuid.UUID]] = field(default_factory=dict)
    customers: dict[str, list[uuid.UUID]] = field(default_factory=dict)
    plan: uuid.UUID | None = None

    def code(self, name: str) -> str:
        """A fresh enrolment code for somebody."""
        return enrol(self.town.begin, self.clock, f"{name}@example.com")


def found(town: Town, clock: Clock, visits: int = 3) -> FieldCompany:
    """Store the company: wang and li each visit `visits` households today."""
    today = clock.today(ZONE)
    town.seed()
    unit = town.unit("C")
    made = FieldCompany(town=town, clock=clock, unit=unit, today=today)
    role = town.insert("role", name="engineer")
    for name in ("wang", "li"):
        _person(made, name, role)
        made.customers[name] = [_household(made, name, number) for number in range(visits)]
    open_obligations(town.begin, today)
    _publish(made)
    return made


def picture(shade: int = 0, size: tuple[int, int] = (64, 48)) -> bytes:
    """A JPEG; each shade has other bytes."""
    stream = io.BytesIO()
    Image.new("RGB", size, (shade % 256, 90, 30)).save(stream, "JPEG", comment=f"{shade}")
    return stream.getvalue()


def _person(made: FieldCompany, name: str, role: uuid.UUID) -> None:
    town, technician = made.town, made.town.technician(made.unit, name)
    made.technicians[name] = technician
    made.users[name] = town.insert(
        "app_user", email=f"{name}@example.com", name=name, fs_uniquifier=uuid.uuid4().hex, technician_id=technician
    )
    town.run("INSERT INTO user_role (user_id, role_id) VALUES (:user, :role)", user=made.users[name], role=role)


def _household(made: FieldCompany, name: str, number: int) -> uuid.UUID:
    town = made.town
    door = town.premises(made.unit, 120.0 + number / 100, 30.0)
    customer = town.customer(made.unit, f"{name} {number}", premises=door, phone="13812345678")
    town.visited(customer, "gas_inspection", made.today - timedelta(days=LAST_VISIT_DAYS))
    town.insert("shut_off", premises_id=door, medium="gas", place="kitchen, left of the sink")
    town.insert("special_care", customer_id=customer, kind="elderly", note="lives alone")
    town.insert(
        "meter", external_id=f"M {name} {number}", customer_id=customer, meter_no=f"00{number}123", last_reading=1000,
        last_read_on=made.today - timedelta(days=100),
    )  # fmt: skip
    return customer


def _publish(made: FieldCompany) -> None:
    town, today = made.town, made.today
    until = today + timedelta(days=1)
    made.plan = town.insert("plan", level="day", unit_id=made.unit, period_start=today, period_until=until)
    town.insert("agenda_item", plan_id=made.plan, kind="product", title="Alarm with shut-off", seq=1)
    version = town.insert(
        "plan_version",
        plan_id=made.plan,
        number=1,
        state="published",
        seed=1,
        inputs_fingerprint="f",
        hard_violations=0,
    )
    for name in made.technicians:
        made.visits[name] = _route(made, name, version)


def _route(made: FieldCompany, name: str, version: uuid.UUID) -> list[uuid.UUID]:
    town, technician = made.town, made.technicians[name]
    begin = datetime.combine(made.today, time(9), ZONE)
    route = town.insert(
        "day_route", plan_version_id=version, technician_id=technician, unit_id=made.unit, on_date=made.today,
        start_at=begin, end_at=begin + timedelta(hours=8), travel_s=1200, distance_m=9000, live=True,
        path="SRID=4326;MULTILINESTRING((120 30, 120.01 30), (120.01 30, 120 30))",
    )  # fmt: skip
    visits = []
    for seq, customer in enumerate(made.customers[name]):
        door = town.one("SELECT premises_id FROM customer WHERE id = :id", id=customer)
        arrival = begin + timedelta(minutes=30 * seq)
        stop = town.insert(
            "stop", day_route_id=route, seq=seq + 1, premises_id=door, arrival_at=arrival, setup_s=300, travel_s=600,
            distance_m=3000,
        )  # fmt: skip
        visits.append(_visit(made, version, stop, technician, customer, arrival))
    return visits


def _visit(  # noqa: PLR0913
    made: FieldCompany,
    version: uuid.UUID,
    stop: uuid.UUID,
    technician: uuid.UUID,
    customer: uuid.UUID,
    at: datetime,
) -> uuid.UUID:
    town = made.town
    owed = town.owed(customer)[0]
    return town.insert(
        "visit", plan_version_id=version, stop_id=stop, seq=0, obligation_id=owed.id, customer_id=customer,
        premises_id=owed.premises_id, unit_id=made.unit, technician_id=technician, on_date=made.today,
        planned_start_at=at, planned_end_at=at + timedelta(minutes=20), live=True,
    )  # fmt: skip
