"""Vector tiles: what is inside, who sees it, how long a copy is good."""

import math

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from app.services.ports.reading import TileAddress
from app.storage.read_models.tiles import degrees
from tests.app.web.conftest import SignIn


def tile_of(lon: float, lat: float, z: int) -> str:
    n = 2**z
    y = int((1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * n)
    return f"{z}/{int((lon + 180) / 360 * n)}/{y}.mvt"


NORTH = tile_of(120.01, 30.11, 14)


@pytest.fixture
def street(sessions: sessionmaker[Session]) -> str:
    """A street and a footpath near the northern door; returns their tile."""
    with sessions.begin() as session:
        for name in ("residential", "footway"):
            session.execute(
                text(
                    "INSERT INTO basemap_feature (layer, feature_class, rank, name, shape) "
                    "VALUES ('street', :name, 0, :name, ST_Transform("
                    "'SRID=4326;LINESTRING(120 30.1,120.02 30.12)'::geometry, 3857))"
                ),
                {"name": name},
            )
    return NORTH


def test_a_base_tile_holds_the_streets_of_its_zoom(client: FlaskClient, street: str) -> None:
    """Paths come closer in; the layer is called street."""
    body = client.get(f"/tiles/base/{street}").data
    assert b"street" in body
    assert b"residential" in body
    assert b"footway" not in body


def test_a_customer_tile_holds_state_and_count_of_a_building(sign_in: SignIn) -> None:
    """Three customers behind one door are one dot with the worst state."""
    body = sign_in("dispatcher").get(f"/tiles/customers/{NORTH}").data
    assert b"customer" in body
    assert b"lapsed" in body
    assert b"count" in body


def test_the_grid_is_used_when_zoomed_out(sign_in: SignIn) -> None:
    """Cells carry no customer's id."""
    body = sign_in("dispatcher").get(f"/tiles/customers/{tile_of(120.01, 30.11, 8)}").data
    assert b"lapsed" in body
    assert b"residential" not in body


@pytest.mark.parametrize("z", [14, 8])
def test_customers_of_another_region_are_not_in_the_tile(sign_in: SignIn, z: int) -> None:
    """R42: the same tile is empty for the south."""
    assert sign_in("stranger").get(f"/tiles/customers/{tile_of(120.01, 30.11, z)}").data == b""


def test_territories_show_the_own_units(sign_in: SignIn) -> None:
    """Code and name go along."""
    address = f"/tiles/territories/{tile_of(120.01, 30.11, 10)}"
    assert b"Area N1" in sign_in("dispatcher").get(address).data
    assert sign_in("stranger").get(address).data == b""


@pytest.mark.parametrize("layer", ["base", "customers", "territories"])
def test_a_copy_that_is_still_good_is_not_sent_again(sign_in: SignIn, layer: str) -> None:
    """304 by ETag."""
    browser = sign_in("dispatcher")
    first = browser.get(f"/tiles/{layer}/{NORTH}")
    again = browser.get(f"/tiles/{layer}/{NORTH}", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_change_of_the_customers_makes_copies_old(sign_in: SignIn, sessions: sessionmaker[Session]) -> None:
    """An obligation that is fulfilled changes the colour on the map."""
    browser = sign_in("dispatcher")
    first = browser.get(f"/tiles/customers/{NORTH}").headers["ETag"]
    with sessions.begin() as session:
        session.execute(text("UPDATE data_stamp SET value = '2' WHERE name = 'customers'"))
    assert browser.get(f"/tiles/customers/{NORTH}", headers={"If-None-Match": first}).status_code == 200


@pytest.mark.parametrize("address", ["1/2/0", "1/0/2", "-1/0/0", "0/-1/0", "23/0/0", "0/0/99999999999999999999"])
@pytest.mark.parametrize("layer", ["base", "customers", "territories"])
def test_a_tile_that_does_not_exist_is_a_mistake_of_the_asker(sign_in: SignIn, layer: str, address: str) -> None:
    """400, not 500."""
    answer = sign_in("dispatcher").get(f"/tiles/{layer}/{address}.mvt")
    assert (answer.status_code, answer.get_json()["code"]) == (400, "malformed")


def test_customers_are_for_people_who_signed_in(client: FlaskClient) -> None:
    """R42."""
    assert client.get(f"/tiles/customers/{NORTH}").status_code == 401


def test_the_box_of_a_tile_matches_postgis(sessions: sessionmaker[Session]) -> None:
    """Our degrees and ST_TileEnvelope speak of the same place."""
    with sessions() as session:
        box = session.execute(
            text(
                "SELECT ST_XMin(b), ST_YMin(b), ST_XMax(b), ST_YMax(b) FROM (SELECT ST_Transform("
                "ST_TileEnvelope(12, 3413, 1692), 4326) b) x"
            )
        ).one()
    ours = degrees(TileAddress(z=12, x=3413, y=1692))
    assert tuple(ours[name] for name in ("west", "south", "east", "north")) == pytest.approx(tuple(box))
