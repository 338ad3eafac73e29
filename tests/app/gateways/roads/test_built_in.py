"""Travel on the built-in graph, checked against a search written independently and against the extract's borders."""

import heapq
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from app.gateways.osm import RoadGraph, helsinki_extract, read_extract
from app.gateways.roads import BuiltInRoads
from app.gateways.roads.points import ACCESS_MPS
from app.gateways.roads.profile_graph import profile_graph
from app.gateways.roads.snapping import Snapper
from planner.travel import UNREACHABLE, TravelProfile, great_circle_m
from tests.fakes.extracts import grid

STREET = {"highway": "residential"}


@pytest.fixture(scope="module")
def helsinki() -> RoadGraph:
    return read_extract(helsinki_extract()).graph


def customers(graph: RoadGraph, count: int, seed: int = 7) -> np.ndarray:
    west, south, east, north = graph.bounds
    inside = np.random.default_rng(seed).uniform(
        [west + 0.003, south + 0.003], [east - 0.003, north - 0.003], (count, 2)
    )
    return np.round(inside, 6)


def plain_search(graph: RoadGraph, profile: TravelProfile, sources: np.ndarray) -> np.ndarray:
    """Seconds from door to door by a textbook search that enters and leaves each edge at its share."""
    network = profile_graph(graph, profile)
    steps = Snapper(network).doorsteps(sources)
    links: dict[int, list[tuple[int, float]]] = {}
    for at in range(len(network.edge)):
        for direction, (a, b) in enumerate([(network.u[at], network.v[at]), (network.v[at], network.u[at])]):
            links.setdefault(int(a), []).append((int(b), float(network.seconds[direction, at])))
    n = len(sources)
    result = np.full((n, n), np.inf)
    for i in range(n):
        edge, share = steps.edge[i], steps.share[i]
        ahead, back = network.seconds[:, edge]
        reached: dict[int, float] = {}
        queue = [((1 - share) * ahead, int(network.v[edge])), (share * back, int(network.u[edge]))]
        heapq.heapify(queue)
        while queue:
            seconds, node = heapq.heappop(queue)
            if node in reached or not np.isfinite(seconds):
                continue
            reached[node] = seconds
            for other, extra in links.get(node, []):
                heapq.heappush(queue, (seconds + extra, other))
        for j in range(n):
            target, at = steps.edge[j], steps.share[j]
            ahead_j, back_j = network.seconds[:, target]
            ways = [
                reached.get(int(network.u[target]), np.inf) + at * ahead_j,
                reached.get(int(network.v[target]), np.inf) + (1 - at) * back_j,
            ]
            if target == edge:
                ways.append((at - share) * ahead if at >= share else (share - at) * back)
            walk = (steps.distance_m[i] + steps.distance_m[j]) / ACCESS_MPS
            result[i, j] = 0.0 if i == j else min(ways) + walk
    return result


@pytest.mark.parametrize("profile", list(TravelProfile))
def test_the_tables_equal_a_search_written_independently(helsinki: RoadGraph, profile: TravelProfile) -> None:
    points = customers(helsinki, 60)
    expected = plain_search(helsinki, profile, points)
    matrix = BuiltInRoads(helsinki, snap_limit_m=1e6).matrix(points, profile)
    assert (matrix.reachable == np.isfinite(expected)).all()
    found = matrix.duration_s[matrix.reachable]
    assert np.abs(found - expected[matrix.reachable]).max() <= 1.5


