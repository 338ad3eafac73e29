"""New tokens for old: each refresh token is good once, but a phone that lost the answer is not locked out.

When the generation before the newest comes back with a proof and the newest was never used, the answer was lost: the
same tokens are given again. Anything else that is old, or comes without the phone's key, is theft: the family ends
(R46).
"""

from datetime import datetime

from app.services.devices import tokens
from app.services.devices.caller import must_be_welcome
from app.services.devices.proof import must_be_fresh, proves
from app.services.devices.secrets import digest
from app.services.errors import DomainError
from app.services.ports.access import Journal
from app.services.ports.clock import Clock
from app.services.ports.devices import DeviceStore, Generation, Phone
from app.services.ports.unit_of_work import Begin, UnitOfWork


def refresh(begin: Begin, clock: Clock, refresh_token: str, proof: str, secrets: tuple[str, ...]) -> tokens.Tokens:
    """Return the next tokens of the phone, or once more those whose answer it did not hear.

    Parameters
    ----------
    secrets : keys our nonces may be signed with

    Raises
    ------
    DomainError : ``unauthenticated`` unknown or expired, ``device_revoked``, ``proof_nonce`` fetch a nonce and try
        again, ``device_proof`` and ``token_reuse`` when the family was ended
    """
    now = clock.now()
    with begin() as work:
        generation = work.of(DeviceStore).by_refresh(digest(refresh_token))
        if generation is None:
            raise DomainError("unauthenticated")
        phone = work.of(DeviceStore).lock_phone(generation.device_id)
        if phone is None:
            raise DomainError("unauthenticated")
        must_be_welcome(phone)
        # Read again behind the lock: two refreshes at once must see each other.
        generation = work.of(DeviceStore).by_refresh(digest(refresh_token)) or generation
        if generation.revoked_at is not None or generation.refresh_until <= now:
            raise DomainError("unauthenticated")
        nonce = proves(proof, phone.public_jwk, phone.id, refresh_token)
        if nonce is None:
            raise _ended(work, phone, generation, now, "device_proof")
        must_be_fresh(nonce, secrets, now)
        issued = _rotated(work, phone, generation, refresh_token, now)
        work.commit()
    return issued


def _rotated(
    work: UnitOfWork, phone: Phone, generation: Generation, refresh_token: str, now: datetime
) -> tokens.Tokens:
    store = work.of(DeviceStore)
    newest = store.newest(generation.device_id, generation.family)
    if newest.number == generation.number:
        began_at = store.began_at(generation.device_id, generation.family)
        issued, following = tokens.next_after(generation, refresh_token, now, began_at)
        store.seen(generation, now)
        store.add_generation(following)
        return issued
    if newest.number == generation.number + 1 and newest.used_at is None:
        same = tokens.again(newest, refresh_token)
        if same is not None:
            return same
    raise _ended(work, phone, generation, now, "token_reuse")


def _ended(work: UnitOfWork, phone: Phone, generation: Generation, now: datetime, code: str) -> DomainError:
    """End the family for good, with a word in the journal; return the error to raise."""
    work.of(DeviceStore).revoke_family(generation.device_id, generation.family, now)
    details = {"why": code, "family": str(generation.family), "generation": generation.number}
    work.of(Journal).add("tokens_revoked", "device", str(phone.id), user_id=phone.account.user_id, details=details)
    work.commit()
    return DomainError(code)
