"""Read an OpenStreetMap extract: streets, customers, base map."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely

from app.gateways.osm import cache
from app.gateways.osm.basemap import Basemap
from app.gateways.osm.basemap_assembly import drawn
from app.gateways.osm.contraction import contracted
from app.gateways.osm.place_assembly import assembled
from app.gateways.osm.places import Places
from app.gateways.osm.road_graph import RoadGraph
from app.gateways.osm.scan import Box, Scan, scan
from app.services.ports.roads import ExtractMissing, ExtractWithoutRoads

READER_VERSION = 3
"""Raise it whenever the same file would give other columns: caches made before are then ignored."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Extract:
    """Everything the product takes from one extract.

    Attributes
    ----------
    graph, places, basemap : see there; ``places`` may be empty
    bounds : west, south, east, north in degrees: the box the file declares, else that of its streets
    area_wkb : polygon around the streets inside ``bounds``, EPSG:4326
    """

    graph: RoadGraph
    places: Places
    basemap: Basemap
    bounds: Box
    area_wkb: bytes


def read_extract(path: Path | str, cache_dir: Path | str | None = None) -> Extract:
    """Read a .osm.pbf, or what an earlier reading of the same content left in `cache_dir`.

    Raises
    ------
    ExtractMissing, ExtractUnreadable, ExtractWithoutRoads
    """
    file = Path(path)
    if not file.exists():
        raise ExtractMissing(path=file.name)
    content = content_of(file) if file.is_file() else ""
    kept = Path(cache_dir) / f"extract-{content}.npz" if cache_dir is not None and content else None
    if kept is not None:
        earlier = cache.load(kept)
        if earlier is not None:
            return Extract(**earlier)
    fresh = _read(file, content)
    if kept is not None:
        cache.save(kept, fresh.graph, fresh.places, fresh.basemap, fresh.bounds, fresh.area_wkb)
    return fresh


def content_of(path: Path) -> str:
    """Name of the file's content as this version reads it."""
    with path.open("rb") as stream:
        whole = hashlib.file_digest(stream, "sha256")
    return f"{whole.hexdigest()[:24]}-{READER_VERSION}"


def _read(path: Path, content: str) -> Extract:
    found = scan(path)
    graph = contracted(found.streets, content)
    if not graph.edges:
        raise ExtractWithoutRoads(path=path.name)
    bounds = found.box or graph.bounds
    return Extract(
        graph=graph,
        places=assembled(found.candidates, _building_outlines(found), found.building_ids, graph),
        basemap=drawn(found, bounds),
        bounds=bounds,
        area_wkb=_area(graph, bounds),
    )


def _building_outlines(found: Scan) -> "np.ndarray[tuple[int], np.dtype[np.object_]]":
    outlines = [outline for layer, _, _, outline in found.areas if layer == "building"]
    return np.array(shapely.from_wkb(outlines), dtype=object)


def _area(graph: RoadGraph, bounds: Box) -> bytes:
    hull = shapely.MultiPoint(graph.node_lonlat).convex_hull.buffer(1e-3)
    inside = hull.intersection(shapely.box(*bounds))
    return bytes(shapely.to_wkb(inside if not inside.is_empty else hull))
