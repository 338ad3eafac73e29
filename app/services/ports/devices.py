"""What the services ask of the store of phones, codes and tokens."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

Jwk = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """The person a phone belongs to."""

    user_id: uuid.UUID
    name: str
    active: bool
    roles: tuple[str, ...]
    technician_id: uuid.UUID | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Code:
    """An enrolment code, locked."""

    id: uuid.UUID
    account: Account
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Phone:
    """A device."""

    id: uuid.UUID
    account: Account
    public_jwk: Jwk
    revoked_at: datetime | None
    last_seen_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Generation:
    """One generation of a device's tokens: hashes, and the tokens themselves sealed under the one before."""

    device_id: uuid.UUID
    family: uuid.UUID
    number: int
    access_sha256: str
    refresh_sha256: str
    sealed: str | None
    issued_at: datetime
    access_until: datetime
    refresh_until: datetime
    used_at: datetime | None = None
    revoked_at: datetime | None = None


class DeviceStore(Protocol):
    """Phones and their tokens, inside one transaction."""

    def lock_code(self, code_sha256: str) -> Code | None:
        """Return a code and keep others from using it."""
        ...

    def use_code(self, code_id: uuid.UUID, at: datetime) -> None:
        """Mark a code as used."""
        ...

    def add_phone(self, user_id: uuid.UUID, name: str, public_jwk: Jwk) -> uuid.UUID:
        """Store a device and return its id."""
        ...

    def enrolled_since(self, user_id: uuid.UUID, public_jwk: Jwk, since: datetime) -> uuid.UUID | None:
        """Return the device with that key which has not used any token yet."""
        ...

    def lock_phone(self, device_id: uuid.UUID) -> Phone | None:
        """Return a device and keep its tokens from being changed by others."""
        ...

    def revoke(self, device_id: uuid.UUID, at: datetime) -> None:
        """Revoke a device."""
        ...

    def add_generation(self, generation: Generation) -> None:
        """Store a generation of tokens."""
        ...

    def by_access(self, access_sha256: str) -> tuple[Phone, Generation] | None:
        """Return whose access token it is."""
        ...

    def by_refresh(self, refresh_sha256: str) -> Generation | None:
        """Return the generation of a refresh token."""
        ...

    def newest(self, device_id: uuid.UUID, family: uuid.UUID) -> Generation:
        """Return the newest generation of a family."""
        ...

    def began_at(self, device_id: uuid.UUID, family: uuid.UUID) -> datetime:
        """Return when the first generation of a family was issued."""
        ...

    def seen(self, generation: Generation, at: datetime) -> None:
        """Note that a token of `generation` was used, and the device seen."""
        ...

    def revoke_family(self, device_id: uuid.UUID, family: uuid.UUID, at: datetime) -> None:
        """Make all tokens of a family useless."""
        ...


class Pace(Protocol):
    """How much a device may ask for, shared by all processes (R50)."""

    def wait_s(self, device_id: uuid.UUID) -> int | None:
        """Count one request; None when it is allowed, else the seconds to wait. Open while its store is down."""
        ...
