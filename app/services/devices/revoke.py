"""A phone is lost, given back or replaced: from now on nothing is answered to it (R45, R47)."""

import uuid

from app.services.devices.caller import PhoneCaller
from app.services.errors import DomainError
from app.services.ports.access import Journal
from app.services.ports.clock import Clock
from app.services.ports.devices import DeviceStore
from app.services.ports.unit_of_work import Begin


def revoke_own(begin: Begin, clock: Clock, caller: PhoneCaller, device_id: uuid.UUID) -> None:
    """Let a phone sign itself off; any other device is answered like one that does not exist."""
    if device_id != caller.device_id:
        raise _unknown()
    revoke(begin, clock, device_id, by_user_id=caller.user_id)


def revoke(begin: Begin, clock: Clock, device_id: uuid.UUID, *, by_user_id: uuid.UUID) -> None:
    """Revoke a device; a second time nothing changes. The desk decides who may before it calls this."""
    with begin() as work:
        store = work.of(DeviceStore)
        phone = store.lock_phone(device_id)
        if phone is None:
            raise _unknown()
        if phone.revoked_at is None:
            store.revoke(device_id, clock.now())
            work.of(Journal).add("device_revoked", "device", str(device_id), user_id=by_user_id, details={})
        work.commit()


def _unknown() -> DomainError:
    return DomainError("not_found", what="The device", what_zh="该设备")
