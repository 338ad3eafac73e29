"""Roads from an extract, computed here: no service to run."""

from collections.abc import Sequence
from functools import cached_property
from threading import Lock

import numpy as np
import numpy.typing as npt

from app.gateways.osm import RoadGraph
from app.gateways.roads.distinct import Index, distinct
from app.gateways.roads.doors import DoorNetwork, with_doors
from app.gateways.roads.drawing import drawn
from app.gateways.roads.points import ACCESS_MPS, checked, digest
from app.gateways.roads.profile_graph import ProfileGraph, profile_graph
from app.gateways.roads.recent import RecentTables
from app.gateways.roads.snapping import Doorsteps, Snapper
from app.gateways.roads.ways import costs, courses
from app.services.ports.roads import OSM_ATTRIBUTION, SNAP_LIMIT_M, Leg, Points, Snap
from planner.travel import UNREACHABLE, TravelMatrix, TravelProfile, TravelTable

_VERSION = "1"
_CACHE_BYTES = 256 * 1024 * 1024
_CAR = TravelProfile.CAR


class BuiltInRoads:
    """The `Roads` port over a `RoadGraph`; safe to share between threads.

    A table costs one search per distinct doorstep among the sources. Points at identical coordinates (the homes of a
    building) are one doorstep and are zero apart.
    """

    def __init__(
        self, graph: RoadGraph, *, snap_limit_m: float = SNAP_LIMIT_M, cache_bytes: int = _CACHE_BYTES
    ) -> None:
        self._networks = {profile: _Network(graph, profile) for profile in TravelProfile}
        self._graph = graph
        self._limit_m = snap_limit_m
        self._recent = RecentTables(cache_bytes)

    @property
    def attribution(self) -> str:
        """The street data is OpenStreetMap's."""
        return OSM_ATTRIBUTION

    @property
    def fingerprint(self) -> str:
        """Extract, reader, this code and the snap limit decide every answer."""
        return digest("built-in", _VERSION, self._graph.content, repr(self._limit_m))

    def snap(self, points: Points, profile: TravelProfile = _CAR) -> Snap:
        """Where the points meet the streets of the profile."""
        network = self._networks[profile]
        places = checked(points)
        steps = network.snapper.doorsteps(places)
        far = steps.distance_m > self._limit_m
        graph = network.profile_graph
        on_main = np.zeros(len(places), dtype=np.bool_)
        on_main[steps.edge >= 0] = graph.part[steps.edge[steps.edge >= 0]] == graph.main_part
        return Snap(
            node=_nearest_nodes(graph, steps),
            lonlat=steps.lonlat,
            distance_m=steps.distance_m,
            reachable=on_main & ~far,
            quarantined=far,
        )

    def matrix(self, points: Points, profile: TravelProfile = _CAR) -> TravelMatrix:
        """Travel between all pairs; one search per distinct doorstep."""
        places = checked(points)

        def make() -> TravelTable:
            table = self._table(places, places, profile)
            return TravelMatrix(duration_s=table.duration_s, distance_m=table.distance_m)

        table = self._recent.get(digest("square", profile, places.tobytes()), make)
        if not isinstance(table, TravelMatrix):
            raise TypeError("a square table was kept as something else")
        return table

    def rectangular(self, sources: Points, targets: Points, profile: TravelProfile = _CAR) -> TravelTable:
        """Travel from every source to every target; one search per distinct doorstep of the sources."""
        a, b = checked(sources), checked(targets)
        key = digest("table", profile, str(len(a)), a.tobytes(), b.tobytes())
        return self._recent.get(key, lambda: self._table(a, b, profile))

    def legs(self, points: Points, profile: TravelProfile = _CAR) -> Sequence[Leg]:
        """The ways along the points, street by street; as long and as fast as the matrix says."""
        places = checked(points)
        network = self._networks[profile]
        steps = network.snapper.doorsteps(places)
        doors, door = self._doors(network, steps)
        asked = np.flatnonzero((door[:-1] >= 0) & (door[1:] >= 0))
        found = dict(zip(asked.tolist(), courses(doors, door[asked], door[asked + 1]), strict=True))
        legs = []
        for at in range(len(places) - 1):
            ends, course = places[at : at + 2], found.get(at)
            if (ends[0] == ends[1]).all():
                legs.append(Leg(distance_m=0, duration_s=0, geometry=ends))
            elif course is None:
                legs.append(Leg(distance_m=UNREACHABLE, duration_s=UNREACHABLE, geometry=np.empty((0, 2))))
            else:
                walk = steps.distance_m[at] + steps.distance_m[at + 1]
                legs.append(
                    Leg(
                        distance_m=round(course.metres + walk),
                        duration_s=round(course.seconds + walk / ACCESS_MPS),
                        geometry=drawn(network.profile_graph, course, ends[0], ends[1]),
                    )
                )
        return legs

    def _table(self, sources: Points, targets: Points, profile: TravelProfile) -> TravelTable:
        asked = distinct(sources, targets)
        network = self._networks[profile]
        steps = network.snapper.doorsteps(asked.places)
        doors, door = self._doors(network, steps)
        duration_s = np.full((len(asked.rows), len(asked.cols)), UNREACHABLE, dtype=np.int32)
        distance_m = duration_s.copy()
        r, c = np.flatnonzero(door[asked.rows] >= 0), np.flatnonzero(door[asked.cols] >= 0)
        walk_from, walk_to = steps.distance_m[asked.rows[r]], steps.distance_m[asked.cols[c]]
        # Blocks go straight into whole numbers: nothing of full size is ever held in floats.
        for block, way_s, way_m in costs(doors, door[asked.rows[r]], door[asked.cols[c]]):
            walk = walk_from[block, None] + walk_to[None, :]
            part = TravelTable.from_floats(way_s + walk / ACCESS_MPS, way_m + walk)
            here = np.ix_(r[block], c)
            duration_s[here], distance_m[here] = part.duration_s, part.distance_m
        return asked.spread(duration_s, distance_m)

    def _doors(self, network: "_Network", steps: Doorsteps) -> tuple[DoorNetwork, Index]:
        """The network with doors, and the door of each point, -1 for those too far from any street."""
        near = np.flatnonzero(steps.distance_m <= self._limit_m)
        doors = with_doors(network.profile_graph, _some(steps, near))
        door = np.full(len(steps.edge), -1, dtype=np.int64)
        door[near] = doors.door
        return doors, door


class _Network:
    """One profile's graph and index, made when first asked for."""

    def __init__(self, graph: RoadGraph, profile: TravelProfile) -> None:
        self._graph, self._profile = graph, profile
        self._lock = Lock()

    @cached_property
    def _made(self) -> tuple[ProfileGraph, Snapper]:
        network = profile_graph(self._graph, self._profile)
        return network, Snapper(network)

    @property
    def profile_graph(self) -> ProfileGraph:
        with self._lock:
            return self._made[0]

    @property
    def snapper(self) -> Snapper:
        with self._lock:
            return self._made[1]


def _some(steps: Doorsteps, rows: Index) -> Doorsteps:
    return Doorsteps(
        edge=steps.edge[rows],
        share=steps.share[rows],
        lonlat=steps.lonlat[rows],
        distance_m=steps.distance_m[rows],
    )


def _nearest_nodes(graph: ProfileGraph, steps: Doorsteps) -> npt.NDArray[np.int32]:
    nodes = np.full(len(steps.edge), -1, dtype=np.int32)
    on = steps.edge >= 0
    edge = steps.edge[on]
    nodes[on] = graph.node[np.where(steps.share[on] < 0.5, graph.u[edge], graph.v[edge])]
    return nodes
