"""Small extracts, written for one test each."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import osmium
import pytest
from osmium.osm.mutable import Node, Way

Nodes = Mapping[int, tuple[float, float] | tuple[float, float, Mapping[str, str]]]
Ways = Mapping[int, tuple[Sequence[int], Mapping[str, str]]]
WriteExtract = Callable[..., Path]


@pytest.fixture
def write_extract(tmp_path: Path) -> WriteExtract:
    """Writes nodes {id: (lon, lat[, tags])} and ways {id: (node ids, tags)} as a .osm.pbf."""

    def write(nodes: Nodes, ways: Ways, name: str = "small.osm.pbf") -> Path:
        path = tmp_path / name
        with osmium.SimpleWriter(str(path), overwrite=True) as writer:
            for ref, (lon, lat, *tags) in sorted(nodes.items()):
                writer.add_node(Node(id=ref, location=(lon, lat), tags=tags[0] if tags else {}, version=1))
            for ref, (refs, tags) in sorted(ways.items()):
                writer.add_way(Way(id=ref, nodes=list(refs), tags=tags, version=1))
        return path

    return write
