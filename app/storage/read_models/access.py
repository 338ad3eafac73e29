"""Scopes from the assignments of users to units, and the audit journal."""

import uuid
from collections.abc import Mapping

from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from app.domain.scope import Scope
from app.storage.tables import AuditEntry

PATHS = text("SELECT u.path FROM user_unit a JOIN unit u ON u.id = a.unit_id WHERE a.user_id = :user ORDER BY u.path")
WITHIN = text("SELECT path FROM unit WHERE id = :unit AND path ^@ ANY(:scope)")


class SqlScopes:
    """Implements `ScopeSource`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_user(self, user_id: uuid.UUID) -> Scope:
        """Return the units assigned to the user."""
        return Scope(paths=tuple(self._session.scalars(PATHS, {"user": user_id})))

    def path_within(self, scope: Scope, unit_id: uuid.UUID) -> str | None:
        """Return the path of the unit, None when it is not inside `scope`."""
        found: str | None = self._session.scalar(WITHIN, {"unit": unit_id, "scope": list(scope.paths)})
        return found


class SqlJournal:
    """Implements `Journal`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(
        self,
        action: str,
        entity: str,
        entity_id: str | None,
        *,
        user_id: uuid.UUID | None,
        details: Mapping[str, object],
    ) -> None:
        """Add one entry."""
        values = {"action": action, "entity": entity, "entity_id": entity_id, "user_id": user_id}
        self._session.execute(insert(AuditEntry).values(**values, details=dict(details)))
