"""A routing instance as every solver and the checker get it: whole numbers, one depot, closed routes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import numpy as np
import numpy.typing as npt

Longs = npt.NDArray[np.int64]

UNLIMITED = 1 << 40
"""A limit that never binds."""


class Kind(Enum):
    """Families of instances; the value is the name of the command that runs them."""

    WINDOWS = "vrptw"
    SITES = "sdvrptw"
    PRIZES = "pcvrptw"

    @property
    def scale(self) -> int:
        """Whole units to one unit of the file: the DIMACS rule floors tenths, site-dependent ones round thousandths."""
        return 1000 if self is Kind.SITES else 10

    @property
    def shown_per_unit(self) -> int:
        """Whole units to one unit of the published best-known values."""
        return 10 if self is Kind.WINDOWS else 1


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Fleet:
    """Vehicles alike: how many, what one carries, how long it may be away, bool (n,): which customers it may serve."""

    count: int
    capacity: int
    longest: int
    serves: npt.NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Case:
    """`n` customers, numbered 1..n; node 0 is the depot.

    Attributes
    ----------
    distance : int64 (n + 1, n + 1), distance and travel time alike
    demand, service, opens, closes, prize : int64 (n + 1,); service starts between opens and closes, both included; the
        depot's are those of the vehicles' day
    optional : bool (n + 1,), may be left out, which costs its prize
    """

    name: str
    kind: Kind
    path: Path
    distance: Longs
    demand: Longs
    service: Longs
    opens: Longs
    closes: Longs
    prize: Longs
    optional: npt.NDArray[np.bool_]
    fleets: tuple[Fleet, ...]

    @property
    def customers(self) -> int:
        """How many there are."""
        return len(self.demand) - 1

    @property
    def vehicles(self) -> int:
        """How many there are."""
        return sum(one.count for one in self.fleets)

    def shown(self, cost: int) -> float:
        """Return a cost in the unit of the published best-known values."""
        return cost / self.kind.shown_per_unit


@dataclass(frozen=True, kw_only=True, slots=True)
class Drive:
    """A route: which fleet's vehicle drives it, and its customers in turn."""

    fleet: int
    stops: tuple[int, ...]
