"""The ledger of obligations in PostgreSQL; sets in and out, no object a row."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.domain.kinds import CustomerKind, ObligationState, ProgrammeKind, Tier
from app.domain.programmes import interval_of
from app.services.errors import DomainError
from app.services.ledger.keys import Keys
from app.services.ports.ledger import (
    ChangedRows,
    NewRows,
    OpenRows,
    Owed,
    OwedCount,
    Programme,
    ProgrammeSeed,
    Rule,
    RuleSeed,
    Subjects,
)
from app.storage.repositories import ledger_sql as sql
from app.storage.repositories.planning_columns import Kind, read, write
from planner.problem import ProblemError
from planner.recurrence import IntervalRule

LOCK = 7_163_410
"""Any number: one writer of windows at a time."""

_KINDS = [each.value for each in CustomerKind]
_TIERS = [each.value for each in Tier]


class SqlLedger:
    """Answers `app.services.ports.ledger.Ledger`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def alone(self) -> None:
        """Take the lock of the ledger until the transaction ends."""
        self._session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})

    def store_programme(self, seed: ProgrammeSeed) -> bool:
        """Insert, or update names and certificate."""
        row = self._session.execute(text(sql.STORE_PROGRAMME), asdict(seed)).one_or_none()
        return row is not None and bool(row.new)

    def store_rule(self, seed: RuleSeed) -> bool:
        """Insert unless it is there."""
        facts = {**asdict(seed), "interval": json.dumps(seed.interval)}
        known = self._session.execute(text(sql.REFERENCES), facts).one()
        for name in ("programme", "unit"):
            if facts[name] is not None and getattr(known, name) is None:
                raise DomainError("not_found", what=f"{name} {facts[name]}")
        return self._session.execute(text(sql.STORE_RULE), facts).one_or_none() is not None

    def programmes(self) -> tuple[Programme, ...]:
        """Read all programmes."""
        rows = self._session.execute(text("SELECT id, code, kind FROM programme ORDER BY code"))
        return tuple(Programme(id=row.id, code=row.code, kind=ProgrammeKind(row.kind)) for row in rows)

    def rules(self, programme_id: uuid.UUID) -> tuple[Rule, ...]:
        """Read the rules of a programme."""
        return tuple(_rule(row) for row in self._session.execute(text(sql.RULES), {"programme": programme_id}))

    def unit_paths(self) -> dict[uuid.UUID, str]:
        """Read the paths of all units."""
        return {row.id: row.path for row in self._session.execute(text("SELECT id, path FROM unit"))}

    def subjects(
        self, programme_id: uuid.UUID, as_of: date, *, below: str = "/", customer_id: uuid.UUID | None = None
    ) -> Subjects:
        """Read customers with their last accepted visit."""
        facts = {
            "programme": programme_id, "as_of": as_of, "below": below, "customer": customer_id,
            "kinds": _KINDS, "tiers": _TIERS,
        }  # fmt: skip
        found = read(self._session, sql.SUBJECTS, facts, sql.SUBJECT_LAYOUT)
        return Subjects(**found)

    def open_rows(self, programme_id: uuid.UUID, *, below: str = "/", customer_id: uuid.UUID | None = None) -> OpenRows:
        """Read the open obligations of a programme."""
        facts = {"programme": programme_id, "below": below, "customer": customer_id}
        return OpenRows(**read(self._session, sql.OPEN_ROWS, facts, sql.OPEN_LAYOUT))

    def add(self, programme_id: uuid.UUID, rows: NewRows) -> int:
        """Copy into a staging table, then insert in one statement."""
        if not len(rows):
            return 0
        self._stage("new_obligation", sql.NEW_LAYOUT, {name: getattr(rows, name) for name in sql.NEW_LAYOUT})
        return self._count(sql.ADD, {"programme": programme_id})

    def change(self, rows: ChangedRows) -> int:
        """Copy into a staging table, write the audit, then update."""
        if not len(rows):
            return 0
        self._stage(
            "changed_obligation", sql.CHANGED_LAYOUT, {name: getattr(rows, name) for name in sql.CHANGED_LAYOUT}
        )
        self._session.execute(text(sql.AUDIT_CHANGE))
        # Windows of one series move together; without the step aside one could meet the due date of another.
        self._session.execute(text(sql.STEP_ASIDE))
        return self._count(sql.CHANGE, {})

    def cancel(self, ids: Keys, reason: str) -> int:
        """Cancel what is open among `ids`."""
        if not len(ids):
            return 0
        self._stage("cancelled_obligation", {"id": Kind.KEY}, {"id": ids})
        return self._count(sql.CANCEL, {"reason": reason})

    def lock(self, obligation_id: uuid.UUID) -> Owed | None:
        """Select for update."""
        row = self._session.execute(text(sql.LOCK_ONE), {"id": obligation_id}).mappings().one_or_none()
        return None if row is None else Owed(**{**row, "state": ObligationState(row["state"])})

    def mark_fulfilled(
        self, obligation_id: uuid.UUID, done_on: date, at: datetime, record_id: uuid.UUID | None
    ) -> None:
        """Write the fulfilment and its audit entry."""
        facts = {"id": obligation_id, "done_on": done_on, "at": at, "record": record_id}
        self._session.execute(text(sql.FULFIL), facts)

    def owed_as_of(self, day: date, below: str) -> Sequence[OwedCount]:
        """Count in the database."""
        rows = self._session.execute(text(sql.OWED_AS_OF), {"day": day, "below": below}).mappings()
        return [OwedCount(**{**row, "kind": CustomerKind(row["kind"]), "tier": _tier(row["tier"])}) for row in rows]

    def _stage(self, table: str, layout: dict[str, Kind], columns: dict[str, Any]) -> None:
        types = ", ".join(f"{name} {sql.TYPES[kind]}" for name, kind in layout.items())
        self._session.execute(text(f"DROP TABLE IF EXISTS pg_temp.{table}"))
        self._session.execute(text(f"CREATE TEMPORARY TABLE {table} ({types}) ON COMMIT DROP"))
        write(self._session, table, layout, columns)
        self._session.execute(text(f"ANALYZE {table}"))

    def _count(self, statement: str, facts: dict[str, object]) -> int:
        return int(self._session.execute(text(statement), facts).scalar_one())


def _tier(value: str | None) -> Tier | None:
    return None if value is None else Tier(value)


def _rule(row: Any) -> Rule:
    return Rule(
        id=row.id,
        unit_path=row.unit_path,
        customer_kind=None if row.customer_kind is None else CustomerKind(row.customer_kind),
        tier=_tier(row.tier),
        interval=_interval(row.interval, hard=row.hard, source=f"{row.programme}: {row.source}"),
        hard=row.hard,
        priority=row.priority,
        effective_from=row.effective_from,
        effective_until=row.effective_until,
    )


def _interval(stored: dict[str, Any], *, hard: bool, source: str) -> IntervalRule:
    """Return the rule that `stored` describes; raise ``problem_flawed`` with the place when it describes none."""
    try:
        return interval_of(stored, hard=hard)
    except ProblemError as error:
        flaw = error.flaws[0]
        en, zh = f"{source}: {flaw.path} {flaw.message_en}", f"{source}：{flaw.path} {flaw.message_zh}"
        raise DomainError("problem_flawed", why=en, why_zh=zh) from error
