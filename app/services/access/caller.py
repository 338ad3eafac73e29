"""The person behind a request."""

import uuid
from dataclasses import dataclass

from app.domain.permissions import Permission
from app.services.errors import DomainError


@dataclass(frozen=True, kw_only=True, slots=True)
class Caller:
    """A signed-in person with the permissions of all roles held."""

    user_id: uuid.UUID
    name: str
    email: str
    locale: str
    roles: tuple[str, ...]
    permissions: frozenset[Permission]

    def may(self, permission: Permission) -> bool:
        """Whether some role of the caller allows it."""
        return permission in self.permissions

    def must(self, permission: Permission) -> None:
        """Refuse unless some role of the caller allows it."""
        if not self.may(permission):
            raise DomainError("forbidden", permission=permission.value)
