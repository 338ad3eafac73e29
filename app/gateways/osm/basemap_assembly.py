"""The base map from what a scan gathered."""

from collections.abc import Iterable

import numpy as np
import shapely

from app.gateways.osm.basemap import Basemap, MapLayer
from app.gateways.osm.line_columns import lines_of
from app.gateways.osm.scan import Box, Scan
from app.gateways.osm.sea import sea
from app.gateways.osm.street_ways import StreetWays

_Row = tuple[MapLayer, str, str, bytes]


def drawn(found: Scan, bounds: Box) -> Basemap:
    """All features of the base map, layer by layer."""
    sea_rows = [(MapLayer.WATER, "sea", "", shapely.to_wkb(part)) for part in sea(found.coast.lines(), bounds)]
    rows = [*sea_rows, *_areas(found), *_lines(found), *_streets(found.streets), *_points(found)]
    order = list(MapLayer)
    rows.sort(key=lambda row: order.index(row[0]))
    return Basemap(
        layer=tuple(row[0] for row in rows),
        map_class=tuple(row[1] for row in rows),
        name=tuple(row[2] for row in rows),
        wkb=tuple(row[3] for row in rows),
    )


def _areas(found: Scan) -> Iterable[_Row]:
    return ((layer, kind, name, bytes.fromhex(outline)) for layer, kind, name, outline in found.areas)


def _lines(found: Scan) -> Iterable[_Row]:
    for label, name, line in zip(found.lines.labels, found.lines.names, found.lines.lines(), strict=True):
        layer, kind = label.split("/", 1)
        yield MapLayer(layer), kind, name, shapely.to_wkb(line)


def _streets(streets: StreetWays) -> Iterable[_Row]:
    lonlat = np.array(streets.lonlat, dtype=np.float64).reshape(-1, 2)
    lines = shapely.to_wkb(lines_of(lonlat, np.array(streets.run_start, dtype=np.int64)))
    classes, names = streets.classes.texts, streets.names.texts
    for class_id, name_id, line in zip(streets.class_id, streets.name_id, lines, strict=True):
        yield MapLayer.STREET, classes[class_id], names[name_id], line


def _points(found: Scan) -> Iterable[_Row]:
    for kind, name, lon, lat in found.points:
        yield MapLayer.PLACE, kind, name, shapely.to_wkb(shapely.Point(lon, lat))
