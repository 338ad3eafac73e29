"""What stands on a day: the visits of a version, or those in force, in driving order."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from app.domain.kinds import VisitState
from app.domain.scope import Scope


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """The visit somebody asks about: its route's unit, day and version; `live` when it is in force."""

    unit_id: uuid.UUID
    on: date
    version_id: uuid.UUID
    obligation_id: uuid.UUID
    live: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class StandingVisit:
    """One visit; rows come by technician and day, in driving order, visits of one `stop_id` together."""

    visit_id: uuid.UUID
    obligation_id: uuid.UUID
    technician_id: uuid.UUID
    on: date
    stop_id: uuid.UUID
    start_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class BegunVisit:
    """A visit in force of a technician-day that has begun, with what its phone has told."""

    visit_id: uuid.UUID
    obligation_id: uuid.UUID | None
    technician_id: uuid.UUID
    stop_id: uuid.UUID
    stop_seq: int
    stop_work_s: int
    state: VisitState
    planned_start_at: datetime
    planned_end_at: datetime
    actual_start_at: datetime | None
    actual_end_at: datetime | None
    premises_id: uuid.UUID
    lon: float
    lat: float
    breaks: tuple[tuple[datetime, datetime], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """Whom an obligation is about, as shown: names of households keep the surname only."""

    customer_id: uuid.UUID
    customer_name: str
    address: str
    programme_zh: str
    programme_en: str


class Standing(Protocol):
    """Reads, inside one transaction."""

    def visit(self, scope: Scope, visit_id: uuid.UUID) -> Asked | None:
        """Return a visit of an obligation inside `scope`, None without one."""
        ...

    def days(
        self, unit_id: uuid.UUID, start: date, until: date, version_id: uuid.UUID | None
    ) -> Sequence[StandingVisit]:
        """Return what stands in a unit and below on ``start <= day < until``: of a version, or with None in force."""
        ...

    def begun(self, path: str, on: date) -> Sequence[BegunVisit]:
        """Return what is in force below `path` on the technician-days that have begun, in driving order."""
        ...

    def named(self, obligation_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Named]:
        """Return whom obligations are about."""
        ...
