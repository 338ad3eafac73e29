"""Where the local base map is kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, kw_only=True, slots=True)
class MapFeature:
    """One feature: `wkb` is its geometry in EPSG:4326, `rank` orders what shows first when zoomed out (0 first)."""

    layer: str
    feature_class: str
    rank: int
    name: str | None
    wkb: bytes


class BasemapStore(Protocol):
    """The base map of the database; there is one at a time."""

    def version(self) -> str | None:
        """Return what `replace` was last told, None when there is no base map."""
        ...

    def replace(self, features: Iterable[MapFeature], version: str, facts: dict[str, object]) -> int:
        """Put `features` in place of all others; returns how many there are. `facts` (bounds, attribution) go along."""
        ...
