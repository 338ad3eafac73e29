"""OpenStreetMap extracts: read once into columns of roads, places and base map."""

from app.gateways.osm.basemap import Basemap, MapLayer
from app.gateways.osm.extract import Extract, read_extract
from app.gateways.osm.places import AddressSource, PlaceKind, Places
from app.gateways.osm.road_graph import RoadGraph
from app.gateways.osm.sample import helsinki_extract

__all__ = [
    "AddressSource",
    "Basemap",
    "Extract",
    "MapLayer",
    "PlaceKind",
    "Places",
    "RoadGraph",
    "helsinki_extract",
    "read_extract",
]
