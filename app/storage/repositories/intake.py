"""Frames into tables."""

import uuid
from collections.abc import Mapping, Sequence

import psycopg
from sqlalchemy import Text, any_, insert, literal, select, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session

from app.domain.scope import Scope
from app.services.errors import DomainError
from app.services.intake.frame import Counts, Frame, FrameKind
from app.storage.bulk import Reference, Target, Upsert
from app.storage.tables import Base, ImportRun, Unit

_POINT = {"point": "ST_SetSRID(ST_MakePoint(s.lon, s.lat), 4326)"}
_COORDINATES = {"lon": "double precision", "lat": "double precision"}
_UNIT = Reference(source="unit", table="unit", target="unit_id", key="code")
_CUSTOMER = Reference(source="customer", table="customer", target="customer_id")
_TECHNICIAN = Reference(source="technician", table="technician", target="technician_id")
_SPAN = {"valid_from": "date", "valid_until": "date"}

TARGETS: dict[FrameKind, Target] = {
    FrameKind.UNITS: Target(
        table="unit",
        key=("code",),
        types={"territory": "geometry(MultiPolygon, 4326)"},
        references=(Reference(source="parent", table="unit", target="parent_id", key="code"),),
    ),
    FrameKind.BASES: Target(
        table="base", key=("external_id",), types=_COORDINATES, references=(_UNIT,), expressions=_POINT
    ),
    FrameKind.TECHNICIANS: Target(
        table="technician",
        key=("external_id",),
        types={"max_stops": "integer", "max_work_s": "integer", "active_from": "date", "active_until": "date"},
        references=(_UNIT, Reference(source="base", table="base", target="base_id")),
    ),
    FrameKind.CERTIFICATES: Target(
        table="certificate", key=("id",), types={**_SPAN, "id": "uuid"}, references=(_TECHNICIAN,)
    ),
    FrameKind.SHIFT_PATTERNS: Target(
        table="shift_pattern",
        key=("id",),
        types={
            **_SPAN,
            "id": "uuid",
            "weekdays": "integer[]",
            "start_s": "integer",
            "end_s": "integer",
            "breaks": "jsonb",
        },
        references=(_TECHNICIAN,),
    ),
    FrameKind.PREMISES: Target(
        table="premises",
        key=("external_id",),
        types={**_COORDINATES, "snap_m": "double precision"},
        references=(_UNIT, Reference(source="parent", table="premises", target="parent_id")),
        expressions=_POINT,
    ),
    FrameKind.CUSTOMERS: Target(
        table="customer",
        key=("external_id",),
        types={
            "window_start_s": "integer",
            "window_end_s": "integer",
            "more_windows": "int4multirange",
            "facts": "jsonb",
            "active_until": "date",
        },
        references=(
            _UNIT,
            Reference(source="premises", table="premises", target="premises_id"),
            Reference(source="account_owner", table="technician", target="account_owner_id"),
            Reference(source="preferred_technician", table="technician", target="preferred_technician_id"),
        ),
    ),
    FrameKind.METERS: Target(
        table="meter",
        key=("external_id",),
        types={
            "digits": "integer",
            "made_on": "date",
            "scrap_on": "date",
            "last_reading": "numeric",
            "last_read_on": "date",
        },
        references=(_CUSTOMER,),
    ),
    FrameKind.APPLIANCES: Target(
        table="appliance",
        key=("id",),
        types={"id": "uuid", "installed_on": "date", "scrap_on": "date", "facts": "jsonb"},
        references=(_CUSTOMER,),
    ),
    FrameKind.SPECIAL_CARE: Target(
        table="special_care",
        key=("id",),
        types={"id": "uuid", "consented_on": "date", "valid_until": "date"},
        references=(_CUSTOMER,),
    ),
    FrameKind.PAST_VISITS: Target(
        table="past_visit",
        key=("customer_id", "programme_id", "done_on"),
        types={"done_on": "date"},
        references=(_CUSTOMER, Reference(source="programme", table="programme", target="programme_id", key="code")),
    ),
}

