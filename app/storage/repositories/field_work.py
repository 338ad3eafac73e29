"""Visits, records and what was found, in PostgreSQL."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.domain.kinds import CustomerKind, RecordState, VisitState
from app.services.ports.field import (
    MeterFacts,
    NewHazard,
    NewMeterCheck,
    NewPhoto,
    NewRecord,
    NextWindow,
    PhotoFacts,
    Place,
    VisitFacts,
)
from app.storage.repositories import field_sql as sql


class SqlFieldWork:
    """Answers `app.services.ports.field.FieldWork`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def lock_visit(self, visit_id: uuid.UUID) -> VisitFacts | None:
        """Select for update."""
        row = self._row(sql.LOCK_VISIT, id=visit_id)
        if row is None:
            return None
        kinds = {"customer_kind": CustomerKind(row["customer_kind"]), "state": VisitState(row["state"])}
        return VisitFacts(**{**row, **kinds})

    def move_visit(
        self, visit_id: uuid.UUID, state: VisitState, *, started_at: datetime | None, ended_at: datetime | None
    ) -> int:
        """Update; a higher version each time."""
        facts = {"id": visit_id, "state": state.value, "started": started_at, "ended": ended_at}
        return int(self._row(sql.MOVE_VISIT, **facts)["version"])

    def add_record(self, record: NewRecord) -> bool:
        """Insert, then hand over what was found before the report."""
        facts = asdict(record) | _point(record.place)
        facts |= {"answers": json.dumps(record.answers), "expected_photos": list(record.expected_photos)}
        if not self._added(sql.ADD_RECORD, facts | {"flags": list(record.flags)}):
            return False
        for table in ("meter_check", "hazard", "photo"):
            statement = f"UPDATE {table} SET record_id = :record WHERE visit_id = :visit AND record_id IS NULL"  # noqa: S608
            self._session.execute(text(statement), {"record": record.id, "visit": record.visit_id})
        return True

    def set_record_state(self, record_id: uuid.UUID, state: RecordState) -> None:
        """Update."""
        statement = "UPDATE record SET state = :state, updated_at = now() WHERE id = :id"
        self._session.execute(text(statement), {"id": record_id, "state": state.value})

    def finish_media(self, visit_id: uuid.UUID) -> tuple[uuid.UUID, ...]:
        """Update where no photo is missing."""
        return tuple(self._session.scalars(text(sql.FINISH_MEDIA), {"visit": visit_id}))

    def record_of(self, visit_id: uuid.UUID) -> uuid.UUID | None:
        """Read the first one."""
        row = self._row(sql.RECORD_OF, visit=visit_id)
        return None if row is None else row["id"]

    def meter(self, meter_id: uuid.UUID, customer_id: uuid.UUID) -> MeterFacts | None:
        """Select for update."""
        row = self._row(sql.METER, id=meter_id, customer=customer_id)
        return None if row is None else MeterFacts(**row)

    def add_meter_check(self, check: NewMeterCheck) -> bool:
        """Insert."""
        return self._added(sql.ADD_METER_CHECK, asdict(check) | {"flags": list(check.flags)})

    def read_meter(self, meter_id: uuid.UUID, reading: Decimal, on_date: date) -> None:
        """Update unless a later reading is there."""
        self._session.execute(text(sql.READ_METER), {"id": meter_id, "reading": reading, "on": on_date})

    def add_hazard(self, hazard: NewHazard) -> bool:
        """Insert."""
        return self._added(sql.ADD_HAZARD, asdict(hazard))

    def add_photo(self, photo: NewPhoto) -> bool:
        """Insert."""
        return self._added(sql.ADD_PHOTO, asdict(photo) | _point(photo.place) | {"flags": list(photo.flags)})

    def photo_elsewhere(self, sha256: str, visit_id: uuid.UUID) -> bool:
        """Look for the hash."""
        return bool(self._row(sql.PHOTO_ELSEWHERE, sha=sha256, visit=visit_id)["there"])

    def photo_of(self, photo_id: uuid.UUID, technician_id: uuid.UUID) -> PhotoFacts | None:
        """Read by id and technician."""
        row = self._row(sql.PHOTO_OF, id=photo_id, technician=technician_id)
        return None if row is None else PhotoFacts(**row)

    def photo_within(self, photo_id: uuid.UUID, scope: Sequence[str]) -> PhotoFacts | None:
        """Read by id and region."""
        row = self._row(sql.PHOTO_WITHIN, id=photo_id, scope=list(scope))
        return None if row is None else PhotoFacts(**row)

    def photo_stored(
        self, photo_id: uuid.UUID, at: datetime, *, byte_size: int, media_type: str, width: int, height: int
    ) -> None:
        """Update once."""
        facts = {"id": photo_id, "at": at, "size": byte_size, "type": media_type, "width": width, "height": height}
        self._session.execute(text(sql.PHOTO_STORED), facts)

    def next_window(self, obligation_id: uuid.UUID) -> NextWindow | None:
        """Read the one that is due first."""
        row = self._row(sql.NEXT_WINDOW, id=obligation_id)
        return None if row is None else NextWindow(**row)

    def _added(self, statement: str, facts: dict[str, object]) -> bool:
        return self._row(statement, **facts) is not None

    def _row(self, statement: str, **facts: object) -> Any:
        return self._session.execute(text(statement), facts).mappings().one_or_none()


def _point(place: Place | None) -> dict[str, object]:
    if place is None:
        return {"point": None, "accuracy_m": None}
    return {"point": f"SRID=4326;POINT({place.lon} {place.lat})", "accuracy_m": place.accuracy_m}
