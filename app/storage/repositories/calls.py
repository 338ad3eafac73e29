"""Calls about something new in PostgreSQL."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import fields
from datetime import date, datetime

from sqlalchemy import RowMapping, text
from sqlalchemy.orm import Session

from app.domain.kinds import CallSource, ObligationState
from app.domain.scope import Scope
from app.services.ports.calls import Call, CallKind, CallSubject, NewCall

_CASES = "programme.kind IN ('repair', 'reinspection')"
_IN_FORCE = "rule.effective_from <= :on AND (rule.effective_until IS NULL OR rule.effective_until > :on)"
_FIRST = "length(coalesce(ru.path, '')) DESC, num_nonnulls(rule.customer_kind, rule.tier) DESC, effective_from DESC"
KINDS = f"""
SELECT DISTINCT ON (programme.code) programme.code, programme.name_zh, programme.name_en, programme.certificate,
    rule.service_s, rule.window_start_s, rule.window_end_s
FROM programme JOIN programme_rule AS rule ON rule.programme_id = programme.id
    LEFT JOIN unit AS ru ON ru.id = rule.unit_id
WHERE {_CASES} AND {_IN_FORCE} AND (ru.path IS NULL OR CAST(:path AS text) ^@ ru.path)
ORDER BY programme.code, num_nonnulls(rule.customer_kind, rule.tier), {_FIRST}
"""  # noqa: S608 - put together from constants
SKILLS = """
SELECT DISTINCT c.kind FROM certificate c JOIN technician t ON t.id = c.technician_id JOIN unit u ON u.id = t.unit_id
WHERE u.path ^@ ('/' || split_part(:path, '/', 2) || '/') AND c.valid_from <= :on
    AND (c.valid_until IS NULL OR c.valid_until > :on)
ORDER BY c.kind
"""
SUBJECT = f"""
SELECT u.id AS unit_id, u.path, u.time_zone, c.premises_id, programme.id AS programme_id, chosen.id AS rule_id,
    chosen.priority
FROM customer c JOIN unit u ON u.id = c.unit_id
LEFT JOIN programme ON programme.code = :kind AND {_CASES}
LEFT JOIN LATERAL (
    SELECT rule.id, rule.priority FROM programme_rule AS rule LEFT JOIN unit AS ru ON ru.id = rule.unit_id
    WHERE rule.programme_id = programme.id AND {_IN_FORCE} AND (ru.path IS NULL OR u.path ^@ ru.path)
        AND (rule.customer_kind IS NULL OR rule.customer_kind = c.kind) AND (rule.tier IS NULL OR rule.tier = c.tier)
    ORDER BY {_FIRST} LIMIT 1
) AS chosen ON true
WHERE c.id = :customer AND u.path ^@ ANY(:scope) AND (c.active_until IS NULL OR c.active_until > :on)
"""  # noqa: S608 - put together from constants
ADD = """
WITH opened AS (
    INSERT INTO obligation (id, unit_id, customer_id, premises_id, programme_id, rule_id, not_before, ideal_on, due_by,
        hard, priority)
    VALUES (:id, :unit_id, :customer_id, :premises_id, :programme_id, :rule_id, :on, :on, :due_by, false, :priority)
    ON CONFLICT DO NOTHING RETURNING id
), stored AS (
    INSERT INTO call_record (obligation_id, source, words, service_s, certificate, window_start_s, window_end_s,
        promised, taken_by_id, taken_at)
    SELECT id, :source, :words, :service_s, :certificate, :window_start_s, :window_end_s, :promised, :user, :at
    FROM opened RETURNING obligation_id
), audited AS (
    INSERT INTO audit (user_id, action, entity, entity_id, details)
    SELECT :user, 'call.taken', 'obligation', CAST(obligation_id AS text), CAST(:details AS jsonb) FROM stored
) SELECT count(*) FROM stored
"""
_CALL = """
SELECT o.id, o.customer_id, g.code AS kind, o.not_before AS "on", o.due_by, r.window_start_s, r.window_end_s,
    r.service_s, r.certificate, r.promised, r.source, r.words, o.state, u.path, u.time_zone, c.name AS customer_name,
    c.kind AS customer_kind, p.address, g.name_zh AS programme_zh, g.name_en AS programme_en, r.taken_at,
    person.name AS taken_by, v.state AS visit_state, v.on_date AS visit_on, v.planned_start_at AS visit_at,
    t.name AS technician_name
