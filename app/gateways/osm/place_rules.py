"""Which objects of OpenStreetMap are customers, and of which kind: from their tags."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from app.gateways.osm.places import PlaceKind

Tags = Mapping[str, str]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_AMENITIES = _words(
    """
    arts_centre bank bar biergarten bus_station cafe canteen car_rental car_wash casino childcare cinema clinic college
    community_centre conference_centre courthouse crematorium dentist doctors embassy events_venue fast_food
    fire_station food_court fuel hospital ice_cream internet_cafe kindergarten library marketplace monastery
    music_school nightclub nursing_home pharmacy place_of_worship police post_office prison pub public_bath
    public_building ranger_station research_institute restaurant school social_centre social_facility studio theatre
    townhall training university veterinary
    """
)
_TOURISM = _words("apartment aquarium gallery guest_house hostel hotel motel museum zoo")
_LEISURE = _words("adult_gaming_centre amusement_arcade bowling_alley dance fitness_centre sauna sports_centre stadium")
_NOT_A_SHOP = frozenset({"no", "vacant", "disused"})
_HOMES = _words(
    """
    apartments bungalow detached dormitory farm flats house houseboat residential semi semidetached_house terrace villa
    """
)
_FIRMS = _words(
    """
    bank church civic college commercial government hospital hotel kindergarten mosque office public retail school shop
    stadium supermarket temple train_station university
    """
)
_WORKS = _words("factory industrial manufacture warehouse works")
_NUMBER = re.compile(r"\d+")
_RANGE = re.compile(r"^\s*(\d+)\s*[-–]\s*(\d+)\s*$")


@dataclass(frozen=True, kw_only=True, slots=True)
class PlaceRule:
    """What the tags say: `bare` marks a mere address or building, `home` one that people surely live in."""

    kind: PlaceKind
    osm_class: str
    bare: bool = False
    home: bool = False


def place_rule(tags: Tags) -> PlaceRule | None:
    """The kind of customer, None if it is none."""
    if _is_heat_plant(tags):
        return PlaceRule(kind=PlaceKind.HEATING, osm_class=_class_of(tags, "man_made", "power", "building", "utility"))
    return _works(tags) or _firm(tags) or _bare(tags)


def _is_heat_plant(tags: Tags) -> bool:
    outputs = (tags.get("plant:output:hot_water", "no"), tags.get("generator:output:hot_water", "no"))
    return (
        any(output != "no" for output in outputs)
        or tags.get("building") == "boiler_house"
        or tags.get("man_made") in {"boiler_house", "heating_plant"}
        or tags.get("utility") == "heating"
    )


def _works(tags: Tags) -> PlaceRule | None:
    named = "name" in tags or "addr:housenumber" in tags
    found = ""
    if tags.get("man_made") == "works":
        found = "man_made=works"
    elif "industrial" in tags and named:
        found = f"industrial={tags['industrial']}"
    elif "craft" in tags:
        found = f"craft={tags['craft']}"
    elif tags.get("landuse") == "industrial" and "name" in tags:
        found = "landuse=industrial"
    elif tags.get("building") in _WORKS and not _business_class(tags):
        found = f"building={tags['building']}"
    return PlaceRule(kind=PlaceKind.INDUSTRIAL, osm_class=found) if found else None


def _firm(tags: Tags) -> PlaceRule | None:
    found = _business_class(tags)
    if not found and tags.get("building") in _FIRMS and "name" in tags:
        found = f"building={tags['building']}"
    return PlaceRule(kind=PlaceKind.COMMERCIAL, osm_class=found) if found else None


def _business_class(tags: Tags) -> str:
    for key, allowed in (("amenity", _AMENITIES), ("tourism", _TOURISM), ("leisure", _LEISURE)):
        if tags.get(key) in allowed and (key != "leisure" or "name" in tags):
            return f"{key}={tags[key]}"
    if tags.get("shop", "no") not in _NOT_A_SHOP:
        return f"shop={tags['shop']}"
    return next((f"{key}={tags[key]}" for key in ("office", "healthcare") if tags.get(key, "no") != "no"), "")


def _bare(tags: Tags) -> PlaceRule | None:
    building = tags.get("building", "")
    if building in _HOMES:
        return PlaceRule(kind=PlaceKind.RESIDENTIAL, osm_class=f"building={building}", bare=True, home=True)
    if "addr:housenumber" not in tags:
        return None
    found = f"building={building}" if building not in {"", "entrance"} else "addr"
    # A house with a name of its own that nobody tagged as homes is rather a club, an institute or an office.
    kind = PlaceKind.COMMERCIAL if building in _FIRMS or "name" in tags else PlaceKind.RESIDENTIAL
    return PlaceRule(kind=kind, osm_class=found, bare=True)


def _class_of(tags: Tags, *keys: str) -> str:
    return next((f"{key}={tags[key]}" for key in keys if key in tags), "heating")


def street_and_number(tags: Tags) -> tuple[str, str, str]:
    """Street, house number and unit as tagged; empty where not."""
    street = tags.get("addr:street") or tags.get("addr:place") or ""
    unit = tags.get("addr:unit") or (tags.get("ref", "") if "entrance" in tags else "")
    return street.strip(), tags.get("addr:housenumber", "").strip(), unit.strip()


def written_address(street: str, number: str, unit: str = "") -> str:
    """An address as people write it: Chinese without spaces and with 号, others street first."""
    if not street:
        return ""
    if any("\u4e00" <= sign <= "\u9fff" for sign in street):
        numbered = f"{street}{number}{'' if not number or number.endswith('号') else '号'}"
        return f"{numbered}{unit}"
    return " ".join(part for part in (street, number, unit) if part)


def home_count(tags: Tags) -> int:
    """Homes in the building, 0 if not tagged: from `building:flats`, else from the numbers in `addr:flats`."""
    direct = _NUMBER.match(tags.get("building:flats", ""))
    if direct:
        return min(int(direct[0]), 10_000)
    total = 0
    for part in filter(None, re.split(r"[;,]", tags.get("addr:flats", ""))):
        span = _RANGE.match(part)
        total += max(0, int(span[2]) - int(span[1]) + 1) if span else 1
    return min(total, 10_000)


def storeys(tags: Tags) -> int:
    """Storeys as tagged, 0 if not."""
    found = _NUMBER.match(tags.get("building:levels", ""))
    return min(int(found[0]), 500) if found else 0
