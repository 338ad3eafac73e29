"""The ground that places stand on: flat metres, cells around points, and which of them share a border."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from planner.staffing.graph import Graph, graph_of
from planner.travel.great_circle import EARTH_RADIUS_M

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
LEAST_BORDER_M = 1.0
"""Touching in a corner is no border."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Flat:
    """Degrees to metres around a middle latitude (equirectangular; good to a percent over some hundred km)."""

    lon: float
    lat: float

    @property
    def scale(self) -> Floats:
        """Metres of a degree, east and north."""
        degree = math.radians(1) * EARTH_RADIUS_M
        return np.array([degree * max(0.01, math.cos(math.radians(self.lat))), degree])

    def metres(self, lonlat: Floats) -> Floats:
        """Return (n, 2) metres of (n, 2) degrees."""
        return np.asarray((lonlat - [self.lon, self.lat]) * self.scale)

    def degrees(self, metres: Floats) -> Floats:
        """Return (n, 2) degrees of (n, 2) metres."""
        return np.asarray(metres / self.scale + [self.lon, self.lat])


def flat_around(lonlat: Floats) -> Flat:
    """Return the projection around the middle of the bounding box of (n, 2) degrees, n >= 1."""
    middle = (lonlat.min(axis=0) + lonlat.max(axis=0)) / 2
    return Flat(lon=float(middle[0]), lat=float(middle[1]))


def metres_between(points: Floats) -> Ints:
    """Return whole metres, int64 (n, n), between (n, 2) flat points."""
    away = np.hypot(*(points[:, None, :] - points[None, :, :]).transpose(2, 0, 1))
    return np.asarray(np.rint(away), np.int64)


def cells_around(points: Floats, clip: BaseGeometry | None = None) -> list[BaseGeometry]:
    """Return the ground nearest to each of (n, 2) distinct flat points (Voronoi cells), cut to `clip`.

    Without `clip` the ground ends around the points: their convex hull, widened by a tenth of its size.
    """
    hull = shapely.MultiPoint(points).convex_hull
    wide = max(100.0, 0.1 * math.hypot(*np.ptp(points, axis=0)))
    bounds = clip if clip is not None and not clip.is_empty else hull.buffer(wide)
    if len(points) == 1:
        return [bounds]
    whole = shapely.union(bounds, hull).envelope.buffer(wide)
    found = shapely.get_parts(shapely.voronoi_polygons(shapely.MultiPoint(points), extend_to=whole))
    at, cell = shapely.STRtree(found).query(shapely.points(points), predicate="intersects")
    # A point on a border belongs to the first of its cells; points are distinct, so that each has one of its own.
    own = {int(point): int(number) for point, number in zip(at[::-1], cell[::-1], strict=True)}
    return [shapely.make_valid(shapely.intersection(found[own[number]], bounds)) for number in range(len(points))]


def borders(grounds: list[BaseGeometry], tolerance_m: float = 0.0) -> Graph:
    """Return which flat polygons share a border of more than a corner; gaps up to `tolerance_m` are closed."""
    slack = max(tolerance_m, 0.01)
    wide = [ground.buffer(slack, quad_segs=2) for ground in grounds]
    first, second = shapely.STRtree(wide).query(wide, predicate="intersects")
    edges = []
    for a, b in zip(first.tolist(), second.tolist(), strict=True):
        if a < b:
            shared = wide[a].intersection(wide[b])
            # What two polygons widened by `slack` share is a strip of twice that width along their border.
            if shared.area > 2 * slack * (LEAST_BORDER_M + 4 * slack):
                edges.append((a, b))
    return graph_of(len(grounds), edges)
