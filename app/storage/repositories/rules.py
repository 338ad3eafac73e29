"""Rules of companies in PostgreSQL."""

import json
import uuid
from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.domain.kinds import RuleKind
from app.services.ports.rules import Company, NewRule, RuleRow

_COMPANY = "'/' || split_part(:path, '/', 2) || '/'"
COMPANY = f"SELECT id, name, path, time_zone FROM unit WHERE path = {_COMPANY}"  # noqa: S608 - put together from constants
ROWS = f"""
SELECT rule.id, rule.kind, rule.effective_on, rule.numbers, rule.source, rule.unit_id IS NULL AS general,
    person.name AS entered_by, rule.updated_at
FROM company_rule AS rule LEFT JOIN unit ON unit.id = rule.unit_id
LEFT JOIN app_user AS person ON person.id = rule.entered_by_id
WHERE (rule.unit_id IS NULL OR unit.path = {_COMPANY}) AND (CAST(:kind AS text) IS NULL OR rule.kind = :kind)
ORDER BY rule.kind, rule.effective_on, rule.unit_id NULLS FIRST
"""  # noqa: S608 - put together from constants
AREAS = "SELECT code, name FROM unit WHERE path ^@ :path AND kind = 'area' ORDER BY code"
LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('rules ' || :unit, 0))"
PUT = """
INSERT INTO company_rule (unit_id, kind, effective_on, numbers, source, entered_by_id)
VALUES (:unit, :kind, :on, CAST(:numbers AS jsonb), :source, :user)
ON CONFLICT (unit_id, kind, effective_on) DO UPDATE SET numbers = excluded.numbers, source = excluded.source,
    entered_by_id = excluded.entered_by_id, updated_at = now()
RETURNING id
"""
REMOVE = "DELETE FROM company_rule WHERE id = :id"
AUDIT = """
INSERT INTO audit (action, entity, entity_id, user_id, details)
VALUES (:action, 'company_rule', :id, :user, CAST(:details AS jsonb))
"""


class SqlRules:
    """Answers `app.services.ports.rules.Rules`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def company_of(self, path: str) -> Company | None:
        """Select the unit at the top."""
        row = self._session.execute(text(COMPANY), {"path": path}).mappings().one_or_none()
        return None if row is None else Company(**row)

    def rows(self, path: str, kind: RuleKind | None = None) -> Sequence[RuleRow]:
        """Select."""
        facts = {"path": path, "kind": None if kind is None else kind.value}
        found = self._session.execute(text(ROWS), facts).mappings()
        # A newer release may keep kinds that this one does not know.
        known = [row for row in found if row["kind"] in set(RuleKind)]
        return [RuleRow(**{**row, "kind": RuleKind(row["kind"])}) for row in known]

    def areas(self, path: str) -> Sequence[tuple[str, str]]:
        """Select."""
        return [(row.code, row.name) for row in self._session.execute(text(AREAS), {"path": path})]

    def lock(self, company_id: uuid.UUID) -> None:
        """Take an advisory lock."""
        self._session.execute(text(LOCK), {"unit": str(company_id)})

    def put(self, new: NewRule, before: RuleRow | None) -> None:
        """Insert or replace; write the audit."""
        facts = {"unit": new.unit_id, "kind": new.kind.value, "on": new.effective_on, "source": new.source}
        stored = {**facts, "numbers": json.dumps(new.numbers), "user": new.user_id}
        key = self._session.execute(text(PUT), stored).scalar_one()
        told = {"kind": new.kind.value, "effective_on": new.effective_on.isoformat(), "source": new.source}
        earlier = None if before is None else {"numbers": before.numbers, "source": before.source}
        self._audit("rule.entered", key, new.user_id, {**told, "numbers": new.numbers, "before": earlier})

    def remove(self, row: RuleRow, user_id: uuid.UUID | None) -> None:
        """Delete; write the audit."""
        self._session.execute(text(REMOVE), {"id": row.id})
        told = {"kind": row.kind.value, "effective_on": row.effective_on.isoformat(), "source": row.source}
        self._audit("rule.withdrawn", row.id, user_id, {**told, "numbers": row.numbers})

    def _audit(self, action: str, key: uuid.UUID, user_id: uuid.UUID | None, details: dict[str, object]) -> None:
        facts = {"action": action, "id": str(key), "user": user_id, "details": json.dumps(details)}
        self._session.execute(text(AUDIT), facts)
