"""From candidates to customers: matched with buildings, cleared of doubles, given an address."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import shapely

from app.gateways.osm.candidates import Candidate
from app.gateways.osm.line_columns import lines_of
from app.gateways.osm.place_matching import without_doubles
from app.gateways.osm.place_rules import written_address
from app.gateways.osm.places import AddressSource, Places
from app.gateways.osm.road_graph import RoadGraph

_WALL_DEGREES = 2e-5
"""About two metres: an entrance drawn beside its wall still belongs to the building."""
_STREET_DEGREES = 2e-3
"""About two hundred metres: farther away no street name is borrowed."""


def assembled(
    candidates: Sequence[Candidate],
    outlines: npt.NDArray[np.object_],
    outline_ids: Sequence[str],
    graph: RoadGraph,
) -> Places:
    """The customers of an extract; `outlines` are the buildings' polygons and `outline_ids` their external ids."""
    placed = _in_buildings(candidates, outlines, outline_ids)
    kept = without_doubles(placed)
    addresses, sources = _addresses(kept, _building_addresses(placed), graph)
    return Places(
        external_id=tuple(one.external_id for one in kept),
        name=tuple(_title(one, address) for one, address in zip(kept, addresses, strict=True)),
        kind=tuple(one.rule.kind for one in kept),
        osm_class=tuple(one.rule.osm_class for one in kept),
        address=tuple(addresses),
        address_source=tuple(sources),
        lonlat=_lonlat(kept),
        building_id=tuple(one.building_id for one in kept),
        levels=np.array([one.levels for one in kept], dtype=np.int32),
        flats=np.array([one.flats for one in kept], dtype=np.int32),
    )


def _title(one: Candidate, address: str) -> str:
    if one.name or (one.rule.bare and address):
        return one.name or address
    what = one.rule.osm_class.split("=")[-1].replace("_", " ")
    return f"{address} ({what})" if address else what


def _lonlat(ones: Sequence[Candidate]) -> npt.NDArray[np.float64]:
    return np.array([(one.lon, one.lat) for one in ones], dtype=np.float64).reshape(-1, 2)


def _points(ones: Sequence[Candidate]) -> npt.NDArray[np.object_]:
    return np.asarray(shapely.points(_lonlat(ones)), dtype=object)


def _in_buildings(
    candidates: Sequence[Candidate], outlines: npt.NDArray[np.object_], outline_ids: Sequence[str]
) -> list[Candidate]:
    if not len(outlines) or not candidates:
        return list(candidates)
    points = _points(candidates)
    tree = shapely.STRtree(outlines)
    which, outline = tree.query(points, predicate="dwithin", distance=_WALL_DEGREES)
    # Of several, the one the point is really in; of these the smallest, a part of the house rather than the block.
    apart = shapely.distance(points[which], outlines[outline])
    order = np.lexsort((shapely.area(outlines[outline]), apart, which))
    first = np.unique(which[order], return_index=True)[1]
    found = dict(zip(which[order][first].tolist(), outline[order][first].tolist(), strict=True))
    return [
        one if one.building_id or at not in found else replace(one, building_id=outline_ids[found[at]])
        for at, one in enumerate(candidates)
    ]


def _building_addresses(placed: Sequence[Candidate]) -> dict[str, tuple[str, str]]:
    # A house with several addresses lends none of them: it would be a guess.
    found: dict[str, set[tuple[str, str]]] = {}
    for one in placed:
        if one.building_id and one.street and one.number:
            found.setdefault(one.building_id, set()).add((one.street, one.number))
    return {building: next(iter(pairs)) for building, pairs in found.items() if len(pairs) == 1}


def _addresses(
    kept: Sequence[Candidate], by_building: dict[str, tuple[str, str]], graph: RoadGraph
) -> tuple[list[str], list[AddressSource]]:
    nearest = _nearest_street(kept, graph)
    addresses, sources = [], []
    for one, street in zip(kept, nearest, strict=True):
        lent = by_building.get(one.building_id)
        if one.street:
            address, source = written_address(one.street, one.number, one.unit), AddressSource.OSM
        elif lent and not one.number:
            address, source = written_address(*lent), AddressSource.BUILDING
        elif street:
            address, source = written_address(street, one.number, one.unit), AddressSource.STREET_INFERRED
        else:
            address, source = one.number, AddressSource.NONE
        addresses.append(address)
        sources.append(source)
    return addresses, sources


def _nearest_street(kept: Sequence[Candidate], graph: RoadGraph) -> list[str]:
    named = np.flatnonzero(graph.name_id > 0)
    if not len(named) or not kept:
        return [""] * len(kept)
    lines = lines_of(graph.shape_lonlat, graph.shape_start)[named]
    names = [""] * len(kept)
    points = _points(kept)
    which, line = shapely.STRtree(lines).query_nearest(points, max_distance=_STREET_DEGREES, all_matches=False)
    for at, edge in zip(which.tolist(), named[line].tolist(), strict=True):
        names[at] = graph.names[graph.name_id[edge]]
    return names
