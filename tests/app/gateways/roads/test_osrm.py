"""OSRM stumbling, being slow or talking nonsense ends in one clear error; a passing stumble is not noticed."""

import json
from collections.abc import Iterator

import numpy as np
import pytest

from app.gateways.osm import RoadGraph, helsinki_extract, read_extract
from app.gateways.roads import BuiltInRoads, OsrmClient, OsrmRoads, OsrmServers
from app.services.ports.roads import RoadsUnavailable
from planner.travel import TravelProfile
from tests.fakes.extracts import grid, write_extract
from tests.fakes.osrm_server import OsrmServer, running

POINTS = np.array([[24.902, 60.0], [24.908, 60.0], [24.905, 60.0049]])


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> RoadGraph:
    nodes, ways = grid(1, 24.9, 60.0, 3)
    return read_extract(write_extract(tmp_path_factory.mktemp("grid") / "grid.osm.pbf", nodes, ways)).graph


@pytest.fixture
def server(graph: RoadGraph) -> Iterator[OsrmServer]:
    with running(OsrmServer(graph)) as osrm:
        yield osrm


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def roads(server: OsrmServer, pauses: list[float]) -> Iterator[OsrmRoads]:
    servers = OsrmServers(base_urls={TravelProfile.CAR: server.url}, timeout_s=0.3, retries=2, pause_s=0.5)
    client = OsrmClient(servers, pause=pauses.append)
    yield OsrmRoads(client)
    client.close()


def test_helsinki_travels_the_same_over_osrm_as_built_in() -> None:
    extract = read_extract(helsinki_extract())
    points = extract.places.lonlat[::40]
    with running(OsrmServer(extract.graph, max_table_size=16)) as osrm:
        client = OsrmClient(OsrmServers(base_urls={TravelProfile.CAR: osrm.url}, block=16))
        over_osrm = OsrmRoads(client).matrix(points)
        client.close()
    built_in = BuiltInRoads(extract.graph).matrix(points)
    assert (over_osrm.reachable == built_in.reachable).all()
    assert np.abs(over_osrm.duration_s - built_in.duration_s).max() <= 1
    assert np.abs(over_osrm.distance_m - built_in.distance_m).max() <= 1


def test_tables_are_asked_for_in_blocks(server: OsrmServer) -> None:
    client = OsrmClient(OsrmServers(base_urls={TravelProfile.CAR: server.url}, block=2))
    OsrmRoads(client).matrix(POINTS)
    client.close()
    assert len(server.requests) == 4
    assert all("annotations=duration,distance" in request for request in server.requests)


@pytest.mark.parametrize("stumble", [(500, b"oops"), (503, b"{}"), (429, b""), 0.6])
def test_a_passing_stumble_is_not_noticed(
    server: OsrmServer, roads: OsrmRoads, pauses: list[float], stumble: tuple[int, bytes] | float
) -> None:
    server.faults = [stumble, stumble]
    assert roads.matrix(POINTS).reachable.all()
    assert pauses == [0.5, 1.0]


def test_a_server_that_stays_broken_is_reported_with_the_reason(server: OsrmServer, roads: OsrmRoads) -> None:
    server.faults = [(502, b"bad gateway")] * 3
    with pytest.raises(RoadsUnavailable, match=r"HTTP status 502 \(3 tries\)") as caught:
        roads.matrix(POINTS)
    assert "道路服务无响应" in caught.value.message_zh
    assert "已尝试 3 次" in caught.value.message_zh


def test_a_server_that_is_too_slow_is_given_up(server: OsrmServer, roads: OsrmRoads) -> None:
    server.faults = [0.6] * 3
    with pytest.raises(RoadsUnavailable, match="no answer within 0.3 s"):
        roads.legs(POINTS)


def test_a_server_that_is_not_there_is_reported(pauses: list[float]) -> None:
    servers = OsrmServers(base_urls={TravelProfile.CAR: "http://127.0.0.1:9"}, retries=1)
    with pytest.raises(RoadsUnavailable, match="2 tries"):
        OsrmRoads(OsrmClient(servers, pause=pauses.append)).snap(POINTS)


def test_a_profile_without_a_server_is_named(roads: OsrmRoads) -> None:
    with pytest.raises(RoadsUnavailable, match="no server is set for foot"):
        roads.matrix(POINTS, TravelProfile.FOOT)


