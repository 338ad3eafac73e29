"""Times that customers were told, in PostgreSQL."""

import json
import uuid

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.domain.scope import Scope
from app.services.ports.told_times import ToldTime, ToldVisit

VISIT = """
SELECT v.obligation_id, v.on_date AS "on", u.time_zone,
    v.state IN ('planned', 'dispatched') AND o.state = 'open' AS open
FROM visit v JOIN unit u ON u.id = v.unit_id JOIN obligation o ON o.id = v.obligation_id
WHERE v.id = :visit AND v.live AND u.path ^@ ANY(:scope) FOR UPDATE OF o
"""
_AUDIT = """
INSERT INTO audit (user_id, action, entity, entity_id, details)
SELECT :user, :action, 'obligation', CAST(obligation_id AS text), CAST(:details AS jsonb) FROM written
"""
PUT = f"""
WITH written AS (
    INSERT INTO told_time (obligation_id, on_date, told_at, within_s, noted_by_id)
    VALUES (:id, :on, :at, :within_s, :user)
    ON CONFLICT (obligation_id) DO UPDATE SET on_date = excluded.on_date, told_at = excluded.told_at,
        within_s = excluded.within_s, noted_by_id = excluded.noted_by_id, updated_at = now()
    WHERE (CAST(:over AS boolean) OR told_time.on_date <> excluded.on_date)
        AND (told_time.on_date, told_time.told_at, told_time.within_s)
            IS DISTINCT FROM (excluded.on_date, excluded.told_at, excluded.within_s)
    RETURNING obligation_id
) {_AUDIT}
"""  # noqa: S608 - put together from constants
DROP = f"WITH written AS (DELETE FROM told_time WHERE obligation_id = :id RETURNING obligation_id) {_AUDIT}"  # noqa: S608


class SqlToldTimes:
    """Answers `app.services.ports.told_times.ToldTimes`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def visit(self, scope: Scope, visit_id: uuid.UUID) -> ToldVisit | None:
        """Select, and hold the obligation."""
        facts = {"visit": visit_id, "scope": list(scope.paths)}
        row = self._session.execute(text(VISIT), facts).mappings().one_or_none()
        return None if row is None else ToldVisit(**row)

    def put(self, told: ToldTime, user_id: uuid.UUID | None, *, over: bool = True) -> None:
        """Insert or update."""
        details = {"on": told.on.isoformat(), "at": told.at.isoformat(), "within_s": told.within_s}
        facts = {"id": told.obligation_id, "on": told.on, "at": told.at, "within_s": told.within_s, "over": over}
        self._write(PUT, "time.told", user_id, details, facts)

    def drop(self, obligation_id: uuid.UUID, user_id: uuid.UUID | None) -> None:
        """Delete."""
        self._write(DROP, "time.untold", user_id, {}, {"id": obligation_id})

    def _write(
        self,
        statement: str,
        action: str,
        user_id: uuid.UUID | None,
        details: dict[str, object],
        facts: dict[str, object],
    ) -> None:
        more = {"user": user_id, "action": action, "details": json.dumps(details)}
        self._session.execute(text(statement), {**facts, **more})
