"""The routes of a day as the map and the timeline get them."""

from flask import Flask
from sqlalchemy import event

from tests.app.web.conftest import SignIn
from tests.app.web.world import TODAY, World

DAY = f"/api/v1/days/{TODAY}/routes"


def test_live_routes_are_shown_rather_than_drafts(sign_in: SignIn, world: World) -> None:
    """What the technicians drive is what the dispatcher sees."""
    body = sign_in("dispatcher").get(DAY).get_json()
    assert body["version"] == {"id": str(world["version N1"]), "number": 1, "state": "published"}
    assert [route["id"] for route in body["routes"]] == [str(world["route N1"])]


def test_a_version_is_shown_when_it_is_asked_for(sign_in: SignIn, world: World) -> None:
    """A draft can be looked at before it is published."""
    body = sign_in("dispatcher").get(f"{DAY}?version_id={world['version N2']}").get_json()
    assert body["version"]["number"] == 2
    assert [route["id"] for route in body["routes"]] == [str(world["route N2"])]


def test_a_route_carries_technician_base_path_and_breaks(sign_in: SignIn) -> None:
    """The certificate that has run out is not shown."""
    (route,) = sign_in("dispatcher").get(DAY).get_json()["routes"]
    assert route["technician"]["certificates"] == [{"kind": "gas", "valid_until": "2027-01-01"}]
    assert route["base"] == {"name": "Depot", "lon": 120.0, "lat": 30.1}
    assert route["path"]["type"] == "MultiLineString"
    assert route["breaks"] == [{"start_at": "2026-11-23T12:00:00+08:00", "end_at": "2026-11-23T13:00:00+08:00"}]
    assert (route["travel_s"], route["service_s"], route["distance_m"]) == (1200, 1800, 9000)


def test_instants_are_in_the_zone_of_the_unit(sign_in: SignIn) -> None:
    """The server's own zone never shows."""
    (route,) = sign_in("dispatcher").get(DAY).get_json()["routes"]
    assert route["start_at"] == "2026-11-23T09:00:00+08:00"
    assert route["stops"][0]["arrival_at"] == "2026-11-23T09:20:00+08:00"


def test_households_keep_their_surname_only_and_firms_their_name(sign_in: SignIn) -> None:
    """Personal data on a screen that many look at."""
    (route,) = sign_in("dispatcher").get(DAY).get_json()["routes"]
    visits = route["stops"][0]["visits"]
    assert [visit["customer_name"] for visit in visits] == ["王**", "Golden Wok Ltd"]
    assert [visit["overdue"] for visit in visits] == [True, False]
    assert visits[0]["programme"] == {"code": "gas", "name_en": "Gas inspection", "name_zh": "燃气安检"}


def test_a_day_costs_the_same_few_statements_whatever_its_size(app: Flask, sign_in: SignIn) -> None:
    """No statement for each route, stop or visit: account with roles, zone, scope, routes, stops."""
    counted: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            counted.append(statement)

    browser = sign_in("dispatcher")
    bind = app.extensions["roundsman"].sessions.kw["bind"]
    event.listen(bind, "before_cursor_execute", count)
    try:
        assert browser.get(DAY).status_code == 200
    finally:
        event.remove(bind, "before_cursor_execute", count)
    assert len(counted) == 5, counted


def test_days_count_routes_visits_and_what_is_done(sign_in: SignIn) -> None:
    """The calendar of the desk."""
    body = sign_in("dispatcher").get("/api/v1/days").get_json()
    assert body["items"] == [{"date": str(TODAY), "routes": 1, "visits": 2, "done": 0}]
    assert (body["published_from"], body["published_until"]) == (str(TODAY), str(TODAY))


def test_a_date_that_is_none_is_not_found(sign_in: SignIn) -> None:
    """2026-02-30 is no address."""
    assert sign_in("dispatcher").get("/api/v1/days/2026-02-30/routes").status_code == 404
