"""What the services ask of a road network, whoever answers: the built-in graph, OSRM, or the straight line."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from app.services.errors import DomainError
from planner.travel import UNREACHABLE, TravelMatrix, TravelProfile, TravelTable

SNAP_LIMIT_M = 300.0
"""A point farther than this from the network is reported and has no travel times; it is never moved."""

OSM_ATTRIBUTION = "© OpenStreetMap contributors, ODbL 1.0"

Points = npt.NDArray[np.float64]
"""float64 (n, 2), WGS-84 degrees, longitude first."""


class RoadsError(DomainError):
    """Roads cannot be had; the reason is kept in both languages as ``details['why']`` and ``details['why_zh']``."""

    @property
    def message_zh(self) -> str:
        """The sentence in Chinese, with the Chinese reason."""
        facts = {
            **self.details,
            "why": self.details.get("why_zh", self.details.get("why", "?")),
        }
        return self.kind.zh.format_map(facts)


class ExtractMissing(RoadsError):  # noqa: N818
    """There is no file at the path."""

    def __init__(self, *, path: str) -> None:
        super().__init__("extract_missing", path=path)


class ExtractUnreadable(RoadsError):  # noqa: N818
    """The file is not an OpenStreetMap extract, or breaks off."""

    def __init__(self, *, path: str, why: str, why_zh: str, **facts: object) -> None:
        super().__init__("extract_unreadable", path=path, why=why, why_zh=why_zh, **facts)


class ExtractWithoutRoads(RoadsError):  # noqa: N818
    """The extract is sound but holds no street anybody could travel."""

    def __init__(self, *, path: str) -> None:
        super().__init__("extract_without_roads", path=path)


class RoadsUnavailable(RoadsError):  # noqa: N818
    """The road service does not answer, or answers nonsense."""

    def __init__(self, *, why: str, why_zh: str) -> None:
        super().__init__("roads_unavailable", why=why, why_zh=why_zh)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Snap:
    """Where `n` points meet the network.

    Attributes
    ----------
    node : int32 (n,), nearest node of the network, -1 where there is none or the network keeps its nodes to itself
    lonlat : float64 (n, 2), the point on the network; the point itself where there is none
    distance_m : float64 (n,), straight from the point to ``lonlat``; infinite where there is none
    reachable : bool (n,), within the limit and in the part of the network that everybody can reach and leave
    quarantined : bool (n,), farther from the network than the limit
    """

    node: npt.NDArray[np.int32]
    lonlat: Points
    distance_m: npt.NDArray[np.float64]
    reachable: npt.NDArray[np.bool_]
    quarantined: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.node)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Leg:
    """The way from one point to the next: `geometry` is float64 (k, 2) from door to door, empty without a way."""

    distance_m: int
    duration_s: int
    geometry: Points

    @property
    def reachable(self) -> bool:
        """Whether there is a way."""
        return self.duration_s < UNREACHABLE


class Roads(Protocol):
    """Travel on a road network.

    Every answer counts the walk between a point and the network at both ends. A pair without a way, or with a
    quarantined end, is ``UNREACHABLE``; only the diagonal and points at identical coordinates are then zero.
    All methods raise `RoadsUnavailable` if no answer can be had and ``ProblemError`` for malformed points.
    """

    @property
    def attribution(self) -> str:
        """What must be shown wherever the results are; empty if nothing must."""
        ...

    @property
    def fingerprint(self) -> str:
        """Changes whenever the same question could get another answer."""
        ...

    def snap(self, points: Points, profile: TravelProfile = TravelProfile.CAR) -> Snap:
        """Where the points meet the network."""
        ...

    def matrix(self, points: Points, profile: TravelProfile = TravelProfile.CAR) -> TravelMatrix:
        """Travel between all pairs of points."""
        ...

    def rectangular(
        self,
        sources: Points,
        targets: Points,
        profile: TravelProfile = TravelProfile.CAR,
    ) -> TravelTable:
        """Travel from every source to every target."""
        ...

    def legs(self, points: Points, profile: TravelProfile = TravelProfile.CAR) -> Sequence[Leg]:
        """The ways along a sequence of `n` points: `n - 1` legs with their street geometry."""
        ...
