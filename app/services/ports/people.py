"""Where accounts are kept."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """An account as lists show it."""

    id: uuid.UUID
    email: str
    name: str
    active: bool
    roles: tuple[str, ...]
    units: tuple[str, ...]


class People(Protocol):
    """Accounts with roles, units and enrolment codes."""

    def find(self, email: str) -> Account | None:
        """Return the account of an e-mail address, whatever its letter case."""
        ...

    def everybody(self) -> Sequence[Account]:
        """Return all accounts by e-mail."""
        ...

    def add(  # noqa: PLR0913
        self,
        *,
        email: str,
        name: str,
        password_hash: str,
        roles: Sequence[str],
        units: Sequence[str],
        technician: str | None,
        locale: str,
    ) -> Account:
        """Store an account; an unknown unit or technician is `not_found`. Roles that are missing are made."""
        ...

    def set_password(self, user_id: uuid.UUID, password_hash: str) -> None:
        """Replace the password and end all sessions."""
        ...

    def forget_authenticator(self, user_id: uuid.UUID) -> None:
        """Let the next log-in set up an authenticator app anew; end all sessions."""
        ...

    def close(self, user_id: uuid.UUID) -> None:
        """Make the account inactive and revoke its phones."""
        ...

    def add_enrolment(self, user_id: uuid.UUID, code_sha256: str, expires_at: datetime) -> None:
        """Store the digest of an enrolment code; earlier codes of the account are void."""
        ...
