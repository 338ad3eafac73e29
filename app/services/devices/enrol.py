"""A phone is bound to a person by a code: one use, ten minutes, only its hash is kept."""

import uuid
from datetime import datetime, timedelta

from app.services.devices import tokens
from app.services.devices.caller import technician_of
from app.services.devices.proof import public_key
from app.services.devices.secrets import digest_of_code, new_code
from app.services.errors import DomainError
from app.services.ports.access import Journal
from app.services.ports.clock import Clock
from app.services.ports.devices import Code, DeviceStore, Jwk
from app.services.ports.unit_of_work import Begin, UnitOfWork

CODE_LIFE = timedelta(minutes=10)


def issue_code(begin: Begin, clock: Clock, user_id: uuid.UUID, *, by_user_id: uuid.UUID | None = None) -> str:
    """Return a new enrolment code for a technician's account; it is shown once and good for ten minutes.

    Raises
    ------
    DomainError : ``not_found`` for an unknown account, ``device_revoked`` for a closed one, ``forbidden`` for one that
        does no field work
    """
    code = new_code()
    with begin() as work:
        store = work.of(DeviceStore)
        account = store.account(user_id)
        if account is None:
            raise DomainError("not_found", what="The account", what_zh="该账号")
        if not account.active:
            raise DomainError("device_revoked")
        technician_of(account)
        store.add_code(user_id, digest_of_code(code), clock.now() + CODE_LIFE)
        work.of(Journal).add("enrolment_code_issued", "user", str(user_id), user_id=by_user_id, details={})
        work.commit()
    return code


def enrol(begin: Begin, clock: Clock, code: str, name: str, public_jwk: Jwk) -> tokens.Tokens:
    """Bind the phone that holds the private half of `public_jwk` and return its first tokens.

    A phone that did not hear the answer may ask again with the same code and key, until it has used a token.

    Raises
    ------
    DomainError : ``enrolment_code``; ``invalid_input`` for a key that is not P-256
    """
    key, now = public_key(public_jwk), clock.now()
    with begin() as work:
        found = work.of(DeviceStore).lock_code(digest_of_code(code))
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