def test_blocks_of_searches_give_what_one_search_gives(helsinki: RoadGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    points = customers(helsinki, 40)
    whole = BuiltInRoads(helsinki).matrix(points)
    monkeypatch.setattr("app.gateways.roads.ways._BLOCK_VALUES", 5_000)
    assert (BuiltInRoads(helsinki).matrix(points).duration_s == whole.duration_s).all()


def test_a_point_meets_the_street_beside_it_and_not_the_next_crossing(write_extract: Callable[..., Path]) -> None:
    # One street of 1.1 km; the point stands 11 m beside its middle.
    graph = read_extract(write_extract({1: (24.9, 60.0), 2: (24.92, 60.0)}, {1: ([1, 2], STREET)})).graph
    snap = BuiltInRoads(graph).snap(np.array([[24.91, 60.0001]]))
    assert snap.distance_m[0] == pytest.approx(11.1, abs=0.2)
    assert snap.lonlat[0] == pytest.approx([24.91, 60.0], abs=1e-6)


def test_two_doors_in_one_block_are_as_far_apart_as_the_street_between_them(write_extract: Callable[..., Path]) -> None:
    graph = read_extract(write_extract({1: (24.9, 60.0), 2: (24.92, 60.0)}, {1: ([1, 2], STREET)})).graph
    points = np.array([[24.905, 60.0], [24.915, 60.0]])
    matrix = BuiltInRoads(graph).matrix(points)
    assert matrix.distance_m[0, 1] == pytest.approx(float(great_circle_m(points[0], points[1])), abs=1)


def test_a_one_way_street_is_driven_round_the_block_and_walked_back(write_extract: Callable[..., Path]) -> None:
    nodes, ways = grid(1, 24.9, 60.0, 2, {0: {"oneway": "yes"}})
    roads = BuiltInRoads(read_extract(write_extract(nodes, ways)).graph)
    points = np.array([[24.902, 60.0], [24.908, 60.0]])  # both on the one-way row
    by_car = roads.matrix(points, TravelProfile.CAR).distance_m
    on_foot = roads.matrix(points, TravelProfile.FOOT).distance_m
    assert by_car[1, 0] > 5 * by_car[0, 1]
    assert abs(int(on_foot[1, 0]) - int(on_foot[0, 1])) <= 1


def test_a_bollard_sends_cars_round_and_lets_walkers_through(write_extract: Callable[..., Path]) -> None:
    nodes, ways = grid(1, 24.9, 60.0, 2)
    barred = {**nodes, 99: (24.905, 60.0, {"barrier": "bollard"})}
    ways[1] = ([1, 99, 2], STREET)
    roads = BuiltInRoads(read_extract(write_extract(barred, ways)).graph)
    points = np.array([[24.9045, 60.0], [24.9055, 60.0]])
    assert roads.matrix(points, TravelProfile.FOOT).distance_m[0, 1] < 100
    assert roads.matrix(points, TravelProfile.CAR).distance_m[0, 1] > 1_500


def test_a_door_beside_a_stub_cut_off_by_the_border_walks_to_the_lasting_network(
    write_extract: Callable[..., Path],
) -> None:
    nodes, ways = grid(1, 24.9, 60.0, 3)
    nodes |= {90: (24.902, 60.0015), 91: (24.903, 60.0015)}
    ways[90] = ([90, 91], STREET)
    roads = BuiltInRoads(read_extract(write_extract(nodes, ways)).graph)
    point = np.array([[24.9025, 60.0014]])
    snap = roads.snap(point)
    assert snap.reachable.all()
    assert snap.distance_m[0] == pytest.approx(139, abs=2)  # to the column street in the west, honestly counted


@pytest.mark.parametrize(("kind", "reachable"), [("track", True), ("residential", False)])
def test_forest_tracks_behind_a_barrier_are_no_island_but_streets_are(
    write_extract: Callable[..., Path], kind: str, reachable: bool
) -> None:
    nodes, ways = grid(1, 24.9, 60.0, 3)
    near, near_ways = grid(50, 24.923, 60.0, 2)  # 170 m east of the town, 2.2 km of ways
    tracks = {ref: (refs, {"highway": kind}) for ref, (refs, _) in near_ways.items()}
    roads = BuiltInRoads(read_extract(write_extract({**nodes, **near}, {**ways, **tracks})).graph)
    snap = roads.snap(np.array([[24.9235, 60.0025]]))
    assert snap.reachable.tolist() == [reachable]
    assert not snap.quarantined.any()


def test_nobody_is_placed_on_a_motorway_bridge_or_tunnel(write_extract: Callable[..., Path]) -> None:
    nodes, ways = grid(1, 24.9, 60.0, 3, {0: {"bridge": "yes"}})
    roads = BuiltInRoads(read_extract(write_extract(nodes, ways)).graph)
    snap = roads.snap(np.array([[24.903, 60.0001]]))
    assert snap.distance_m[0] > 100


@pytest.mark.parametrize("profile", [TravelProfile.CAR, TravelProfile.EBIKE])
def test_a_profile_without_any_street_quarantines_everything(
    write_extract: Callable[..., Path], profile: TravelProfile
) -> None:
    graph = read_extract(write_extract({1: (24.9, 60.0), 2: (24.92, 60.0)}, {1: ([1, 2], {"highway": "steps"})})).graph
    points = np.array([[24.905, 60.0], [24.915, 60.0]])
    roads = BuiltInRoads(graph)
    snap = roads.snap(points, profile)
    assert snap.quarantined.all()
    assert not snap.reachable.any()
    assert (snap.node == -1).all()
    assert roads.matrix(points, profile).duration_s.tolist() == [[0, UNREACHABLE], [UNREACHABLE, 0]]
    assert not roads.legs(points, profile)[0].reachable


def test_a_ring_street_is_driven_the_shorter_way_round(write_extract: Callable[..., Path]) -> None:
    corners = {1: (24.90, 60.0), 2: (24.91, 60.0), 3: (24.91, 60.005), 4: (24.90, 60.005)}
    graph = read_extract(write_extract(corners, {1: ([1, 2, 3, 4, 1], STREET)})).graph
    assert graph.edges == 1
    points = np.array([[24.902, 60.0], [24.90, 60.001]])  # 111 m on either side of the first corner
    matrix = BuiltInRoads(graph).matrix(points)
    assert matrix.distance_m[0, 1] == pytest.approx(222, abs=2)
    leg = BuiltInRoads(graph).legs(points)[0]
    assert great_circle_m(leg.geometry[:-1], leg.geometry[1:]).sum() == pytest.approx(222, abs=3)


def test_a_limit_on_snapping_decides_who_is_quarantined(helsinki: RoadGraph) -> None:
    points = customers(helsinki, 200)
    strict, lenient = BuiltInRoads(helsinki, snap_limit_m=10), BuiltInRoads(helsinki, snap_limit_m=500)
    assert strict.snap(points).quarantined.sum() > lenient.snap(points).quarantined.sum()
    assert strict.fingerprint != lenient.fingerprint


def test_most_of_helsinki_is_reachable_by_every_profile(helsinki: RoadGraph) -> None:
    points = customers(helsinki, 300)
    for profile in TravelProfile:
        assert BuiltInRoads(helsinki).snap(points, profile).reachable.mean() > 0.9


def test_a_matrix_asked_for_again_is_not_computed_again(helsinki: RoadGraph) -> None:
    roads = BuiltInRoads(helsinki)
    points = customers(helsinki, 20)
    assert roads.matrix(points) is roads.matrix(points.copy())
    assert roads.matrix(points) is not roads.matrix(points, TravelProfile.FOOT)
