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
