"""Ways between areas, people's bases and pieces of ground: by road where roads are loaded, else straight lines."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from app.services.planning.loaded import Loaded
from app.services.ports.planning_store import Json
from app.services.ports.roads import Roads, RoadsUnavailable
from planner.staffing.ground import Floats, Ints, flat_around, metres_between
from planner.travel import UNREACHABLE, TravelMatrix, TravelProfile

PACE_MPS = 10
"""Metres that a second on the road counts as (36 km/h): prices of ways are in metres."""
DETOUR = 1.3
"""What a straight line counts as beside roads when no pair at all has a way by road."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Ways:
    """Ways between n places, the same in both directions.

    Attributes
    ----------
    metres : int64 (n, n), what planning compares: seconds on the road at `PACE_MPS`, or straight lines
    seconds : int64 (n, n), by road, `UNREACHABLE` where there is no way; None without roads
    road_m : int64 (n, n), how long the way is: along the road, or straight
    """

    metres: Ints
    seconds: Ints | None
    road_m: Ints

    def seconds_between(self, a: int, b: int) -> int | None:
        """Return the time by road between two places; None without roads or without a way."""
        if self.seconds is None or self.seconds[a, b] >= UNREACHABLE:
            return None
        return int(self.seconds[a, b])

    def across_s(self, rows: Sequence[int]) -> int | None:
        """Return the longest time by road between two of several places; None where it is not known of all."""
        if self.seconds is None:
            return None
        most = int(self.seconds[np.ix_(rows, rows)].max())
        return None if most >= UNREACHABLE else most


@dataclass(kw_only=True)
class WaysFinder:
    """Answers for all places of a question at once, and remembers whether roads answered.

    Attributes
    ----------
    off_road : places that no road leads to
    """

    roads: Roads
    profile: TravelProfile = TravelProfile.CAR
    off_road: int = 0
    straight: bool = field(init=False)

    def __post_init__(self) -> None:
        # Roads that owe thanks to nobody are made of straight lines.
        self.straight = not self.roads.attribution

    def between(self, lonlat: Floats) -> Ways:
        """Return the ways between (n, 2) places, asked of the road network in one piece."""
        line = metres_between(flat_around(lonlat).metres(lonlat))
        table = None if self.straight else self._asked(lonlat)
        if table is None:
            return Ways(metres=line, seconds=None, road_m=line)
        seconds = np.maximum(table.duration_s, table.duration_s.T).astype(np.int64)
        length = np.maximum(table.distance_m, table.distance_m.T).astype(np.int64)
        known = seconds < UNREACHABLE
        self.off_road += int((known.sum(axis=1) <= 1).sum()) if len(lonlat) > 1 else 0
        # Where no road leads, the straight line counts as the others' ways do in the mean.
        apart = known & (line > 0)
        scale = float(seconds[apart].sum() * PACE_MPS / line[apart].sum()) if apart.any() else DETOUR
        rest = np.rint(line * scale).astype(np.int64)
        return Ways(
            metres=np.where(known, seconds * PACE_MPS, rest),
            seconds=np.where(known, seconds, UNREACHABLE),
            road_m=np.where(known, length, line),
        )

    def metres(self, lonlat: Floats) -> Ints:
        """Return what planning compares, int64 (n, n)."""
        return self.between(lonlat).metres

    def said(self) -> Json:
        """Return what the page says of the ways."""
        return {"by_road": not self.straight, "off_road": self.off_road, "attribution": self.roads.attribution}

    def _asked(self, lonlat: Floats) -> TravelMatrix | None:
        try:
            return self.roads.matrix(np.ascontiguousarray(lonlat, np.float64), self.profile)
        except RoadsUnavailable:
            # Half by road and half by straight lines would compare what cannot be compared.
            self.straight = True
            return None


def ways_of(roads: Roads, loaded: Loaded) -> WaysFinder:
    """Return a finder that travels as most of the people of `loaded` do."""
    profiles = [person.profile for person in loaded.problem.technicians]
    most = max(sorted(set(profiles)), key=profiles.count, default=TravelProfile.CAR.value)
    return WaysFinder(roads=roads, profile=TravelProfile(most))
