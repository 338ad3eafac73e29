"""Small OpenStreetMap extracts, written for tests."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import osmium
from osmium.osm.mutable import Node, Way

Nodes = Mapping[int, tuple[float, float] | tuple[float, float, Mapping[str, str]]]
Ways = Mapping[int, tuple[Sequence[int], Mapping[str, str]]]

SPACING = (0.010, 0.005)
"""Degrees between the crossings of `grid`: about 556 m both ways at 60 degrees north."""


def write_extract(path: Path, nodes: Nodes, ways: Ways) -> Path:
    """Write nodes {id: (lon, lat[, tags])} and ways {id: (node ids, tags)} as a .osm.pbf."""
    with osmium.SimpleWriter(str(path), overwrite=True) as writer:
        for ref, (lon, lat, *tags) in sorted(nodes.items()):
            writer.add_node(Node(id=ref, location=(lon, lat), tags=tags[0] if tags else {}, version=1))
        for ref, (refs, tags) in sorted(ways.items()):
            writer.add_way(Way(id=ref, nodes=list(refs), tags=tags, version=1))
    return path


def grid(
    first: int, west: float, south: float, size: int, row_tags: Mapping[int, Mapping[str, str]] | None = None
) -> tuple[dict[int, tuple[float, float]], dict[int, tuple[list[int], dict[str, str]]]]:
    """A square town: `size` x `size` crossings, ids from `first`, residential streets along every row and column."""
    nodes = {
        first + row * size + col: (round(west + col * SPACING[0], 7), round(south + row * SPACING[1], 7))
        for row in range(size)
        for col in range(size)
    }
    ways: dict[int, tuple[list[int], dict[str, str]]] = {}
    for at in range(size):
        tags = {"highway": "residential", **(row_tags or {}).get(at, {})}
        ways[first + at] = ([first + at * size + col for col in range(size)], {"name": f"Row {at}", **tags})
        column = [first + row * size + at for row in range(size)]
        ways[first + size + at] = (column, {"highway": "residential", "name": f"Column {at}"})
    return nodes, ways
