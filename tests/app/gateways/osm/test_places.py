"""Which customers are found, and how often."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from app.gateways.osm import AddressSource, PlaceKind, Places, read_extract
from app.gateways.osm.place_rules import home_count, place_rule, written_address

STREET_NODES = {1: (24.900, 60.0), 2: (24.910, 60.0)}
STREET_WAY = {1: ([1, 2], {"highway": "residential", "name": "Kauppakatu"})}
ADDRESS = {"addr:street": "Kauppakatu", "addr:housenumber": "5"}


def house(ref: int, lon: float, lat: float, tags: Mapping[str, str], size: float = 2e-4) -> tuple[dict, dict]:
    """A square house with its south-west corner at lon, lat."""
    corners = [(lon, lat), (lon + size, lat), (lon + size, lat + size), (lon, lat + size)]
    nodes = {ref * 10 + at: corner for at, corner in enumerate(corners)}
    return nodes, {ref: ([*nodes, ref * 10], tags)}


def places_of(write: Callable[..., Path], nodes: dict, ways: dict | None = None) -> Places:
    return read_extract(write({**STREET_NODES, **nodes}, {**STREET_WAY, **(ways or {})})).places


def test_an_extract_with_streets_only_has_no_places(write_extract: Callable[..., Path]) -> None:
    places = places_of(write_extract, {})
    assert len(places) == 0
    assert places.lonlat.shape == (0, 2)


def test_a_shop_is_a_commercial_customer_with_its_address(write_extract: Callable[..., Path]) -> None:
    places = places_of(write_extract, {9: (24.905, 60.0001, {"shop": "bakery", "name": "Leipomo", **ADDRESS})})
    assert places.external_id == ("n9",)
    assert places.name == ("Leipomo",)
    assert places.kind == (PlaceKind.COMMERCIAL,)
    assert places.osm_class == ("shop=bakery",)
    assert places.address == ("Kauppakatu 5",)
    assert places.address_source == (AddressSource.OSM,)


def test_a_place_without_an_address_is_given_the_nearest_street_and_says_so(
    write_extract: Callable[..., Path],
) -> None:
    places = places_of(write_extract, {9: (24.905, 60.0003, {"amenity": "cafe"})})
    assert places.address == ("Kauppakatu",)
    assert places.address_source == (AddressSource.STREET_INFERRED,)
    assert places.name == ("Kauppakatu (cafe)",)


def test_no_street_is_borrowed_from_far_away(write_extract: Callable[..., Path]) -> None:
    places = places_of(write_extract, {9: (24.905, 60.02, {"amenity": "cafe", "name": "Far"})})
    assert places.address_source == (AddressSource.NONE,)


def test_units_of_a_building_share_it(write_extract: Callable[..., Path]) -> None:
    nodes, ways = house(50, 24.905, 60.0002, {"building": "apartments", "building:levels": "6", **ADDRESS})
    units = {
        9: (24.90505, 60.00025, {**ADDRESS, "addr:unit": "A"}),
        10: (24.90510, 60.00025, {**ADDRESS, "addr:unit": "B"}),
    }
    places = places_of(write_extract, {**nodes, **units}, ways)
    assert places.external_id == ("n9", "n10")
    assert places.building_id == ("w50", "w50")
    assert places.kind == (PlaceKind.RESIDENTIAL,) * 2
    assert places.address == ("Kauppakatu 5 A", "Kauppakatu 5 B")


def test_an_entrance_on_the_wall_belongs_to_the_building(write_extract: Callable[..., Path]) -> None:
    nodes, ways = house(50, 24.905, 60.0002, {"building": "yes"})
    nodes[500] = (*nodes[500], {"entrance": "main", **ADDRESS})
    places = places_of(write_extract, nodes, ways)
    assert places.external_id == ("n500",)
    assert places.building_id == ("w50",)


def test_an_address_drawn_as_point_and_as_house_is_one_customer(write_extract: Callable[..., Path]) -> None:
    nodes, ways = house(50, 24.905, 60.0002, {"building": "yes", **ADDRESS})
    nodes[9] = (24.9051, 60.0003, ADDRESS)
    places = places_of(write_extract, nodes, ways)
    assert len(places) == 1
    assert places.building_id == ("w50",)


def test_a_bare_address_goes_where_a_business_has_it(write_extract: Callable[..., Path]) -> None:
    shop = {9: (24.905, 60.0001, {"shop": "bakery", "name": "Leipomo", **ADDRESS})}
    places = places_of(write_extract, {**shop, 10: (24.9051, 60.0001, ADDRESS)})
    assert places.external_id == ("n9",)


def test_the_same_address_in_another_part_of_town_stays(write_extract: Callable[..., Path]) -> None:
    places = places_of(write_extract, {9: (24.900, 60.0001, ADDRESS), 10: (24.910, 60.0001, ADDRESS)})
    assert len(places) == 2


def test_homes_above_a_shop_stay(write_extract: Callable[..., Path]) -> None:
    nodes, ways = house(50, 24.905, 60.0002, {"building": "apartments", "building:flats": "24", **ADDRESS})
    nodes[9] = (24.9051, 60.0003, {"shop": "bakery", "name": "Leipomo", **ADDRESS})
    places = places_of(write_extract, nodes, ways)
    assert set(places.kind) == {PlaceKind.COMMERCIAL, PlaceKind.RESIDENTIAL}
    assert places.flats.tolist() == [0, 24]
    assert places.building_id == ("w50", "w50")


def test_a_business_drawn_as_point_and_as_outline_is_one_customer(write_extract: Callable[..., Path]) -> None:
    nodes, ways = house(50, 24.905, 60.0002, {"building": "retail", "shop": "supermarket", "name": "Market"})
    nodes[9] = (24.9051, 60.0003, {"shop": "supermarket", "name": "Market", **ADDRESS})
    places = places_of(write_extract, nodes, ways)
    assert places.external_id == ("w50",)
    assert places.address == ("Kauppakatu 5",)


def test_a_shop_inherits_the_address_of_its_house(write_extract: Callable[..., Path]) -> None:
    nodes, ways = house(50, 24.905, 60.0002, {"building": "apartments", **ADDRESS})
    nodes[9] = (24.9051, 60.0003, {"shop": "bakery", "name": "Leipomo"})
    places = places_of(write_extract, nodes, ways)
    assert places.address_source[places.external_id.index("n9")] is AddressSource.BUILDING
    assert places.address == ("Kauppakatu 5", "Kauppakatu 5")


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        ({"amenity": "school"}, PlaceKind.COMMERCIAL),
        ({"tourism": "hotel"}, PlaceKind.COMMERCIAL),
        ({"office": "company"}, PlaceKind.COMMERCIAL),
        ({"craft": "carpenter"}, PlaceKind.INDUSTRIAL),
        ({"man_made": "works"}, PlaceKind.INDUSTRIAL),
        ({"building": "warehouse"}, PlaceKind.INDUSTRIAL),
        ({"building": "boiler_house"}, PlaceKind.HEATING),
        ({"power": "plant", "plant:output:hot_water": "90 MW"}, PlaceKind.HEATING),
        ({"building": "apartments"}, PlaceKind.RESIDENTIAL),
        ({"addr:housenumber": "7"}, PlaceKind.RESIDENTIAL),
        ({"addr:housenumber": "7", "building": "yes", "name": "Academy"}, PlaceKind.COMMERCIAL),
    ],
)
def test_tags_decide_the_kind_of_customer(tags: dict[str, str], kind: PlaceKind) -> None:
    rule = place_rule(tags)
    assert rule is not None
    assert rule.kind is kind


@pytest.mark.parametrize(
    "tags",
    [{"shop": "vacant"}, {"amenity": "bench"}, {"building": "yes"}, {"building": "garage"}, {"tourism": "artwork"}],
)
def test_what_nobody_supplies_with_gas_is_no_customer(tags: dict[str, str]) -> None:
    assert place_rule(tags) is None


@pytest.mark.parametrize(
    ("tags", "homes"),
    [({"building:flats": "24"}, 24), ({"addr:flats": "1-24"}, 24), ({"addr:flats": "1;2;5-8"}, 6), ({}, 0)],
)
def test_homes_are_counted_from_the_tags(tags: dict[str, str], homes: int) -> None:
    assert home_count(tags) == homes


def test_addresses_are_written_as_people_write_them() -> None:
    assert written_address("塘萍路", "39") == "塘萍路39号"
    assert written_address("塘萍路", "39号", "2单元") == "塘萍路39号2单元"
    assert written_address("Kauppakatu", "5", "A") == "Kauppakatu 5 A"
