"""One pass over an extract: every object is looked at once and only what is needed is kept."""

from collections.abc import Iterator
from pathlib import Path

import osmium
from osmium.geom import WKBFactory
from osmium.osm.types import Area, Node, OSMEntity, Way

from app.gateways.osm.basemap import MapLayer
from app.gateways.osm.basemap_rules import Tags, area_layer, line_layer, point_layer
from app.gateways.osm.candidates import Candidate, candidate
from app.gateways.osm.framing import require_whole
from app.gateways.osm.line_columns import LineColumns
from app.gateways.osm.street_ways import Corner, StreetWays
from app.services.ports.roads import ExtractUnreadable

Box = tuple[float, float, float, float]


class Scan:
    """What one pass gathers."""

    def __init__(self) -> None:
        self.streets = StreetWays()
        self.lines = LineColumns()
        self.coast = LineColumns()
        self.candidates: list[Candidate] = []
        self.areas: list[tuple[MapLayer, str, str, str]] = []
        """Layer, class, name, hexadecimal WKB."""
        self.building_ids: list[str] = []
        """External id of every area of the building layer, in order."""
        self.points: list[tuple[str, str, float, float]] = []
        self.box: Box | None = None
        self.objects = 0
        self._wkb = WKBFactory()

    def node(self, node: Node, tags: Tags) -> None:
        """Barriers, signals, place names, customers."""
        self.streets.add_node(node.id, tags)
        drawn = point_layer(tags)
        if drawn:
            self.points.append((drawn[1], tags["name"], node.lon, node.lat))
        found = candidate(f"n{node.id}", tags, (node.lon, node.lat))
        if found:
            self.candidates.append(found)

    def way(self, way: Way, tags: Tags) -> None:
        """Streets, rails, streams, coast."""
        if "highway" in tags:
            self.streets.add_way(tags, _corners(way))
            return
        if tags.get("natural") == "coastline":
            self.coast.add("coastline", "", _corners(way))
        drawn = line_layer(tags)
        if drawn and not (way.is_closed() and area_layer(tags)):
            self.lines.add(f"{drawn[0]}/{drawn[1]}", tags.get("name", ""), _corners(way))

    def area(self, area: Area, tags: Tags) -> None:
        """Buildings, water, parks, customers with an outline."""
        drawn = area_layer(tags)
        external_id = f"{'w' if area.from_way() else 'r'}{area.orig_id()}"
        found = candidate(external_id, tags, None)
        if drawn is None and found is None:
            return
        try:
            outline = self._wkb.create_multipolygon(area)
        except (RuntimeError, osmium.InvalidLocationError):
            return  # an outline that does not close; its nodes are outside the extract
        if drawn:
            self.areas.append((*drawn, tags.get("name", ""), outline))
            if drawn[0] is MapLayer.BUILDING:
                self.building_ids.append(external_id)
        if found:
            is_building = drawn is not None and drawn[0] is MapLayer.BUILDING
            self.candidates.append(found.on_outline(outline, is_building=is_building))


def scan(path: Path) -> Scan:
    """Read the extract.

    Raises
    ------
    ExtractMissing, ExtractUnreadable
        With the place where the file breaks and how many objects had been read.
    """
    blocks = require_whole(path)
    found = Scan()
    try:
        _fill(found, path)
    except (RuntimeError, ValueError, OSError) as error:
        why = f"it is damaged inside after {found.objects:,} object(s) of {blocks} block(s) ({error}); fetch it again"
        why_zh = f"文件内容损坏：共 {blocks} 个数据块，已读取 {found.objects:,} 个对象后出错（{error}），请重新下载"
        raise ExtractUnreadable(path=path.name, why=why, why_zh=why_zh, objects=found.objects) from error
    return found


def _fill(found: Scan, path: Path) -> None:
    with osmium.io.Reader(str(path), osmium.osm.NOTHING) as reader:
        box = reader.header().box()
    if box.valid():
        found.box = (box.bottom_left.lon, box.bottom_left.lat, box.top_right.lon, box.top_right.lat)
    for thing in _tagged(path):
        found.objects += 1
        tags = {tag.k: tag.v for tag in thing.tags}
        if isinstance(thing, Node):
            found.node(thing, tags)
        elif isinstance(thing, Way):
            found.way(thing, tags)
        elif isinstance(thing, Area):
            found.area(thing, tags)


def _tagged(path: Path) -> Iterator[OSMEntity]:
    processor = osmium.FileProcessor(str(path)).with_locations().with_areas()
    yield from processor.with_filter(osmium.filter.EmptyTagFilter())


def _corners(way: Way) -> list[Corner | None]:
    try:
        return [(node.ref, node.lon, node.lat) for node in way.nodes]
    except osmium.InvalidLocationError:
        # Some nodes lie outside the extract.
        return [(node.ref, node.lon, node.lat) if node.location.valid() else None for node in way.nodes]
