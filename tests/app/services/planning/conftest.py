"""A town with two areas, and what planning needs of its process."""

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.gateways.clock import FixedClock
from app.gateways.roads.straight import StraightRoads
from app.gateways.zone_calendars import zone_calendar
from app.services.access.caller import Caller
from app.services.planning.parts import Ask, Planning
from app.services.planning.publish import publish
from app.services.planning.run_days import run_month
from tests.app.services.town import Town

TODAY = date(2026, 3, 2)
"""A Monday without a public holiday in the fortnight after it."""


@dataclass(kw_only=True)
class Company:
    """A company with the areas north (two technicians) and south (one), and its customers by name."""

    town: Town
    planning: Planning
    clock: FixedClock
    id: UUID
    north: UUID
    south: UUID
    customers: dict[str, UUID]
    people: dict[str, UUID]

    def ask(self, start: date = TODAY, until: date | None = None, unit: UUID | None = None) -> Ask:
        """A plan of a fortnight unless told otherwise."""
        return Ask(unit_id=unit or self.id, period_start=start, period_until=until or date(2026, 3, 16))

    def day(self) -> date:
        """The day with most visits of the north in force."""
        found: date = self.town.rows(
            "SELECT v.on_date, count(*) FROM visit v JOIN unit u ON u.id = v.unit_id"
            " WHERE v.live AND u.code = 'north' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1"
        )[0].on_date
        return found

    def visits(self, on: date) -> list[Any]:
        """Visits of the north in force, in driving order."""
        return self.town.rows(
            "SELECT v.*, s.seq AS stop_seq FROM visit v JOIN stop s ON s.id = v.stop_id JOIN unit u ON u.id = v.unit_id"
            " WHERE v.live AND u.code = 'north' AND v.on_date = :on ORDER BY v.technician_id, s.seq, v.seq",
            on=on,
        )

    def dispatcher(self, unit: UUID | None = None) -> Caller:
        """Somebody who may see a unit and below, else the whole company, with the rows that scope is read from."""
        key = self.town.insert(
            "app_user", email=f"{uuid4()}@example.com", name="D", locale="en", fs_uniquifier=str(uuid4())
        )
        self.town.run("INSERT INTO user_unit (user_id, unit_id) VALUES (:user, :unit)", user=key, unit=unit or self.id)
        return Caller(user_id=key, name="D", email="d", locale="en", roles=("dispatcher",), permissions=frozenset())


@pytest.fixture
def caller(company: Company) -> Caller:
    """A dispatcher of the whole company."""
    return company.dispatcher()


@pytest.fixture
def live(company: Company) -> Company:
    """All of the north on one day by Ann and Bob, in force; nothing has begun."""
    company.town.run(
        "UPDATE obligation SET due_by = '2026-03-04', ideal_on = least(ideal_on, '2026-03-04'),"
        " not_before = least(not_before, '2026-03-04')"
    )
    publish(company.planning, run_month(company.planning, company.ask()).version_id)
    return company


@pytest.fixture
def company(town: Town) -> Company:
    """Nine homes due within the fortnight, three shops of tier A, all near their bases; nobody has been planned yet."""
    return found(town)


def found(town: Town) -> Company:
    """Found the company in an empty town."""
    town.seed()
    top = town.unit("c")
    north, south = town.unit("north", top), town.unit("south", top)
    people = {
        "Ann": town.technician(north, "Ann", at=(120.00, 30.00)),
        "Bob": town.technician(north, "Bob", at=(120.01, 30.01)),
        "Cy": town.technician(south, "Cy", at=(120.10, 29.90)),
    }
    customers = {}
    for number in range(6):
        customers[f"north{number}"] = town.customer(north, f"north{number}", at=(120.0 + 0.004 * number, 30.005))
    for number in range(3):
        customers[f"south{number}"] = town.customer(south, f"south{number}", at=(120.1 + 0.004 * number, 29.905))
    for home in customers.values():
        town.visited(home, "gas_inspection", date(2024, 3, 12))
    for number in range(3):
        name = f"shop{number}"
        customers[name] = town.customer(
            north, name, at=(120.002 * 1.0, 30.0 + 0.003 * number), kind="commercial", tier="A",
            account_owner_id=people["Ann"],
        )  # fmt: skip
        town.visited(customers[name], "gas_inspection", date(2026, 1, 10))
        town.visited(customers[name], "tour_visit", date(2026, 2, 20))
        town.visited(customers[name], "meter_check", date(2026, 1, 10))
    clock = FixedClock(at=datetime(2026, 3, 2, 0, 30, tzinfo=UTC))
    planning = Planning(
        begin=town.begin,
        clock=clock,
        roads=StraightRoads(),
        calendars=zone_calendar,
        executors=nullcontext,
        effort=0.05,
    )
    return Company(
        town=town, planning=planning, clock=clock, id=top, north=north, south=south, customers=customers, people=people
    )


@pytest.fixture
def committed(fresh_database: object) -> Iterator[Company]:
    """The same company in a database of the test's own, with real commits."""
    from sqlalchemy import create_engine

    engine: Engine = create_engine(fresh_database.application)  # type: ignore[attr-defined]
    yield found(Town(sessions=lambda: Session(engine, expire_on_commit=False)))
    engine.dispose()
