"""The part of a road graph that one means of travel may use."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from app.gateways.osm import RoadGraph
from app.gateways.osm.road_graph import PROFILES
from planner.travel import TravelProfile

FRAGMENT_M = 2_000.0
"""Pieces of network with less street than this are drawing errors or cut off by the extract's border: doors there are
placed on the nearest lasting network and the longer walk is counted. A real island has more, and stays unreachable."""

_NOT_A_STREET = frozenset({"track", "service"})
"""Forest tracks behind a barrier and the yards of an airfield make no island, however long they are."""

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class ProfileGraph:
    """`n` nodes and the edges one profile may use, in at least one direction.

    Attributes
    ----------
    graph : the whole network
    edge : int64 (e,), index of each usable edge in the whole network
    u, v : int64 (e,), its ends as nodes of this graph; an edge that ends at a barrier has an end of its own there
    node : int64 (n,), index of each node in the whole network
    seconds : float64 (2, e), by direction; inf = closed
    """

    graph: RoadGraph
    edge: Ints
    u: Ints
    v: Ints
    node: Ints
    seconds: npt.NDArray[np.float64]

    @property
    def nodes(self) -> int:
        """Number of nodes."""
        return len(self.node)

    @cached_property
    def part(self) -> Ints:
        """Which strongly connected part each edge lies in, -1 if it only leads from one into another."""
        ahead, back = np.isfinite(self.seconds)
        rows = np.concatenate([self.u[ahead], self.v[back]])
        cols = np.concatenate([self.v[ahead], self.u[back]])
        links = csr_array((np.ones(len(rows)), (rows, cols)), shape=(self.nodes, self.nodes))
        _, label = connected_components(links, directed=True, connection="strong")
        return np.where(label[self.u] == label[self.v], label[self.u], -1).astype(np.int64)

    @cached_property
    def main_part(self) -> int:
        """The part with the most metres: what "reachable" means."""
        return int(np.argmax(self._metres_by_part(np.ones(len(self.edge)))))

    @cached_property
    def doorsteps(self) -> Ints:
        """Edges (of this graph) a door may be on: both reached and left again, no motorway, bridge or fragment."""
        streets = np.array([name not in _NOT_A_STREET for name in self.graph.classes], dtype=np.float64)
        large = self._metres_by_part(streets[self.graph.class_id[self.edge]]) >= FRAGMENT_M
        large[self.main_part] = True
        stops = self.graph.stoppable[self.edge] & (self.part >= 0)
        stops[stops] = large[self.part[stops]]
        return np.flatnonzero(stops)

    def _metres_by_part(self, weight: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        inside = self.part >= 0
        metres = (self.graph.length_m[self.edge] * weight)[inside]
        return np.bincount(self.part[inside], weights=metres, minlength=1).astype(np.float64)


def profile_graph(graph: RoadGraph, profile: TravelProfile) -> ProfileGraph:
    """What `profile` may use of `graph`; it may have no edges."""
    seconds = graph.seconds[PROFILES.index(profile)].astype(np.float64)
    edge = np.flatnonzero(np.isfinite(seconds).any(axis=0))
    ends = np.concatenate([graph.u[edge], graph.v[edge]]).astype(np.int64)
    owner = ends.copy()
    if profile is TravelProfile.CAR:
        barred = np.flatnonzero(graph.car_blocked[ends])
        ends[barred] = graph.nodes + np.arange(len(barred))
    unique, place = np.unique(ends, return_inverse=True)
    node = np.empty(len(unique), dtype=np.int64)
    node[place] = owner
    return ProfileGraph(
        graph=graph, edge=edge, u=place[: len(edge)], v=place[len(edge) :], node=node, seconds=seconds[:, edge]
    )
