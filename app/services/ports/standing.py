"""What stands on a day: the visits of a version, or those in force, in driving order."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

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
