"""Who is calling from a phone."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.permissions import Permission, permissions_of
from app.services.devices.secrets import digest
from app.services.errors import DomainError
from app.services.ports.clock import Clock
from app.services.ports.devices import Account, DeviceStore, Generation, Phone
from app.services.ports.unit_of_work import Begin

_SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class PhoneCaller:
    """A person on a phone; `technician_id` is whose routes and visits are theirs."""

    user_id: uuid.UUID
    device_id: uuid.UUID
    technician_id: uuid.UUID
    permissions: frozenset[Permission]

    def must(self, permission: Permission) -> None:
        """Refuse unless some role of the caller allows it."""
        if permission not in self.permissions:
            raise DomainError("forbidden", permission=permission.value)


def caller_of(begin: Begin, clock: Clock, access_token: str) -> PhoneCaller:
    """Return who holds an access token.

    Raises
    ------
    DomainError : ``device_revoked`` for a revoked phone or a closed account, ``unauthenticated`` for a token that is
        unknown, expired or of a revoked family, ``forbidden`` for somebody who is no technician
    """
    now = clock.now()
    with begin() as work:
        store = work.of(DeviceStore)
        found = store.by_access(digest(access_token))
        if found is None:
            raise DomainError("unauthenticated")
        phone, generation = found
        must_be_welcome(phone)
        if generation.revoked_at is not None or generation.access_until <= now:
            raise DomainError("unauthenticated")
        if _worth_noting(phone, generation, now - _SEEN_EVERY):
            store.seen(generation, now)
            work.commit()
    return _caller(phone)


def must_be_welcome(phone: Phone) -> None:
    """Refuse a revoked phone, and the phones of a closed account."""
    if phone.revoked_at is not None or not phone.account.active:
        raise DomainError("device_revoked")


def technician_of(account: Account) -> uuid.UUID:
    """Return whose visits the account makes; refuse an account that makes none."""
    if account.technician_id is None or Permission.FIELD_WORK not in permissions_of(account.roles):
        raise DomainError("forbidden", permission=Permission.FIELD_WORK.value)
    return account.technician_id


def _worth_noting(phone: Phone, generation: Generation, before: datetime) -> bool:
    seen = phone.last_seen_at
    return generation.used_at is None or seen is None or seen < before


def _caller(phone: Phone) -> PhoneCaller:
    return PhoneCaller(
        user_id=phone.account.user_id,
        device_id=phone.id,
        technician_id=technician_of(phone.account),
        permissions=permissions_of(phone.account.roles),
    )
