"""What access control asks of the storage."""

import uuid
from collections.abc import Mapping
from typing import Protocol

from app.domain.scope import Scope


class ScopeSource(Protocol):
    """Knows who is assigned to which units."""

    def of_user(self, user_id: uuid.UUID) -> Scope:
        """Return the units assigned to the user."""
        ...

    def path_within(self, scope: Scope, unit_id: uuid.UUID) -> str | None:
        """Return the path of the unit, None when it is not inside `scope`."""
        ...


class Journal(Protocol):
    """The audit table; entries are only added."""

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
        ...
