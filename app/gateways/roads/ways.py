"""Cheapest ways between doors: their cost for many pairs, their course for a few."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse.csgraph import dijkstra

from app.gateways.roads.doors import DoorNetwork
from app.gateways.roads.packed import unpacked
from app.gateways.roads.profile_graph import Ints

Floats = npt.NDArray[np.float64]

_BLOCK_VALUES = 2_000_000
"""Values of one block of searches (16 MB): memory stays bounded however many sources there are."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Course:
    """A way along the network as pieces of edges: on which edge, from which share of it to which."""

    edge: Ints
    start: Floats
    end: Floats
    seconds: float
    metres: float


def costs(network: DoorNetwork, sources: Ints, targets: Ints) -> Iterator[tuple[slice, Floats, Floats]]:
    """Block after block of sources: which ones, seconds and metres to every target; inf without a way."""
    step = max(1, _BLOCK_VALUES // max(1, network.nodes))
    for start in range(0, len(sources), step):
        rows = slice(start, start + step)
        total = dijkstra(network.links, directed=True, indices=sources[rows])
        yield rows, *unpacked(total[:, targets])


def courses(network: DoorNetwork, sources: Ints, targets: Ints) -> list[Course | None]:
    """The way from each source to the target at the same position, None if there is none."""
    found: list[Course | None] = [None] * len(sources)
    arc_key = network.arcs.tail * network.nodes + network.arcs.head
    for source in np.unique(sources):
        total, before = dijkstra(network.links, directed=True, indices=int(source), return_predecessors=True)
        for at in np.flatnonzero(sources == source):
            nodes = _traced(before, int(source), int(targets[at]))
            if nodes is not None:
                # Arcs are sorted by tail and head, so each step of the way is found by bisection.
                arc = np.searchsorted(arc_key, nodes[:-1] * network.nodes + nodes[1:])
                arcs = network.arcs
                seconds, metres = unpacked(total[targets[at]])
                found[at] = Course(
                    edge=arcs.edge[arc],
                    start=arcs.start[arc],
                    end=arcs.end[arc],
                    seconds=float(seconds),
                    metres=float(metres),
                )
    return found


def _traced(before: npt.NDArray[np.int32], source: int, target: int) -> Ints | None:
    nodes = [target]
    while nodes[-1] != source:
        previous = int(before[nodes[-1]])
        if previous < 0:
            return None
        nodes.append(previous)
    return np.array(nodes[::-1], dtype=np.int64)
