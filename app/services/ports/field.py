"""What the services ask of the stored side of field work: operations as they came, visits, records, the day."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol

from app.domain.kinds import CustomerKind, RecordState, VisitState
from app.services.field.results import Result

Row = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """One operation as a phone sent it; `raw` is kept byte for byte."""

    op_id: uuid.UUID
    device_id: uuid.UUID
    user_id: uuid.UUID
    device_seq: int
    kind: str
    entity_id: uuid.UUID | None
    sha256: str
    raw: bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """A stored operation with the answer it got; without a result it has not been carried out."""

    op_id: uuid.UUID
    device_id: uuid.UUID
    user_id: uuid.UUID
    sha256: str
    raw: bytes
    result: Result | None
    answer: dict[str, Any] | None


class Operations(Protocol):
    """The journal of what phones sent (R3, R9)."""

    def store(self, sent: Sequence[Sent]) -> set[uuid.UUID]:
        """Store those whose id is new; return their ids."""
        ...

    def known(self, op_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Kept]:
        """Return what is stored under the ids."""
        ...

    def lock(self, op_id: uuid.UUID) -> Kept | None:
        """Return one and keep others from carrying it out."""
        ...

    def settle(self, op_id: uuid.UUID, result: Result, answer: Mapping[str, object], at: datetime) -> None:
        """Write down what came of it."""
        ...

    def settled(self, op_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
        """Return those of the ids that have their final result."""
        ...

    def open_of(self, device_id: uuid.UUID) -> tuple[Kept, ...]:
        """Return those of a device that are stored without a final result, in the order it made them."""
        ...

    def quarantine(self, device_id: uuid.UUID | None, why: str, raw: bytes) -> None:
        """Keep what could not be taken (R10); the same bytes once a device and reason."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class VisitFacts:
    """A visit, locked for the rest of the transaction."""

    id: uuid.UUID
    technician_id: uuid.UUID
    customer_id: uuid.UUID
    customer_kind: CustomerKind
    obligation_id: uuid.UUID | None
    state: VisitState
    live: bool
    zone: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where a phone was: WGS-84 degrees, metres of doubt."""

    lon: float
    lat: float
    accuracy_m: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class NewRecord:
    """A report as it is stored."""

    id: uuid.UUID
    visit_id: uuid.UUID
    technician_id: uuid.UUID
    device_id: uuid.UUID
    on_date: date
    outcome: VisitState
    form_key: str
    form_version: int
    answers: Mapping[str, object]
    started_at: datetime | None
    ended_at: datetime
    place: Place | None
    state: RecordState
    flags: tuple[str, ...]
    expected_photos: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class MeterFacts:
    """A meter of a customer with its last reading."""

    id: uuid.UUID
    digits: int
    last_reading: Decimal | None
    last_read_on: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class NewMeterCheck:
    """A meter check as it is stored."""

    id: uuid.UUID
    visit_id: uuid.UUID
    meter_id: uuid.UUID
    checked_at: datetime
    condition: str
    seal: str
    leak: bool
    reading: Decimal | None
    previous_reading: Decimal | None
    flags: tuple[str, ...]
    photo_id: uuid.UUID | None


@dataclass(frozen=True, kw_only=True, slots=True)
class NewHazard:
    """A hazard as it is stored."""

    id: uuid.UUID
    visit_id: uuid.UUID
    customer_id: uuid.UUID
    kind: str
    grade: int
    note: str | None
    found_at: datetime
    rectify_by: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class NewPhoto:
    """A photo that a phone has taken and not sent yet."""

    id: uuid.UUID
    visit_id: uuid.UUID
    kind: str
    sha256: str
    byte_size: int
    media_type: str
    taken_at: datetime
    place: Place | None
    flags: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PhotoFacts:
    """A photo as it is known."""

    id: uuid.UUID
    visit_id: uuid.UUID
    sha256: str
    byte_size: int
    media_type: str
    stored_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class NextWindow:
    """The obligation that is open after a visit."""

    obligation_id: uuid.UUID
    not_before: date
    ideal_on: date
    due_by: date


class FieldWork(Protocol):
    """Visits and what was found on them; ids come from phones, so adding tells whether the id was free."""

    def lock_visit(self, visit_id: uuid.UUID) -> VisitFacts | None:
        """Return a visit and keep others from changing it."""
        ...

    def move_visit(
        self, visit_id: uuid.UUID, state: VisitState, *, started_at: datetime | None, ended_at: datetime | None
    ) -> int:
        """Set the state; the earliest start and the first end stay, the visit is pinned. Return its version."""
        ...

    def add_record(self, record: NewRecord) -> bool:
        """Store a record and give it what was found on the visit; False when the id is taken."""
        ...

    def set_record_state(self, record_id: uuid.UUID, state: RecordState) -> None:
        """Change the state of a record."""
        ...

    def finish_media(self, visit_id: uuid.UUID) -> tuple[uuid.UUID, ...]:
        """Complete the records of a visit whose photos are all stored now; return their ids (R14)."""
        ...

    def record_of(self, visit_id: uuid.UUID) -> uuid.UUID | None:
        """Return the first record of a visit."""
        ...

    def meter(self, meter_id: uuid.UUID, customer_id: uuid.UUID) -> MeterFacts | None:
        """Return a meter of that customer and keep others from reading it."""
        ...

    def add_meter_check(self, check: NewMeterCheck) -> bool:
        """Store a check; False when the id is taken."""
        ...

    def read_meter(self, meter_id: uuid.UUID, reading: Decimal, on_date: date) -> None:
        """Keep a believable reading as the last one unless a later one is there."""
        ...

    def add_hazard(self, hazard: NewHazard) -> bool:
        """Store a hazard; False when the id is taken."""
        ...

    def add_photo(self, photo: NewPhoto) -> bool:
        """Store what is said of a photo; False when the id is taken."""
        ...

    def photo_elsewhere(self, sha256: str, visit_id: uuid.UUID) -> bool:
        """Tell whether another visit has a photo with the same content (R53)."""
        ...

    def photo_of(self, photo_id: uuid.UUID, technician_id: uuid.UUID) -> PhotoFacts | None:
        """Return a photo of a technician's own visit."""
        ...

    def photo_within(self, photo_id: uuid.UUID, scope: Sequence[str]) -> PhotoFacts | None:
        """Return a photo of a visit in units at or below the paths of `scope`."""
        ...

    def photo_stored(
        self, photo_id: uuid.UUID, at: datetime, *, byte_size: int, media_type: str, width: int, height: int
    ) -> None:
        """Note that the content of a photo is there."""
        ...

    def next_window(self, obligation_id: uuid.UUID) -> NextWindow | None:
        """Return the obligation of the same customer and programme that is open now."""
        ...


class DayReading(Protocol):
    """A technician's own day."""

    def route(self, technician_id: uuid.UUID, on_date: date) -> Row | None:
        """Return the published route."""
        ...

    def visits(self, route_id: uuid.UUID, *, today: date, near: bool) -> list[Row]:
        """Return a row a visit with its stop and the customer's card; telephone and care only when `near`."""
        ...

    def agenda(self, route_id: uuid.UUID) -> list[Row]:
        """Return the agenda of the plans that cover the day of a route."""
        ...
