"""The street network of an extract, as columns."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from planner.travel import TravelProfile

PROFILES = (TravelProfile.CAR, TravelProfile.EBIKE, TravelProfile.FOOT)
"""Order of the first axis of `RoadGraph.seconds`."""


@dataclass(frozen=True, kw_only=True, eq=False)
class RoadGraph:
    """`n` junctions and dead ends, `m` stretches of street between them; in between only the shape is kept.

    Attributes
    ----------
    node_lonlat : float64 (n, 2), WGS-84 degrees, longitude first
    car_blocked : bool (n,), a barrier no car passes stands on the node
    u, v : int32 (m,), ends of the edge, in drawn direction
    length_m : float32 (m,)
    seconds : float32 (3, 2, m), by profile (order of ``PROFILES``) and direction (u to v, v to u); inf = closed
    stoppable : bool (m,), a door can be on it: no motorway, bridge or tunnel
    class_id, name_id : int32 (m,), index into ``classes`` and ``names``
    shape_start : int64 (m + 1,), edge e is ``shape_lonlat[shape_start[e]:shape_start[e + 1]]``, both ends included
    shape_lonlat : float64 (k, 2)
    classes, names : the distinct `highway` values and street names; names[0] is "" for nameless streets
    content : hash of the extract and of the reader that made the graph
    """

    node_lonlat: npt.NDArray[np.float64]
    car_blocked: npt.NDArray[np.bool_]
    u: npt.NDArray[np.int32]
    v: npt.NDArray[np.int32]
    length_m: npt.NDArray[np.float32]
    seconds: npt.NDArray[np.float32]
    stoppable: npt.NDArray[np.bool_]
    class_id: npt.NDArray[np.int32]
    name_id: npt.NDArray[np.int32]
    shape_start: npt.NDArray[np.int64]
    shape_lonlat: npt.NDArray[np.float64]
    classes: tuple[str, ...]
    names: tuple[str, ...]
    content: str

    def __post_init__(self) -> None:
        m = len(self.u)
        if self.seconds.shape != (len(PROFILES), 2, m) or len(self.shape_start) != m + 1 or len(self.v) != m:
            raise ValueError(f"columns of the road graph must have {m} rows")
        if m and max(self.u.max(), self.v.max()) >= len(self.node_lonlat):
            raise ValueError("an edge ends at a node that does not exist")

    @property
    def nodes(self) -> int:
        """Number of nodes."""
        return len(self.node_lonlat)

    @property
    def edges(self) -> int:
        """Number of edges."""
        return len(self.u)

    def shape(self, edge: int) -> npt.NDArray[np.float64]:
        """Drawn line of an edge from `u` to `v`, float64 (k, 2)."""
        return self.shape_lonlat[self.shape_start[edge] : self.shape_start[edge + 1]]

    @cached_property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north of everything drawn."""
        low, high = self.shape_lonlat.min(axis=0), self.shape_lonlat.max(axis=0)
        return float(low[0]), float(low[1]), float(high[0]), float(high[1])

    def __repr__(self) -> str:
        return f"RoadGraph(nodes={self.nodes}, edges={self.edges}, content={self.content!r})"
