"""The inputs of planning, read in sets."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.domain.kinds import UnitKind
from app.services.ledger.keys import Ints, Keys, position
from app.services.ports.ledger import Days
from app.services.ports.planning_inputs import (
    NOBODY,
    Exceptional,
    OwedColumns,
    Pattern,
    Pause,
    Person,
    Scope,
    UnitFacts,
    Wanted,
)
from app.services.ports.told_times import ToldTime
from app.storage.repositories import planning_inputs_sql as sql
from app.storage.repositories.planning_columns import Columns, read
from planner.problem import CertificateSpan


class SqlPlanningInputs:
    """Answers `app.services.ports.planning_inputs.PlanningInputs`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def units(self, unit_id: uuid.UUID) -> Sequence[UnitFacts]:
        """Read a subtree."""
        rows = self._session.execute(text(sql.UNITS), {"unit": unit_id}).mappings()
        return [UnitFacts(**{**row, "kind": UnitKind(row["kind"])}) for row in rows]

    def unit_named(self, code: str | None) -> uuid.UUID | None:
        """Look for one."""
        rows = self._session.execute(text(sql.UNIT_NAMED), {"code": code}).scalars().all()
        return rows[0] if len(rows) == 1 else None

    def owed(self, path: str, scope: Scope) -> OwedColumns:
        """Read open obligations with rule, premises, customer and live visit."""
        facts = {
            "below": path, "until": scope.period_until, "start": scope.start, "today": scope.today,
            "nobody": uuid.UUID(bytes=NOBODY),
        }  # fmt: skip
        owed = read(self._session, sql.OWED, facts, sql.OWED_LAYOUT)
        return OwedColumns(**owed, extra_windows_s=self._several_windows(owed, facts))

    def _several_windows(self, owed: Columns, facts: dict[str, object]) -> Ints:
        """Put the first of several hours of service into `owed`; return the further ones, int64 (n, k, 2)."""
        hours = read(self._session, sql.SEVERAL_WINDOWS, facts, sql.SEVERAL_WINDOWS_LAYOUT)
        row = position(hours["id"], owed["id"])
        pairs = np.stack([hours["start_s"], hours["end_s"]], 1)[row >= 0].astype(np.int64)
        row = row[row >= 0]
        # Rows of one obligation stand together, in time order: the place in the run is the number of the window.
        first = np.flatnonzero(np.diff(row, prepend=-1))
        number = np.arange(len(row)) - np.repeat(first, np.diff(first, append=len(row)))
        extra = np.zeros((len(owed["id"]), int(number.max(initial=0)), 2), np.int64)
        extra[:, :, 1] = -1
        extra[row[number > 0], number[number > 0] - 1] = pairs[number > 0]
        owed["window_start_s"][row[first]], owed["window_end_s"][row[first]] = pairs[first].T
        return extra

    def wanted(self, path: str) -> Sequence[Wanted]:
        """Read the calls."""
        return [Wanted(**row) for row in self._session.execute(text(sql.WANTED), {"below": path}).mappings()]

    def told(self, path: str, start: date) -> Sequence[ToldTime]:
        """Read the times told."""
        rows = self._session.execute(text(sql.TOLD), {"below": path, "start": start}).mappings()
        return [ToldTime(**row) for row in rows]

    def people(self, path: str, start: date, until: date) -> Sequence[Person]:
        """Read technicians, certificates, patterns and exceptions: four statements."""
        facts = {"below": path, "start": start, "until": until}
        parts = [self._by_person(statement, facts) for statement in (sql.CERTIFICATES, sql.PATTERNS, sql.EXCEPTIONS)]
        rows = self._session.execute(text(sql.PEOPLE), facts).mappings()
        return [_person(dict(row), *(part[row["id"]] for part in parts)) for row in rows]

    def under_way(self, path: str, start: date, until: date) -> frozenset[tuple[uuid.UUID, date]]:
        """Look for visits that have begun."""
        facts = {"below": path, "start": start, "until": until}
        return frozenset((row.technician_id, row.on_date) for row in self._session.execute(text(sql.UNDER_WAY), facts))

    def certificates(self) -> dict[uuid.UUID, str]:
        """Read what programmes ask for."""
        rows = self._session.execute(text("SELECT id, certificate FROM programme WHERE certificate IS NOT NULL"))
        return {row.id: row.certificate for row in rows}

    def frozen_until(self, path: str, today: date) -> date:
        """Look for live visits of today."""
        found: date = self._session.execute(text(sql.FROZEN_UNTIL), {"below": path, "today": today}).scalar_one()
        return found

    def week_targets(self, path: str, scope: Scope, ids: Keys) -> Days:
        """Read the slots of the year's plan nearest to each obligation."""
        facts = {"below": path, "until": scope.period_until, "start": scope.period_start, "unit": scope.unit_id}
        found = read(self._session, sql.WEEK_TARGETS, facts, sql.WEEK_TARGET_LAYOUT)
        row = position(ids, found["id"])
        if not len(found["id"]):
            return np.full(len(ids), np.datetime64("NaT", "D"))
        return np.where(row < 0, np.datetime64("NaT", "D"), found["week_on"][row])

    def _by_person(self, statement: str, facts: dict[str, object]) -> dict[uuid.UUID, list[Any]]:
        found: dict[uuid.UUID, list[Any]] = defaultdict(list)
        for row in self._session.execute(text(statement), facts):
            found[row.technician_id].append(row)
        return found


def _person(facts: dict[str, Any], certificates: list[Any], patterns: list[Any], exceptions: list[Any]) -> Person:
    return Person(
        **facts,
        certificates=tuple(
            CertificateSpan(kind=row.kind, valid_from=row.valid_from, valid_until=row.valid_until)
            for row in certificates
        ),
        patterns=tuple(_pattern(row) for row in patterns),
        exceptions=tuple(Exceptional(on=row.on_date, start_s=row.start_s, end_s=row.end_s) for row in exceptions),
    )


def _pattern(row: Any) -> Pattern:
    return Pattern(
        weekdays=frozenset(row.weekdays),
        start_s=row.start_s,
        end_s=row.end_s,
        breaks=tuple(_pause(stored) for stored in row.breaks),
        valid_from=row.valid_from,
        valid_until=row.valid_until,
    )


def _pause(stored: dict[str, Any]) -> Pause:
    return Pause(
        window_start_s=int(stored["window_start_s"]),
        window_end_s=int(stored["window_end_s"]),
        duration_s=int(stored["duration_s"]),
        extra_windows=tuple((int(start), int(end)) for start, end in stored.get("extra_windows", ())),
    )
