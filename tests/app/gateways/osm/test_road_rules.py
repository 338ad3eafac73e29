import pytest

from app.gateways.osm.road_rules import blocks_cars, signed_limit_kmh, street_rule

CAR, EBIKE, FOOT = slice(0, 2), slice(2, 4), slice(4, 6)


def kmh(**tags: str) -> tuple[float, ...]:
    rule = street_rule({key.replace("__", ":"): value for key, value in tags.items()})
    return rule.kmh if rule else (0.0,) * 6


@pytest.mark.parametrize("kind", ["construction", "proposed", "platform", "raceway", "elevator", "bus_stop", ""])
def test_what_is_no_street_has_no_rule(kind: str) -> None:
    assert street_rule({"highway": kind}) is None


def test_a_residential_street_is_open_both_ways_for_everybody() -> None:
    assert kmh(highway="residential") == (25.0, 25.0, 18.0, 18.0, 4.8, 4.8)


def test_four_fifths_of_a_signed_limit_are_driven() -> None:
    assert kmh(highway="residential", maxspeed="50")[CAR] == (40.0, 40.0)
    assert kmh(highway="primary", maxspeed__forward="30", maxspeed="60")[CAR] == (24.0, 48.0)


def test_a_limit_for_cars_leaves_others_alone() -> None:
    assert kmh(highway="residential", maxspeed="30")[EBIKE] == (18.0, 18.0)


def test_a_one_way_street_binds_wheels_but_not_feet() -> None:
    speeds = kmh(highway="residential", oneway="yes")
    assert speeds == (25.0, 0.0, 18.0, 0.0, 4.8, 4.8)


def test_a_reversed_one_way_street_is_open_against_its_drawing() -> None:
    assert kmh(highway="residential", oneway="-1")[CAR] == (0.0, 25.0)


@pytest.mark.parametrize("tags", [{"junction": "roundabout"}, {"highway": "motorway"}])
def test_roundabouts_and_motorways_are_one_way_without_a_tag(tags: dict[str, str]) -> None:
    ahead, back = kmh(**{"highway": "primary", **tags})[CAR]
    assert ahead > 0
    assert back == 0


def test_bicycles_may_be_excepted_from_one_way() -> None:
    assert kmh(highway="residential", oneway="yes", oneway__bicycle="no")[EBIKE] == (18.0, 18.0)
    assert kmh(highway="residential", oneway="yes", cycleway="opposite_lane")[EBIKE] == (18.0, 18.0)


@pytest.mark.parametrize("access", ["no", "private", "forestry"])
def test_a_closed_street_is_closed_for_all(access: str) -> None:
    assert street_rule({"highway": "service", "access": access}) is None


@pytest.mark.parametrize("access", ["yes", "destination", "customers", "delivery", "permissive"])
def test_a_visitor_may_use_streets_open_to_visitors(access: str) -> None:
    assert kmh(highway="service", access=access)[CAR] == (15.0, 15.0)


def test_the_most_specific_access_wins() -> None:
    assert kmh(highway="track", access="no", foot="yes") == (0.0, 0.0, 0.0, 0.0, 4.8, 4.8)
    assert kmh(highway="service", access="private", motor_vehicle="yes")[CAR] == (15.0, 15.0)


def test_nobody_rides_stairs_and_they_halve_the_walk() -> None:
    assert kmh(highway="steps") == (0.0, 0.0, 0.0, 0.0, 2.4, 2.4)


def test_an_e_bike_is_pushed_over_a_footway_also_against_one_way() -> None:
    assert kmh(highway="footway", oneway="yes")[EBIKE] == (4.0, 4.0)


def test_an_e_bike_rides_a_footway_that_invites_bicycles() -> None:
    assert kmh(highway="footway", bicycle="designated")[EBIKE] == (12.0, 12.0)


def test_an_e_bike_is_pushed_where_riding_is_forbidden() -> None:
    assert kmh(highway="residential", bicycle="no")[EBIKE] == (4.0, 4.0)


def test_motorways_are_for_cars_only_and_nobody_stops_there() -> None:
    rule = street_rule({"highway": "motorway"})
    assert rule is not None
    assert rule.kmh[2:] == (0.0,) * 4
    assert not rule.stoppable


@pytest.mark.parametrize(
    ("tags", "stoppable"),
    [
        ({"bridge": "yes"}, False),
        ({"tunnel": "yes"}, False),
        ({"tunnel": "building_passage"}, True),
        ({"motorroad": "yes"}, False),
        ({}, True),
    ],
)
def test_a_door_is_not_on_a_bridge_nor_in_a_tunnel(tags: dict[str, str], stoppable: bool) -> None:
    rule = street_rule({"highway": "secondary", **tags})
    assert rule is not None
    assert rule.stoppable is stoppable


@pytest.mark.parametrize(
    ("value", "limit"),
    [("50", 50.0), ("30 mph", 48.28032), ("FI:urban", 50.0), ("CN:motorway", 120.0), ("signals", None), (None, None)],
)
def test_signed_limits_are_read(value: str | None, limit: float | None) -> None:
    assert signed_limit_kmh(value) == (pytest.approx(limit) if limit else None)


@pytest.mark.parametrize(
    ("tags", "stops"),
    [
        ({"barrier": "bollard"}, True),
        ({"barrier": "gate"}, False),
        ({"barrier": "gate", "access": "private"}, True),
        ({"barrier": "block", "motor_vehicle": "yes"}, False),
        ({"barrier": "kerb"}, False),
        ({"access": "private"}, False),
    ],
)
def test_barriers_stop_cars_unless_tagged_otherwise(tags: dict[str, str], stops: bool) -> None:
    assert blocks_cars(tags) is stops
