"""Roads for places without an extract: the straight line times a detour factor."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from app.gateways.roads.points import checked, digest
from app.services.ports.roads import Leg, Points, Snap
from planner.travel import (
    TravelMatrix,
    TravelProfile,
    TravelTable,
    straight_line,
    straight_line_table,
)
from planner.travel.estimate import DETOUR


@dataclass(frozen=True, kw_only=True)
class StraightRoads:
    """Every point is its own network node; every pair has a way.

    Attributes
    ----------
    detour : way over straight line, at least 1
    speed_kmh : overrides of the profiles' mean speeds
    """

    detour: float = DETOUR
    speed_kmh: Mapping[TravelProfile, float] = field(default_factory=dict)

    @property
    def attribution(self) -> str:
        """Nothing is owed to anybody."""
        return ""

    @property
    def fingerprint(self) -> str:
        """Detour and speeds decide every answer."""
        speeds = [f"{profile}={self._speed(profile)!r}" for profile in TravelProfile]
        return digest("straight", repr(self.detour), *speeds)

    def snap(self, points: Points, profile: TravelProfile = TravelProfile.CAR) -> Snap:  # noqa: ARG002 - the port's shape
        """Every point is where it is."""
        places = checked(points)
        n = len(places)
        return Snap(
            node=np.arange(n, dtype=np.int32),
            lonlat=places,
            distance_m=np.zeros(n),
            reachable=np.ones(n, dtype=np.bool_),
            quarantined=np.zeros(n, dtype=np.bool_),
        )

    def matrix(self, points: Points, profile: TravelProfile = TravelProfile.CAR) -> TravelMatrix:
        """Travel between all pairs."""
        return straight_line(checked(points), self._speed(profile), self.detour)

    def rectangular(
        self,
        sources: Points,
        targets: Points,
        profile: TravelProfile = TravelProfile.CAR,
    ) -> TravelTable:
        """Travel from every source to every target."""
        return straight_line_table(checked(sources), checked(targets), self._speed(profile), self.detour)

    def legs(self, points: Points, profile: TravelProfile = TravelProfile.CAR) -> Sequence[Leg]:
        """Straight strokes with the estimated length and time."""
        places = checked(points)
        pairs = zip(places[:-1], places[1:], strict=True)
        return [self._leg(np.stack(pair), profile) for pair in pairs]

    def _leg(self, ends: Points, profile: TravelProfile) -> Leg:
        table = straight_line_table(ends[:1], ends[1:], self._speed(profile), self.detour)
        return Leg(
            distance_m=int(table.distance_m[0, 0]),
            duration_s=int(table.duration_s[0, 0]),
            geometry=ends,
        )

    def _speed(self, profile: TravelProfile) -> float:
        return self.speed_kmh.get(profile, profile.speed_kmh)
