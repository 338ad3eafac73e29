"""Which objects of OpenStreetMap the base map draws, in which layer: from their tags."""

from collections.abc import Mapping

from app.gateways.osm.basemap import MapLayer

Tags = Mapping[str, str]

_GREEN = {
    "leisure": frozenset({"park", "garden", "golf_course", "nature_reserve", "pitch", "playground", "dog_park"}),
    "landuse": frozenset(
        {"grass", "forest", "recreation_ground", "cemetery", "meadow", "village_green", "allotments", "greenfield"}
    ),
    "natural": frozenset({"wood", "scrub", "grassland", "heath", "wetland", "beach"}),
}
_WATER_AREAS = {
    "natural": frozenset({"water", "bay"}),
    "waterway": frozenset({"riverbank", "dock", "boatyard"}),
    "landuse": frozenset({"reservoir", "basin"}),
}
_STREAMS = frozenset({"river", "canal", "stream", "ditch", "drain"})
_RAILS = frozenset({"rail", "light_rail", "subway", "tram", "monorail", "narrow_gauge"})
_SETTLEMENTS = frozenset(
    {
        "city",
        "town",
        "village",
        "hamlet",
        "suburb",
        "quarter",
        "neighbourhood",
        "borough",
        "island",
        "islet",
        "locality",
    }
)

Drawn = tuple[MapLayer, str]


def area_layer(tags: Tags) -> Drawn | None:
    """Layer and class of a closed outline."""
    building = tags.get("building", "no")
    if building not in {"no", "entrance"}:
        return MapLayer.BUILDING, building
    return _one_of(tags, _WATER_AREAS, MapLayer.WATER) or _one_of(tags, _GREEN, MapLayer.PARK)


def line_layer(tags: Tags) -> Drawn | None:
    """Layer and class of an open line that is no street."""
    if tags.get("waterway") in _STREAMS and tags.get("tunnel", "no") == "no":
        return MapLayer.WATER, tags["waterway"]
    if tags.get("railway") in _RAILS:
        return MapLayer.RAIL, tags["railway"]
    return None


def point_layer(tags: Tags) -> Drawn | None:
    """Layer and class of a named place."""
    place = tags.get("place")
    return (MapLayer.PLACE, place) if place in _SETTLEMENTS and tags.get("name") else None


def _one_of(tags: Tags, wanted: Mapping[str, frozenset[str]], layer: MapLayer) -> Drawn | None:
    for key, values in wanted.items():
        if tags.get(key) in values:
            return layer, tags[key]
    return None
