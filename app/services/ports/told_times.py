"""Where the times that customers were told are kept."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from app.domain.scope import Scope


@dataclass(frozen=True, kw_only=True, slots=True)
class ToldTime:
    """Service of an obligation begins on `on` at most `within_s` before or after `at`."""

    obligation_id: uuid.UUID
    on: date
    at: datetime
    within_s: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ToldVisit:
    """A visit in force whose customer may be told a time; `open`: nobody has begun it."""

    obligation_id: uuid.UUID
    on: date
    time_zone: str
    open: bool


class ToldTimes(Protocol):
    """Reads and writes, inside one transaction."""

    def visit(self, scope: Scope, visit_id: uuid.UUID) -> ToldVisit | None:
        """Return a visit of an obligation in force inside `scope`, None without one."""
        ...

    def put(self, told: ToldTime, user_id: uuid.UUID | None, *, over: bool = True) -> None:
        """Store a time with an audit entry; unless `over`, one told for the same day before stays."""
        ...

    def drop(self, obligation_id: uuid.UUID, user_id: uuid.UUID | None) -> None:
        """Forget the time, with an audit entry; nothing when none was told."""
        ...
