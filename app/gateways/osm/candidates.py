"""Possible customers as they stream by, before they are matched with buildings and with each other."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import shapely

from app.gateways.osm.place_rules import (
    PlaceRule,
    home_count,
    place_rule,
    storeys,
    street_and_number,
)

Tags = Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """One object that may be a customer; `building_id` is its own id if it is a building outline itself."""

    external_id: str
    rule: PlaceRule
    name: str
    street: str
    number: str
    unit: str
    lon: float
    lat: float
    levels: int
    flats: int
    building_id: str = ""

    @property
    def address_key(self) -> tuple[str, str]:
        """What two records of one address share."""
        return self.street.casefold(), self.number.casefold()

    def on_outline(self, wkb_hex: str, *, is_building: bool) -> "Candidate":
        """The candidate at a point that surely lies inside its outline."""
        inside = shapely.from_wkb(wkb_hex).representative_point()
        return replace(self, lon=inside.x, lat=inside.y, building_id=self.external_id if is_building else "")


def candidate(external_id: str, tags: Tags, lonlat: tuple[float, float] | None) -> Candidate | None:
    """The candidate an object is, None if it is none; without `lonlat` the place is set by `on_outline`."""
    rule = place_rule(tags)
    if rule is None:
        return None
    street, number, unit = street_and_number(tags)
    lon, lat = lonlat or (float("nan"), float("nan"))
    return Candidate(
        external_id=external_id,
        rule=rule,
        name=tags.get("name") or tags.get("brand") or tags.get("operator") or "",
        street=street,
        number=number,
        unit=unit,
        lon=lon,
        lat=lat,
        levels=storeys(tags),
        flats=home_count(tags),
    )
