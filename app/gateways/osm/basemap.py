"""What a local base map draws, as columns."""

from dataclasses import dataclass
from enum import StrEnum


class MapLayer(StrEnum):
    """Layers of the base map, from the ground up."""

    WATER = "water"
    PARK = "park"
    BUILDING = "building"
    RAIL = "rail"
    STREET = "street"
    PLACE = "place"


@dataclass(frozen=True, kw_only=True, eq=False)
class Basemap:
    """`n` features.

    Attributes
    ----------
    layer : n `MapLayer` values
    map_class : n str, the value that tells features of a layer apart ("residential", "river", "suburb")
    name : n str, "" where nobody wrote one
    wkb : n bytes, geometry in EPSG:4326, longitude first: lines for streets and rails, points for places, polygons
        else; rivers may be lines
    """

    layer: tuple[MapLayer, ...]
    map_class: tuple[str, ...]
    name: tuple[str, ...]
    wkb: tuple[bytes, ...]

    def __post_init__(self) -> None:
        if not len(self.layer) == len(self.map_class) == len(self.name) == len(self.wkb):
            raise ValueError("columns of the base map must have equally many rows")

    def __len__(self) -> int:
        return len(self.layer)

    def __repr__(self) -> str:
        return f"Basemap({len(self)})"
