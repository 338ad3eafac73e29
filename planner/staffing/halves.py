"""A group of places parted in two connected halves of as even work as its borders allow."""

from collections.abc import Sequence

from planner.staffing.districts import Ints
from planner.staffing.graph import Graph


def halved(graph: Graph, work: Ints, members: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return both halves, each ascending; the best cut of one edge of a few trees that span the group.

    Raises
    ------
    ValueError : fewer than two places, or not connected
    """
    if len(members) < 2:
        raise ValueError("a single place has no halves")
    inside, total = set(members), int(work[list(members)].sum())
    best: tuple[int, set[int]] | None = None
    for root in members:
        for below in _branches(graph, inside, root):
            uneven = abs(total - 2 * int(work[list(below)].sum()))
            if best is None or uneven < best[0]:
                best = uneven, below
    assert best is not None  # noqa: S101
    return sorted(best[1]), sorted(inside - best[1])


def _branches(graph: Graph, inside: set[int], root: int) -> list[set[int]]:
    """Return what hangs on each edge of the breadth-first tree from `root`."""
    order, parent = [root], {root: root}
    for here in order:
        fresh = [there for there in graph.neighbours[here] if there in inside and there not in parent]
        parent |= dict.fromkeys(fresh, here)
        order += fresh
    if len(order) < len(inside):
        raise ValueError("the places are not connected")
    hanging = {place: {place} for place in order}
    for place in reversed(order[1:]):
        hanging[parent[place]] |= hanging[place]
    return [hanging[place] for place in order[1:]]