AREAS_AT = text(
    """
    SELECT (SELECT u.code FROM unit u
            WHERE u.kind = 'area' AND ST_Covers(u.territory, ST_SetSRID(ST_MakePoint(p.lon, p.lat), 4326))
            ORDER BY u.code LIMIT 1) AS code
    FROM unnest(CAST(:lon AS float8[]), CAST(:lat AS float8[])) WITH ORDINALITY AS p (lon, lat, number)
    ORDER BY p.number
    """
)

_OWN_UNIT = """
    SELECT r.external_id FROM {table} r JOIN unit u ON u.id = r.unit_id
    WHERE r.external_id = ANY(:ids) AND NOT u.path ^@ ANY(CAST(:paths AS text[]))
"""
ELSEWHERE = {
    kind: text(_OWN_UNIT.format(table=TARGETS[kind].table))
    for kind in (FrameKind.CUSTOMERS, FrameKind.PREMISES, FrameKind.TECHNICIANS, FrameKind.BASES)
} | {
    FrameKind.METERS: text(
        """
        SELECT r.external_id FROM meter r JOIN customer c ON c.id = r.customer_id JOIN unit u ON u.id = c.unit_id
        WHERE r.external_id = ANY(:ids) AND NOT u.path ^@ ANY(CAST(:paths AS text[]))
        """
    )
}


class SqlIntake:
    """The `Intake` port over a session; works on its connection so that COPY and the rest are one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def store(self, frame: Frame) -> Counts:
        """Store a frame; see the port."""
        if not len(frame):
            return Counts()
        driver = self._session.connection().connection.driver_connection
        if not isinstance(driver, psycopg.Connection):
            raise TypeError("needs psycopg 3")
        upsert = Upsert(driver, TARGETS[frame.kind], frame.columns)
        upsert.stage()
        missing = upsert.missing(20)
        if missing:
            raise DomainError(
                "import_rows",
                file=frame.kind.value,
                count=len(missing),
                rows=[{"row": one.row, "column": one.column, "value": one.value} for one in missing],
            )
        return upsert.store()

    def unknown(self, kind: FrameKind, column: str, values: Sequence[object]) -> set[str]:
        """Return the values that name nothing stored; see the port."""
        ref = next(one for one in TARGETS[kind].references if one.source == column)
        asked = sorted({str(value) for value in values if value is not None})
        table = Base.metadata.tables[ref.table]
        key = table.c[ref.key]
        known = self._session.scalars(select(key).where(key == any_(literal(asked, ARRAY(Text)))))
        return set(asked) - set(known)

    def elsewhere(self, kind: FrameKind, values: Sequence[object], scope: Scope) -> set[str]:
        """Return the ids of rows outside a scope; see the port."""
        ids = sorted({str(value) for value in values if value is not None})
        return set(self._session.scalars(ELSEWHERE[kind], {"ids": ids, "paths": list(scope.paths)}))

    def areas_at(self, lon: Sequence[float], lat: Sequence[float]) -> list[str | None]:
        """Return the area of each point; see the port."""
        rows = self._session.execute(AREAS_AT, {"lon": list(lon), "lat": list(lat)})
        return [row.code for row in rows]

    def unit_id(self, code: str) -> uuid.UUID:
        """Return the id of a unit; see the port."""
        found = self._session.scalar(select(Unit.id).where(Unit.code == code))
        if found is None:
            raise DomainError("not_found", what=f"unit {code}", what_zh=f"单位 {code}")
        return found

    def log_run(self, run: Mapping[str, object]) -> uuid.UUID:
        """Insert a row of import_run."""
        made: uuid.UUID = self._session.execute(insert(ImportRun).values(**run).returning(ImportRun.id)).scalar_one()
        return made

    def unit_codes(self) -> dict[str, str]:
        """Return code -> path of every unit."""
        rows = self._session.execute(text("SELECT code, path FROM unit"))
        return {row.code: row.path for row in rows}
