"""Where a company's rules are kept: numbers of policy with the day they begin (S8.4, S8.5, S4.2)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from app.domain.kinds import RuleKind
from app.services.ports.planning_store import Json


@dataclass(frozen=True, kw_only=True, slots=True)
class Company:
    """A unit at the top of its tree: rules are a whole company's."""

    id: uuid.UUID
    name: str
    path: str
    time_zone: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RuleRow:
    """Numbers of a policy from a day on; `general` ones hold for companies that have none of their own."""

    id: uuid.UUID
    kind: RuleKind
    effective_on: date
    numbers: Json
    source: str
    general: bool
    entered_by: str | None
    updated_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class NewRule:
    """Numbers that a company enters."""

    unit_id: uuid.UUID
    kind: RuleKind
    effective_on: date
    numbers: Json
    source: str
    user_id: uuid.UUID | None


class Rules(Protocol):
    """Rules, inside one transaction."""

    def company_of(self, path: str) -> Company | None:
        """Return the company a unit belongs to, by the unit's path."""
        ...

    def rows(self, path: str, kind: RuleKind | None = None) -> Sequence[RuleRow]:
        """Return the rows of the company of a path and the general ones, by kind and first day."""
        ...

    def areas(self, path: str) -> Sequence[tuple[str, str]]:
        """Return code and name of the areas at or below `path`, by code."""
        ...

    def lock(self, company_id: uuid.UUID) -> None:
        """Keep others from changing rules of the company until the end of the transaction."""
        ...

    def put(self, new: NewRule, before: RuleRow | None) -> None:
        """Store a row in place of `before`, and write both into the audit."""
        ...

    def remove(self, row: RuleRow, user_id: uuid.UUID | None) -> None:
        """Take a row away and write it into the audit."""
        ...
