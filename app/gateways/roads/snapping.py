"""Where points meet the network: the nearest point on a street, not the nearest crossing.

A crossing may be 200 m down a long block and on the wrong side of a one-way street; a point on the edge is where the
technician parks. The rest of the way is walked in a straight line and counted.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from app.gateways.osm.line_columns import lines_of
from app.gateways.roads.profile_graph import ProfileGraph
from app.services.ports.roads import Points
from planner.travel import great_circle_m


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Doorsteps:
    """`n` points on the network.

    Attributes
    ----------
    edge : int64 (n,), edge of the `ProfileGraph`, -1 if the profile has no street at all
    share : float64 (n,), part of the edge that lies before the point, 0..1
    lonlat : float64 (n, 2), the point on the edge
    distance_m : float64 (n,), straight from the point asked for; inf if there is no street
    """

    edge: npt.NDArray[np.int64]
    share: npt.NDArray[np.float64]
    lonlat: Points
    distance_m: npt.NDArray[np.float64]


class Snapper:
    """An index of the streets doors may be on."""

    def __init__(self, network: ProfileGraph) -> None:
        self._edges = network.doorsteps
        graph = network.graph
        whole = network.edge[self._edges]
        latitude = float(graph.shape_lonlat[:, 1].mean()) if len(graph.shape_lonlat) else 0.0
        # In degrees shrunk by the cosine of the latitude, near is near in metres.
        self._scale = np.array([np.cos(np.radians(latitude)), 1.0])
        self._lines = lines_of(graph.shape_lonlat * self._scale, graph.shape_start)[whole]
        self._tree = shapely.STRtree(self._lines)

    def doorsteps(self, points: Points) -> Doorsteps:
        """The nearest point on a street for each point."""
        n = len(points)
        if not len(self._edges) or not n:
            return Doorsteps(
                edge=np.full(n, -1), share=np.zeros(n), lonlat=points.copy(), distance_m=np.full(n, np.inf)
            )
        here = np.asarray(shapely.points(points * self._scale), dtype=object)
        asked, nearest = self._tree.query_nearest(here, all_matches=False)
        line = np.empty(n, dtype=np.int64)
        line[asked] = nearest
        share = np.clip(shapely.line_locate_point(self._lines[line], here, normalized=True), 0.0, 1.0)
        on_street = shapely.line_interpolate_point(self._lines[line], share, normalized=True)
        lonlat = shapely.get_coordinates(on_street) / self._scale
        return Doorsteps(edge=self._edges[line], share=share, lonlat=lonlat, distance_m=great_circle_m(points, lonlat))
