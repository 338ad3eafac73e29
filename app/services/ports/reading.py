"""What screens ask of the storage: whole answers in a few statements, always inside a scope.

Rows are mappings whose keys are those of the desk API (`app.web.desk`), with native dates, instants and ids.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from app.domain.scope import Scope

Row = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """One page of a list; `next` is the cursor of the page after, None at the end."""

    items: list[Row]
    total: int
    next: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class TileAddress:
    """A tile of the web-mercator pyramid."""

    z: int
    x: int
    y: int


@dataclass(frozen=True, kw_only=True, slots=True)
class UnplannedAfter:
    """The sort values of the last row of a page of what is unplanned."""

    hard: bool
    due_by: date
    obligation_id: uuid.UUID
    version_id: uuid.UUID


class UnitReading(Protocol):
    """Units, what surrounds them on the map, and whether this is a demonstration."""

    def units(self, scope: Scope) -> list[Row]:
        """Return the units of the scope, parents before children."""
        ...

    def assigned(self, user_id: uuid.UUID) -> list[Row]:
        """Return the units the user is assigned to."""
        ...

    def map_of(self, scope: Scope) -> Row:
        """Return `bounds`, `attribution` and the facts of the base map."""
        ...

    def demo(self) -> Row | None:
        """Return the facts of the demonstration, None on real data."""
        ...


class StampReading(Protocol):
    """Versions of sets of rows, for caches."""

    def version(self, name: str) -> str:
        """Return the version of the set; "0" before anything was stamped."""
        ...


class RouteReading(Protocol):
    """Day routes. Where live ones exist for a unit and date they are shown, else the newest drafts."""

    def days(self, scope: Scope, since: date, until: date) -> Row:
        """Return the dates with routes in ``since <= date < until``, and the first and last published date."""
        ...

    def routes(self, scope: Scope, on_date: date, today: date, version_id: uuid.UUID | None) -> Row | None:
        """Return the routes of one date with stops and visits; None when the version is not in the scope."""
        ...


class TileReading(Protocol):
    """Vector tiles."""

    def base(self, tile: TileAddress) -> bytes:
        """Return the base map inside the tile."""
        ...

    def customers(self, tile: TileAddress, scope: Scope, today: date) -> bytes:
        """Return the customers inside the tile, gathered on a grid below street level."""
        ...

    def territories(self, tile: TileAddress, scope: Scope) -> bytes:
        """Return the outlines of units."""
        ...


class SystemReading(Protocol):
    """The state of database and workers."""

    def state(self) -> Row:
        """Return schema revision, number of workers alive, and when one was last seen."""
        ...


class UnplannedReading(Protocol):
    """What plan versions leave out."""

    def versions(self, scope: Scope, version_id: uuid.UUID | None) -> list[uuid.UUID]:
        """Return that version when the scope may see it; without one, the newest of each unit."""
        ...

    def by_reason(self, scope: Scope, versions: list[uuid.UUID]) -> dict[str, int]:
        """Return how many are left out for which reason."""
        ...

    def page(  # noqa: PLR0913
        self,
        scope: Scope,
        versions: list[uuid.UUID],
        reason: str | None,
        after: UnplannedAfter | None,
        limit: int,
    ) -> list[Row]:
        """Return at most `limit` rows after `after`."""
        ...


class ShortageReading(Protocol):
    """Shortage certificates."""

    def shortages(self, scope: Scope) -> list[Row]:
        """Return those of the newest annual version of each plan."""
        ...


class CoverageReading(Protocol):
    """Counts over obligations."""

    def coverage(self, scope: Scope, since: date, until: date, today: date) -> list[Row]:
        """Return counts by unit, programme, tier and kind of customer."""
        ...


class PlanReading(Protocol):
    """Plans and runs."""

    def plans(self, scope: Scope, level: str | None) -> list[Row]:
        """Return plans with their versions."""
        ...

    def runs(self, scope: Scope, run_id: uuid.UUID | None) -> list[Row]:
        """Return the latest runs, or the one asked for."""
        ...

    def version_within(self, scope: Scope, version_id: uuid.UUID) -> bool:
        """Whether the version is of a plan inside the scope."""
        ...


class CustomerReading(Protocol):
    """Customers and their files."""

    def search(  # noqa: PLR0913
        self, scope: Scope, words: str | None, tier: str | None, after: str | None, limit: int
    ) -> list[Row]:
        """Return at most `limit` customers by account number, after the account `after`."""
        ...

    def count(self, scope: Scope, words: str | None, tier: str | None) -> int:
        """Return how many `search` finds in all."""
        ...

    def file(self, scope: Scope, customer_id: uuid.UUID) -> Row | None:
        """Return everything known of a customer; None when it is not in the scope."""
        ...
