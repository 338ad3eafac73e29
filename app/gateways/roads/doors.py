"""A network with doors on it: every doorstep becomes a node that splits its edge."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from app.gateways.roads.packed import Packed, packed
from app.gateways.roads.profile_graph import Ints, ProfileGraph
from app.gateways.roads.snapping import Doorsteps

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Arcs:
    """One-way pieces of edges: from where to where on which edge of the profile graph, and what they cost."""

    tail: Ints
    head: Ints
    edge: Ints
    start: Floats
    end: Floats
    cost: Packed

    def sorted_best(self) -> "Arcs":
        """By tail and head, with only the cheapest of parallel arcs."""
        order = np.lexsort((self.cost, self.head, self.tail))
        tail, head = self.tail[order], self.head[order]
        first = np.ones(len(order), dtype=np.bool_)
        first[1:] = (tail[1:] != tail[:-1]) | (head[1:] != head[:-1])
        keep = order[first]
        return Arcs(
            tail=self.tail[keep],
            head=self.head[keep],
            edge=self.edge[keep],
            start=self.start[keep],
            end=self.end[keep],
            cost=self.cost[keep],
        )


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class DoorNetwork:
    """The profile graph's nodes, then one node per distinct doorstep; ``door[i]`` is the node of doorstep `i`."""

    arcs: Arcs
    nodes: int
    door: Ints
    links: csr_array


def with_doors(network: ProfileGraph, steps: Doorsteps) -> DoorNetwork:
    """The network in which ways may start and end at the doorsteps; each must be on an edge."""
    spot = np.stack([steps.edge.astype(np.float64), steps.share], axis=1)
    unique, which = np.unique(spot, axis=0, return_inverse=True)
    edge, share = unique[:, 0].astype(np.int64), unique[:, 1]
    ids = network.nodes + np.arange(len(unique))
    pieces = _pieces(network, edge, share, ids)
    arcs = _joined(_arcs(network, *pieces), _arcs(network, *_whole_edges(network))).sorted_best()
    nodes = network.nodes + len(unique)
    links = csr_array((arcs.cost, (arcs.tail, arcs.head)), shape=(nodes, nodes))
    return DoorNetwork(arcs=arcs, nodes=nodes, door=ids[which.reshape(-1)], links=links)


_Pieces = tuple[Ints, Ints, Ints, Floats, Floats]
"""Edge, node before, node behind, share before, share behind."""


def _whole_edges(network: ProfileGraph) -> _Pieces:
    m = len(network.edge)
    return np.arange(m), network.u, network.v, np.zeros(m), np.ones(m)


def _pieces(network: ProfileGraph, edge: Ints, share: Floats, ids: Ints) -> _Pieces:
    # Doors come sorted by edge and share, so neighbours in the list are neighbours on the street.
    first = np.ones(len(edge), dtype=np.bool_)
    first[1:] = edge[1:] != edge[:-1]
    last = np.roll(first, -1)
    before = np.where(first, network.u[edge], np.roll(ids, 1))
    share_before = np.where(first, 0.0, np.roll(share, 1))
    behind = last.nonzero()[0]
    return (
        np.concatenate([edge, edge[behind]]),
        np.concatenate([before, ids[behind]]),
        np.concatenate([ids, network.v[edge[behind]]]),
        np.concatenate([share_before, share[behind]]),
        np.concatenate([share, np.ones(len(behind))]),
    )


def _arcs(network: ProfileGraph, edge: Ints, before: Ints, behind: Ints, start: Floats, end: Floats) -> Arcs:
    length = network.graph.length_m[network.edge[edge]].astype(np.float64)
    sides = []
    for direction, (tail, head, a, b) in enumerate([(before, behind, start, end), (behind, before, end, start)]):
        seconds = network.seconds[direction, edge]
        usable = np.isfinite(seconds)
        # Differences of rounded positions add up to the whole edge, however often it is split.
        at_a, at_b = (packed(np.where(usable, seconds, 0.0) * at, length * at) for at in (a, b))
        sides.append(
            Arcs(
                tail=tail[usable],
                head=head[usable],
                edge=edge[usable],
                start=a[usable],
                end=b[usable],
                cost=np.abs(at_b - at_a)[usable],
            )
        )
    return _joined(*sides)


def _joined(a: Arcs, b: Arcs) -> Arcs:
    return Arcs(
        tail=np.concatenate([a.tail, b.tail]),
        head=np.concatenate([a.head, b.head]),
        edge=np.concatenate([a.edge, b.edge]),
        start=np.concatenate([a.start, b.start]),
        end=np.concatenate([a.end, b.end]),
        cost=np.concatenate([a.cost, b.cost]),
    )
