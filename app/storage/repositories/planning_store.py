"""Plans and versions in PostgreSQL; rows arrive by COPY."""

import json
import uuid
from collections.abc import Sequence
from datetime import date, datetime

import numpy as np
import shapely
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.domain.kinds import PlanLevel, PlanState
from app.services.errors import DomainError
from app.services.ports.planning_store import (
    Json,
    LeftOut,
    Listed,
    NewVersion,
    RouteRow,
    ShortageRow,
    Slots,
    StopRow,
    Version,
    VisitRow,
)
from app.storage.repositories import planning_store_sql as sql
from app.storage.repositories.planning_columns import Kind, write, write_rows


class SqlPlanStore:
    """Answers `app.services.ports.planning_store.PlanStore`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_version(self, new: NewVersion) -> tuple[uuid.UUID, int]:
        """Make the plan if needed, lock it, and number the version."""
        scope = new.scope
        facts = {
            "level": scope.level.value, "unit": scope.unit_id, "start": scope.period_start, "until": scope.period_until,
            "seed": new.seed, "fingerprint": new.fingerprint, "hard": new.hard_violations, "run": new.run_id,
            "drafted_by": new.drafted_by_id,
            "violations": json.dumps(new.violations), "costs": json.dumps({**new.costs, "scope": scope.to_json()}),
        }  # fmt: skip
        facts["plan"] = self._session.execute(text(sql.PLAN), facts).scalar_one()
        row = self._session.execute(text(sql.ADD_VERSION), facts).one()
        return row.id, row.number

    def add_slots(self, version_id: uuid.UUID, slots: Slots) -> int:
        """Copy columns."""
        names = ("customer", "programme", "sequence", "week_on", "not_before", "ideal_on", "due_by")
        stored = ("customer_id", "programme_id", *names[2:])
        columns = {column: getattr(slots, name) for column, name in zip(stored, names, strict=True)}
        columns["plan_version_id"] = np.full(len(slots.customer), version_id.bytes, "S16")
        return write(self._session, "week_slot", _SLOT_LAYOUT, columns)

    def add_shortages(self, version_id: uuid.UUID, rows: Sequence[ShortageRow]) -> None:
        """Copy rows."""
        names = (
            "plan_version_id", "unit_id", "certificates", "starts_on", "ends_on", "demand_h", "capacity_h", "missing_h",
            "obligations", "cures",
        )  # fmt: skip
        values = [
            (version_id, row.unit_id, row.certificates, row.starts_on, row.ends_on, row.demand_h, row.capacity_h,
             row.missing_h, row.obligations, json.dumps(row.cures))
            for row in rows
        ]  # fmt: skip
        write_rows(self._session, "shortage", names, values)

    def add_left_out(self, version_id: uuid.UUID, rows: Sequence[LeftOut]) -> None:
        """Copy rows."""
        values = [(version_id, row.obligation_id, row.reason, _json(row.cure)) for row in rows]
        write_rows(
            self._session, "unplanned_obligation", ("plan_version_id", "obligation_id", "reason", "cure"), values
        )

    def add_routes(
        self, version_id: uuid.UUID, routes: Sequence[RouteRow], stops: Sequence[StopRow], visits: Sequence[VisitRow]
    ) -> None:
        """Copy rows."""
        write_rows(self._session, "day_route", sql.ROUTE, [_route(version_id, row) for row in routes])
        write_rows(
            self._session, "stop", sql.STOP,
            [(row.id, row.route_id, row.seq, row.premises_id, row.arrival_at, row.setup_s, row.travel_s, row.distance_m)
             for row in stops],
        )  # fmt: skip
        write_rows(
            self._session, "visit", sql.VISIT,
            [(version_id, row.stop_id, row.seq, row.obligation_id, row.customer_id, row.premises_id, row.unit_id,
              row.technician_id, row.on, row.start_at, row.end_at, row.pinned) for row in visits],
        )  # fmt: skip

    def listed(self, unit_id: uuid.UUID) -> Sequence[Listed]:
        """Select."""
        rows = self._session.execute(text(sql.LISTED), {"unit": unit_id}).mappings()
        return [Listed(**{**row, "level": PlanLevel(row["level"]), "state": PlanState(row["state"])}) for row in rows]

    def lock_version(self, version_id: uuid.UUID) -> Version | None:
        """Lock the plan first, so that two versions of it cannot be published at once."""
        self._session.execute(text(sql.LOCK_PLAN), {"version": version_id})
        row = self._session.execute(text(sql.VERSION), {"version": version_id}).mappings().one_or_none()
        if row is None:
            return None
        return Version(**{**row, "level": PlanLevel(row["level"]), "state": PlanState(row["state"])})

    def lock_people(self, version_id: uuid.UUID, unit_id: uuid.UUID) -> None:
        """Take advisory locks: the unit's, the technicians' in order (R28: no deadlock); then hold what is owed."""
        self._session.execute(text(sql.LOCK_UNIT), {"unit": str(unit_id)})
        self._session.execute(text(sql.LOCK_PEOPLE), {"version": version_id})
        self._session.execute(text(sql.LOCK_OWED), {"version": version_id})

    def set_state(
        self, version_id: uuid.UUID, state: PlanState, at: datetime, user_id: uuid.UUID | None = None
    ) -> None:
        """Update state, and who and when."""
        self._session.execute(
            text(sql.SET_STATE), {"version": version_id, "state": state.value, "at": at, "user": user_id}
        )

    def make_live(self, version: Version, staying: frozenset[uuid.UUID] | None = None) -> int:
        """Take out of force, then put in force; of a day under way, put what stays before what comes."""
        scope = version.scope
        facts = {
            "version": version.id, "below": version.unit_path, "start": scope.start, "until": scope.period_until,
            "today": scope.today, "running": staying is not None, "staying": sorted(staying or ()),
        }  # fmt: skip
        try:
            self._session.execute(text(sql.TAKE_OUT_VISITS), facts)
            live = self._session.execute(text(sql.PUT_IN_VISITS), facts).scalar_one()
            self._session.execute(text(sql.PUT_IN_ROUTES), facts)
            if staying:
                for statement in (sql.JOIN_ROUTES, sql.CUT_ROUTES, sql.JOIN_STOPS, sql.JOIN_VISITS):
                    self._session.execute(text(statement), facts)
            self._session.execute(text(sql.TAKE_OUT_ROUTES), facts)
        except IntegrityError as error:
            # Exclusion (one person, two visits at once) or a second live visit of an obligation.
            if getattr(error.orig, "sqlstate", None) in ("23P01", "23505"):
                raise DomainError("plan_stale") from error
            raise
        return int(live)

    def note_shift(self, technician_id: uuid.UUID, on: date, hours: tuple[int, int] | None) -> None:
        """Insert or update an exception."""
        start_s, end_s = hours or (None, None)
        facts = {"who": technician_id, "on": on, "start_s": start_s, "end_s": end_s}
        self._session.execute(text(sql.NOTE_SHIFT), facts)

    def supersede_others(self, version: Version) -> None:
        """Move what is still in force to this version, then mark the older ones."""
        facts = {"version": version.id, "plan": version.plan_id}
        for statement in (sql.INHERIT_ROUTES, sql.INHERIT_VISITS, sql.SUPERSEDE):
            self._session.execute(text(statement), facts)

    def audit(self, action: str, version_id: uuid.UUID, user_id: uuid.UUID | None, details: Json) -> None:
        """Insert an entry."""
        facts = {"action": action, "id": str(version_id), "user": user_id, "details": json.dumps(details)}
        self._session.execute(text(sql.AUDIT), facts)


_SLOT_LAYOUT = {
    "plan_version_id": Kind.KEY,
    "customer_id": Kind.KEY,
    "programme_id": Kind.KEY,
    "sequence": Kind.INT,
    "week_on": Kind.DATE,
    "not_before": Kind.DATE,
    "ideal_on": Kind.DATE,
    "due_by": Kind.DATE,
}


def _route(version_id: uuid.UUID, row: RouteRow) -> tuple[object, ...]:
    path = None
    if row.path:
        lines = shapely.MultiLineString([leg.tolist() for leg in row.path])
        path = shapely.to_wkb(shapely.set_srid(lines, 4326), hex=True, include_srid=True)
    return (
        row.id, version_id, row.technician_id, row.unit_id, row.on, row.start_at, row.end_at, row.travel_s,
        row.distance_m, json.dumps(row.breaks), path,
    )  # fmt: skip


def _json(value: Json | None) -> str | None:
    return None if value is None else json.dumps(value)
