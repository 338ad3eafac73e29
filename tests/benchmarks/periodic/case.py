"""A periodic instance as the search and the checker get it: real coordinates, one depot, routes on every day."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Days = tuple[int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PeriodicCase:
    """`n` customers, numbered 1..n; node 0 is the depot; days count from 0.

    Attributes
    ----------
    vehicles : how many there are on every day
    longest : for each day, how long a route may take with all service; infinite when nothing bounds it
    capacity : for each day, what a vehicle carries
    at : float64 (n + 1, 2); demand, service : float64 (n + 1,), of one visit
    choices : for each node the sets of days it may be visited on, none for the depot
    """

    name: str
    path: Path
    vehicles: int
    longest: tuple[float, ...]
    capacity: tuple[float, ...]
    at: Floats
    demand: Floats
    service: Floats
    choices: tuple[tuple[Days, ...], ...]

    @property
    def customers(self) -> int:
        """How many there are."""
        return len(self.demand) - 1

    def distances(self) -> Floats:
        """Return straight distances, float64 (n + 1, n + 1)."""
        apart: Floats = np.sqrt(((self.at[:, None, :] - self.at[None, :, :]) ** 2).sum(axis=2))
        return apart


@dataclass(frozen=True, kw_only=True, slots=True)
class DayDrive:
    """A route: its day and its customers in turn."""

    day: int
    stops: tuple[int, ...]
