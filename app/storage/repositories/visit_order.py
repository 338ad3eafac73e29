"""Visits in an order, in PostgreSQL."""

import uuid
from collections.abc import Mapping, Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.services.ports.visit_order import OpenVisit

_OPEN = """
SELECT owed.id, customer.external_id AS customer, programme.code AS programme, programme.name_zh AS programme_zh,
    programme.name_en AS programme_en, owed.not_before, owed.due_by, unit.path, owed.after_id
FROM obligation AS owed JOIN customer ON customer.id = owed.customer_id
JOIN programme ON programme.id = owed.programme_id JOIN unit ON unit.id = owed.unit_id
WHERE owed.state = 'open' AND """
OF_ACCOUNTS = f"{_OPEN} customer.external_id = ANY(:accounts) ORDER BY owed.due_by, programme.code, owed.id"
OF_CUSTOMER = f"{_OPEN} owed.customer_id = :customer ORDER BY owed.due_by, programme.code, owed.id"
ONE = f"{_OPEN} owed.id = :id"
LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('visit order', 0))"
LINKS = """
SELECT owed.id, owed.after_id FROM obligation AS owed JOIN obligation AS first ON first.id = owed.after_id
WHERE owed.after_id IS NOT NULL AND owed.state = 'open' AND first.state = 'open'
"""
PUT = "UPDATE obligation SET after_id = :after, updated_at = now() WHERE id = :id"
AUDIT = """
INSERT INTO audit (action, entity, entity_id, user_id, details)
VALUES ('visit.ordered', 'obligation', :id, :user, jsonb_build_object('after', CAST(:after AS text)))
"""


class SqlVisitOrder:
    """Answers `app.services.ports.visit_order.VisitOrder`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_accounts(self, customers: Sequence[str]) -> Sequence[OpenVisit]:
        """Select by account number."""
        return self._open(OF_ACCOUNTS, accounts=list(customers))

    def of_customer(self, customer_id: uuid.UUID) -> Sequence[OpenVisit]:
        """Select by customer."""
        return self._open(OF_CUSTOMER, customer=customer_id)

    def visit(self, obligation_id: uuid.UUID) -> OpenVisit | None:
        """Select one."""
        return next(iter(self._open(ONE, id=obligation_id)), None)

    def lock(self) -> None:
        """Take an advisory lock."""
        self._session.execute(text(LOCK))

    def links(self) -> Mapping[uuid.UUID, uuid.UUID]:
        """Select the few that have one."""
        return {row.id: row.after_id for row in self._session.execute(text(LINKS))}

    def put(self, obligation_id: uuid.UUID, after_id: uuid.UUID | None, user_id: uuid.UUID | None) -> None:
        """Update; write the audit."""
        after = None if after_id is None else str(after_id)
        self._session.execute(text(PUT), {"id": obligation_id, "after": after_id})
        self._session.execute(text(AUDIT), {"id": str(obligation_id), "user": user_id, "after": after})

    def _open(self, statement: str, **facts: object) -> list[OpenVisit]:
        rows = self._session.execute(text(statement), facts).mappings()
        return [OpenVisit(**row) for row in rows]
