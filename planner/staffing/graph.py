"""Who borders on whom: a graph without direction over numbered places."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, kw_only=True, slots=True)
class Graph:
    """`neighbours[i]` are the places that border on place `i`, ascending."""

    neighbours: tuple[tuple[int, ...], ...]

    def __len__(self) -> int:
        return len(self.neighbours)

    @property
    def edges(self) -> tuple[tuple[int, int], ...]:
        """Every border once, the lower number first."""
        return tuple((a, b) for a, near in enumerate(self.neighbours) for b in near if a < b)

    def part(self, rows: Sequence[int]) -> "Graph":
        """Return the graph among `rows` only, renumbered in their order."""
        new = {row: number for number, row in enumerate(rows)}
        return Graph(neighbours=tuple(tuple(sorted(new[b] for b in self.neighbours[row] if b in new)) for row in rows))


def graph_of(size: int, edges: Iterable[tuple[int, int]]) -> Graph:
    """Return the graph of `size` places with these borders."""
    near: list[set[int]] = [set() for _ in range(size)]
    for a, b in edges:
        if a != b:
            near[a].add(b)
            near[b].add(a)
    return Graph(neighbours=tuple(tuple(sorted(one)) for one in near))


def components(graph: Graph, among: Iterable[int] | None = None) -> list[list[int]]:
    """Return the connected parts of the graph (among `among` only), each ascending, by their first place."""
    left = set(range(len(graph)) if among is None else among)
    found = []
    while left:
        seen, waiting = set(), [min(left)]
        left.discard(waiting[0])
        while waiting:
            here = waiting.pop()
            seen.add(here)
            fresh = [there for there in graph.neighbours[here] if there in left]
            left.difference_update(fresh)
            waiting += fresh
        found.append(sorted(seen))
    return sorted(found)


def holds_without(graph: Graph, members: set[int], place: int) -> bool:
    """Tell whether `members`, connected and with `place` among them, stay connected and not empty without it."""
    near = [there for there in graph.neighbours[place] if there in members]
    if len(members) == 1 or not near:
        return False
    wanted, seen, waiting = set(near[1:]), {place, near[0]}, [near[0]]
    while waiting and wanted:
        for there in graph.neighbours[waiting.pop()]:
            if there in members and there not in seen:
                seen.add(there)
                wanted.discard(there)
                waiting.append(there)
    return not wanted


def joined(graph: Graph, metres: npt.NDArray[np.int64]) -> tuple[Graph, tuple[tuple[int, int], ...]]:
    """Join the parts of a graph by their shortest links (islands, gaps); return it and the links added."""
    links: list[tuple[int, int]] = []
    while len(parts := components(graph)) > 1:
        first = np.array(parts[0])
        rest = np.array(sorted(set(range(len(graph))) - set(parts[0])))
        nearest = int(np.argmin(metres[np.ix_(first, rest)]))
        a, b = int(first[nearest // len(rest)]), int(rest[nearest % len(rest)])
        links.append((min(a, b), max(a, b)))
        graph = graph_of(len(graph), [*graph.edges, (a, b)])
    return graph, tuple(links)