def table(**changes: object) -> bytes:
    waypoints = [{"location": place} for place in POINTS.tolist()]
    good = {
        "code": "Ok",
        "durations": [[0.0] * 3] * 3,
        "distances": [[0.0] * 3] * 3,
        "sources": waypoints,
        "destinations": waypoints,
    }
    return json.dumps({**good, **changes}).encode()


@pytest.mark.parametrize(
    "body",
    [
        b"<html>welcome</html>",
        b"[]",
        b"{}",
        b'{"code": 7}',
        table(durations=None),
        table(durations=[[0.0] * 2] * 3),
        table(durations=[[0.0, 1.0, "x"]] * 3),
        table(distances=[[0.0, 1.0], [2.0]]),
        table(distances=[[-1.0] * 3] * 3),
        table(sources=[]),
        table(destinations=[{"location": [1.0]}] * 3),
        table(destinations=[{"name": ""}] * 3),
        table(sources=[{"location": [None, None]}] * 3),
    ],
)
def test_an_answer_of_another_shape_is_refused(server: OsrmServer, roads: OsrmRoads, body: bytes) -> None:
    server.faults = [(200, body)]
    with pytest.raises(RoadsUnavailable, match="its answer is not OSRM's"):
        roads.matrix(POINTS)


@pytest.mark.parametrize(
    "body",
    [
        b'{"code": "Ok"}',
        b'{"code": "Ok", "routes": []}',
        b'{"code": "Ok", "routes": [{"duration": 1, "distance": 2, "geometry": {"coordinates": [1, 2]}}]}',
        b'{"code": "Ok", "routes": [{"duration": "x", "distance": 2, "geometry": {"coordinates": [[1, 2]]}}]}',
        b'{"code": "Ok", "routes": [{"duration": 1, "distance": 2, "geometry": {"coordinates": [[1, 2]]}}]}',
    ],
)
def test_a_route_of_another_shape_is_refused(server: OsrmServer, roads: OsrmRoads, body: bytes) -> None:
    server.faults = [(200, body)]
    with pytest.raises(RoadsUnavailable, match="its answer is not OSRM's"):
        roads.legs(POINTS)


def test_what_osrm_says_is_passed_on(server: OsrmServer, roads: OsrmRoads) -> None:
    server.faults = [(400, b'{"code": "InvalidQuery", "message": "Query string malformed"}')]
    with pytest.raises(RoadsUnavailable, match="InvalidQuery Query string malformed"):
        roads.matrix(POINTS)


def test_a_table_too_big_for_the_server_tells_what_to_change(graph: RoadGraph) -> None:
    with running(OsrmServer(graph, max_table_size=2)) as osrm:
        client = OsrmClient(OsrmServers(base_urls={TravelProfile.CAR: osrm.url}, block=100))
        with pytest.raises(RoadsUnavailable, match="lower the block size") as caught:
            OsrmRoads(client).matrix(POINTS)
        client.close()
    assert "减小分块" in caught.value.message_zh


def test_a_point_osrm_moves_too_far_is_quarantined_and_not_believed(roads: OsrmRoads) -> None:
    points = np.concatenate([POINTS, [[25.2, 60.0]]])
    snap = roads.snap(points)
    assert snap.distance_m[3] > 10_000
    assert snap.quarantined.tolist() == [False, False, False, True]
    assert roads.matrix(points).reachable[:, 3].tolist() == [False, False, False, True]


def test_redirects_are_not_followed(server: OsrmServer, roads: OsrmRoads) -> None:
    server.faults = [(302, b"")]
    with pytest.raises(RoadsUnavailable, match="status 302"):
        roads.matrix(POINTS)
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "bad",
    [{"block": 0}, {"block": 1001}, {"timeout_s": 0.0}, {"retries": -1}, {"base_urls": {TravelProfile.CAR: "ftp://x"}}],
)
def test_impossible_settings_are_refused(bad: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="block|timeout_s|address"):
        OsrmServers(**{"base_urls": {TravelProfile.CAR: "http://localhost:5000"}, **bad})  # type: ignore[arg-type]


def test_another_server_or_data_label_is_another_fingerprint(server: OsrmServer) -> None:
    client = OsrmClient(OsrmServers(base_urls={TravelProfile.CAR: server.url}))
    other = OsrmClient(OsrmServers(base_urls={TravelProfile.CAR: "http://localhost:5000"}))
    names = {
        OsrmRoads(client).fingerprint,
        OsrmRoads(other).fingerprint,
        OsrmRoads(client, data_label="2026-11").fingerprint,
    }
    client.close()
    other.close()
    assert len(names) == 3