FROM call_record r JOIN obligation o ON o.id = r.obligation_id JOIN unit u ON u.id = o.unit_id
    JOIN customer c ON c.id = o.customer_id JOIN premises p ON p.id = o.premises_id
    JOIN programme g ON g.id = o.programme_id LEFT JOIN app_user person ON person.id = r.taken_by_id
    LEFT JOIN visit v ON v.obligation_id = o.id AND v.live
        AND v.state IN ('planned', 'dispatched', 'en_route', 'on_site')
    LEFT JOIN technician t ON t.id = v.technician_id
"""
GET = f"{_CALL} WHERE o.id = :id FOR UPDATE OF o"
OPEN_IN = f"""{_CALL}
WHERE o.state = 'open' AND u.path ^@ ANY(:scope) ORDER BY o.due_by, r.window_end_s, r.taken_at, o.id LIMIT :limit
"""
WITHDRAWN = """
INSERT INTO audit (user_id, action, entity, entity_id, details)
VALUES (:user, 'call.withdrawn', 'obligation', :id, CAST(:details AS jsonb))
"""
_ASKED = tuple(field.name for field in fields(NewCall))


class SqlCalls:
    """Answers `app.services.ports.calls.Calls`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def kinds(self, path: str, on: date) -> Sequence[CallKind]:
        """Select."""
        rows = self._session.execute(text(KINDS), {"path": path, "on": on}).mappings()
        return [CallKind(**row) for row in rows]

    def skills(self, path: str, on: date) -> Sequence[str]:
        """Select."""
        return list(self._session.scalars(text(SKILLS), {"path": path, "on": on}))

    def subject(self, scope: Scope, customer_id: uuid.UUID, kind: str, on: date) -> CallSubject | None:
        """Select."""
        facts = {"customer": customer_id, "kind": kind, "on": on, "scope": list(scope.paths)}
        row = self._session.execute(text(SUBJECT), facts).mappings().one_or_none()
        return None if row is None else CallSubject(**row)

    def add(self, call: NewCall, subject: CallSubject, priority: int, at: datetime, user_id: uuid.UUID) -> bool:
        """Insert all of it in one statement."""
        told: dict[str, object] = {"customer_id": str(call.customer_id), "kind": call.kind, "source": call.source.value}
        told |= {"on": call.on.isoformat(), "due_by": call.due_by.isoformat(), "promised": call.promised}
        facts = {name: getattr(call, name) for name in _ASKED} | {"source": call.source.value}
        facts |= {name: getattr(subject, name) for name in ("unit_id", "premises_id", "programme_id", "rule_id")}
        facts |= {"priority": priority, "at": at, "user": user_id, "details": json.dumps(told)}
        return bool(self._session.execute(text(ADD), facts).scalar_one())

    def get(self, call_id: uuid.UUID) -> Call | None:
        """Select for update."""
        row = self._session.execute(text(GET), {"id": call_id}).mappings().one_or_none()
        return None if row is None else _call(row)

    def open_in(self, scope: Scope, limit: int) -> Sequence[Call]:
        """Select."""
        rows = self._session.execute(text(OPEN_IN), {"scope": list(scope.paths), "limit": limit}).mappings()
        return [_call(row) for row in rows]

    def note_withdrawn(self, call_id: uuid.UUID, user_id: uuid.UUID, reason: str) -> None:
        """Insert an entry."""
        facts = {"user": user_id, "id": str(call_id), "details": json.dumps({"reason": reason})}
        self._session.execute(text(WITHDRAWN), facts)


def _call(row: RowMapping) -> Call:
    asked = NewCall(**{**{name: row[name] for name in _ASKED}, "source": CallSource(row["source"])})
    others = {name: value for name, value in row.items() if name not in _ASKED}
    return Call(asked=asked, **{**others, "state": ObligationState(row["state"])})
