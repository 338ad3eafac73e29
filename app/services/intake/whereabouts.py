"""Points of a file: into WGS-84, and which of them cannot be right. They are listed, never moved."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from app.domain.datum import Datum, converted
from app.services.intake.parsing import Parsed
from app.services.ports.roads import Roads


@dataclass(frozen=True, kw_only=True, slots=True)
class Astray:
    """A row whose point is suspicious: it is stored, marked, and left out of plans until somebody has looked."""

    row: int
    why: str
    distance_m: float | None


def into_wgs84(parsed: Parsed, datum: Datum, lon: str = "lon", lat: str = "lat") -> npt.NDArray[np.float64]:
    """Return float64 (n, 2) degrees, NaN where a coordinate is missing; refuse rows at (0, 0)."""
    given = np.array(
        [[np.nan if value is None else value for value in parsed.column(name)] for name in (lon, lat)], dtype=np.float64
    ).T
    zero = np.flatnonzero((np.abs(given) < 1e-6).all(axis=1))
    for row in zero:
        parsed.refuse(
            int(row), lon, "null_island", "(0, 0) is in the sea; the coordinates are missing", "坐标为 (0,0)，实为缺失"
        )
    known = np.isfinite(given).all(axis=1)
    points = given.copy()
    if datum is not Datum.WGS84 and known.any():
        points[known] = converted(given[known], datum, Datum.WGS84)
    return points


def astray(points: npt.NDArray[np.float64], roads: Roads | None) -> list[Astray]:
    """Return the points farther from a road than the limit, or that no road connects; nothing without roads."""
    known = np.flatnonzero(np.isfinite(points).all(axis=1))
    if roads is None or not len(known):
        return []
    snap = roads.snap(points[known])
    wrong = np.flatnonzero(snap.quarantined | ~snap.reachable)
    return [
        Astray(
            row=int(known[one]),
            why="off_road" if snap.quarantined[one] else "unreachable",
            distance_m=float(snap.distance_m[one]) if np.isfinite(snap.distance_m[one]) else None,
        )
        for one in wrong
    ]
