"""A small company in a real database, made for the tests of the ledger and of planning: rows by plain SQL."""

import json
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.domain.programmes import default_programmes
from app.services.ledger.seed_rules import seed_rules
from app.services.ports.unit_of_work import Begin
from app.storage.unit_of_work import begin_with

NINE_TO_FIVE = (9 * 3600, 17 * 3600)
WEEKDAYS = (0, 1, 2, 3, 4)


@dataclass
class Town:
    """Sessions of a database and the ways to fill it; every method commits."""

    sessions: Callable[[], Session]

    @property
    def begin(self) -> Begin:
        """Opens units of work."""
        return begin_with(self.sessions)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A session that is committed at the end."""
        made = self.sessions()
        try:
            yield made
            made.commit()
        finally:
            made.close()

    def rows(self, query: str, **facts: object) -> list[Any]:
        """The rows of a query."""
        with self.session() as made:
            return list(made.execute(text(query), facts))

    def run(self, statement: str, **facts: object) -> None:
        """Execute a statement."""
        with self.session() as made:
            made.execute(text(statement), facts)

    def one(self, query: str, **facts: object) -> Any:
        """The single value of a query."""
        with self.session() as made:
            return made.execute(text(query), facts).scalar_one()

    def insert(self, table: str, **values: object) -> uuid.UUID:
        """Insert a row and return its id; a dict or list is stored as JSON, text that begins with ST_ is evaluated."""
        given = {"id": uuid.uuid4(), **values}
        put = {name: json.dumps(value) if isinstance(value, dict) else value for name, value in given.items()}
        places = [
            f"ST_SetSRID(ST_MakePoint({value[0]}, {value[1]}), 4326)" if name == "point" else f":{name}"
            for name, value in put.items()
        ]
        put.pop("point", None)
        statement = f"INSERT INTO {table} ({', '.join(given)}) VALUES ({', '.join(places)})"  # noqa: S608
        self.run(statement, **put)
        return uuid.UUID(str(given["id"]))

    def unit(self, code: str, parent: uuid.UUID | None = None, kind: str = "area") -> uuid.UUID:
        """A unit below `parent`; a company without one."""
        above = "/" if parent is None else self.one("SELECT path FROM unit WHERE id = :id", id=parent)
        kind = "company" if parent is None else kind
        return self.insert("unit", code=code, name=code, parent_id=parent, kind=kind, path=f"{above}{code}/")

    def premises(self, unit: uuid.UUID, lon: float, lat: float, **more: object) -> uuid.UUID:
        """A door."""
        name = f"P{uuid.uuid4().hex[:8]}"
        facts = {"external_id": name, "kind": "unit", "address": f"{name} Road", "snap_m": 1.0, **more}
        return self.insert("premises", unit_id=unit, point=(lon, lat), **facts)

    def customer(
        self,
        unit: uuid.UUID,
        name: str,
        *,
        at: tuple[float, float] = (120.0, 30.0),
        premises: object = None,
        **more: Any,
    ) -> uuid.UUID:
        """A residential customer without a tier, unless told otherwise."""
        door = premises or self.premises(unit, *at)
        facts = {"kind": "residential", "tier": None, **more}
        return self.insert("customer", external_id=name, name=name, unit_id=unit, premises_id=door, **facts)

    def technician(
        self,
        unit: uuid.UUID,
        name: str,
        *,
        at: tuple[float, float] = (120.0, 30.0),
        weekdays: tuple[int, ...] = WEEKDAYS,
    ) -> uuid.UUID:
        """A technician by car with a base at `at`, nine to five, certified for inspections for a long time."""
        base = self.insert("base", external_id=f"B-{name}", unit_id=unit, name=name, point=at)
        who = self.insert("technician", external_id=name, name=name, unit_id=unit, base_id=base)
        start, end = NINE_TO_FIVE
        self.insert(
            "shift_pattern", technician_id=who, weekdays=list(weekdays), start_s=start, end_s=end,
            valid_from=date(2020, 1, 1),
        )  # fmt: skip
        self.insert("certificate", technician_id=who, kind="gas_inspection", valid_from=date(2020, 1, 1))
        return who

    def visited(self, customer: uuid.UUID, programme: str, on: date) -> None:
        """A visit of the time before."""
        self.run(
            "INSERT INTO past_visit (customer_id, programme_id, done_on)"
            " SELECT :customer, id, :on FROM programme WHERE code = :code",
            customer=customer, on=on, code=programme,
        )  # fmt: skip

    def seed(self) -> None:
        """The default programmes and rules."""
        seed_rules(self.begin, default_programmes())

    def owed(self, customer: uuid.UUID, programme: str = "gas_inspection") -> list[Any]:
        """The obligations of a customer under a programme, by due date."""
        return self.rows(
            "SELECT obligation.* FROM obligation JOIN programme ON programme.id = programme_id"
            " WHERE customer_id = :customer AND code = :code ORDER BY due_by, obligation.created_at",
            customer=customer, code=programme,
        )  # fmt: skip
