"""A phone is bound to a person by a code: one use, ten minutes, only its hash is kept."""

import uuid
from datetime import datetime

from app.services.access.enrolment import code_digest
from app.services.devices import tokens
from app.services.devices.caller import technician_of
from app.services.devices.proof import public_key
from app.services.errors import DomainError
from app.services.ports.access import Journal
from app.services.ports.clock import Clock
from app.services.ports.devices import Code, DeviceStore, Jwk
from app.services.ports.unit_of_work import Begin, UnitOfWork


def enrol(begin: Begin, clock: Clock, code: str, name: str, public_jwk: Jwk) -> tokens.Tokens:
    """Bind the phone that holds the private half of `public_jwk` and return its first tokens.

    A phone that did not hear the answer may ask again with the same code and key, until it has used a token.

    Raises
    ------
    DomainError : ``enrolment_code``; ``invalid_input`` for a key that is not P-256
    """
    key, now = public_key(public_jwk), clock.now()
    with begin() as work:
        found = work.of(DeviceStore).lock_code(code_digest(code))
        if found is None or found.expires_at <= now or not found.account.active:
            raise DomainError("enrolment_code")
        technician_of(found.account)
        device_id = _bind(work, found, name, key, now)
        issued, generation = tokens.first(device_id, now)
        work.of(DeviceStore).add_generation(generation)
        work.commit()
    return issued


def _bind(work: UnitOfWork, code: Code, name: str, key: Jwk, now: datetime) -> uuid.UUID:
    store, user_id = work.of(DeviceStore), code.account.user_id
    if code.used_at is not None:
        known = store.enrolled_since(user_id, key, code.created_at)
        if known is None:
            raise DomainError("enrolment_code")
        return known
    store.use_code(code.id, now)
    device_id = store.add_phone(user_id, name, key)
    work.of(Journal).add("device_enrolled", "device", str(device_id), user_id=user_id, details={"name": name})
    return device_id
