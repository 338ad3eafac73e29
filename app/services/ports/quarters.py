"""Quarterly plans as a view of the year: what is read for them, and how a draft is cut out of the year (S4.2)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from app.domain.kinds import PlanState
from app.services.ports.planning_store import Json, Slots
from app.services.ports.reading import Row


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A stored version with weeks that a quarter can be read from."""

    id: uuid.UUID
    number: int
    level: str
    state: PlanState
    unit_path: str
    fingerprint: str
    hard_violations: int | None
    seed: int
    costs: Json


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """A quarter of a unit: Mondays of ``start <= week < until`` of the customers at or below `path`."""

    path: str
    start: date
    until: date


class Quarters(Protocol):
    """Quarters, inside one transaction."""

    def year_for(self, span: Span) -> Source | None:
        """Return the year's plan in force for the span: published, else approved, else the newest draft."""
        ...

    def version(self, version_id: uuid.UUID) -> Source | None:
        """Return a version of a year or quarter."""
        ...

    def history(self, unit_id: uuid.UUID, start: date) -> Sequence[Row]:
        """Return the versions of a unit's quarterly plan, newest first, with who drafted and who approved."""
        ...

    def weeks(self, version_id: uuid.UUID, span: Span) -> Sequence[Row]:
        """Return visits and minutes at the door by week, unit, programme, tier and kind of customer."""
        ...

    def lapses(self, version_id: uuid.UUID, span: Span) -> Sequence[Row]:
        """Return what the version leaves out though it falls due before the quarter ends, by unit and reason."""
        ...

    def changes(self, old: uuid.UUID, new: uuid.UUID, span: Span) -> Row:
        """Return how many visits of the quarter are `added`, `removed`, `moved` to another week, or `kept`."""
        ...

    def copy_weeks(self, source: uuid.UUID, target: uuid.UUID, span: Span) -> int:
        """Copy the weeks of the span into a new version; return how many."""
        ...

    def supersede_approved(self, version_id: uuid.UUID) -> None:
        """Let an approved version give way to this one of the same plan."""
        ...

    def approved_weeks(self, path: str, start: date, until: date) -> Slots:
        """Return the weeks of approved quarters for customers at or below `path`, the latest approval last."""
        ...

    def approved_over(self, path: str, start: date, until: date) -> bool:
        """Whether an approved quarter of the unit, or of one above it, meets ``start <= day < until``."""
        ...
