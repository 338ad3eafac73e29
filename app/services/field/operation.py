"""An operation: a fact or an intent of a technician, made on the phone, sent as often as needed."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from app.domain.visits import Moment, Reported, happened
from app.services.devices.caller import PhoneCaller
from app.services.field.facts import Facts

_LATEST_SCHEMA = 1
_CENTURY_MS = 100 * 366 * 86_400_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Operation:
    """What a phone wrote down; the body is read by whoever carries it out."""

    op_id: uuid.UUID
    device_seq: int
    user_id: uuid.UUID | None
    kind: str
    schema_v: int
    entity_id: uuid.UUID | None
    depends_on: tuple[uuid.UUID, ...]
    occurred: Moment
    facts: Facts

    @property
    def body(self) -> Facts:
        """The facts of its kind."""
        return self.facts.inner("body")

    @property
    def too_new(self) -> bool:
        """Whether a later version of the phone wrote it."""
        return self.schema_v > _LATEST_SCHEMA


@dataclass(frozen=True, kw_only=True, slots=True)
class Circumstances:
    """Who sends, and what the clocks of phone and server say while it does."""

    caller: PhoneCaller
    received_at: datetime
    phone_now: Moment | None

    def when(self, operation: Operation) -> Reported:
        """Return when the operation really happened."""
        return happened(operation.occurred, self.phone_now, self.received_at)


def read_operation(raw: bytes) -> Operation:
    """Read the frame of an operation; raise ``invalid_input`` when it is none."""
    facts = Facts.of_bytes(raw)
    return Operation(
        op_id=facts.key("op_id"),
        device_seq=facts.whole("device_seq"),
        user_id=facts.maybe("user_id", facts.key),
        kind=facts.text("kind"),
        schema_v=facts.whole("schema_v", 1, 1_000_000),
        entity_id=facts.maybe("entity_id", facts.key),
        depends_on=facts.keys("depends_on"),
        occurred=moment_of(facts.inner("occurred_at")),
        facts=facts,
    )


def moment_of(facts: Facts) -> Moment:
    """Read the phone's clocks."""
    return Moment(
        device_time=facts.instant("device_time"),
        boot_id=facts.maybe("boot_id", facts.text),
        monotonic_ms=facts.maybe("monotonic_ms", lambda name: facts.whole(name, 0, _CENTURY_MS)),
        gps_time=facts.maybe("gps_time", facts.instant),
    )
