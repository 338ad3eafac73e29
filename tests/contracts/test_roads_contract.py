"""What every road gateway promises, asked of all three over one town with an island."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pytest

from app.gateways.osm import RoadGraph, read_extract
from app.gateways.roads import BuiltInRoads, OsrmClient, OsrmRoads, OsrmServers, StraightRoads
from app.services.ports.roads import Roads
from planner.problem.errors import ProblemError
from planner.travel import UNREACHABLE, TravelProfile, great_circle_m
from tests.fakes.extracts import grid, write_extract
from tests.fakes.osrm_server import OsrmServer, running

TOWN = np.array(
    [
        [24.901, 60.0051],
        [24.9152, 60.0098],
        [24.9301, 60.0199],
        [24.9398, 60.0002],
        [24.9203, 60.0151],
        [24.905, 60.012],
    ]
)
ISLAND = np.array([[25.0012, 60.0049], [25.0151, 60.0101]])
AT_SEA = np.array([[24.97, 60.005]])


@dataclass(frozen=True)
class Subject:
    """A gateway and whether it knows a network (the straight line knows none)."""

    roads: Roads
    has_network: bool


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> RoadGraph:
    nodes, ways = grid(100, 24.90, 60.0, 5, {1: {"oneway": "yes"}, 3: {"oneway": "-1"}})
    more_nodes, more_ways = grid(500, 25.0, 60.0, 3)
    path = tmp_path_factory.mktemp("town") / "town.osm.pbf"
    return read_extract(write_extract(path, nodes | more_nodes, ways | more_ways)).graph


@pytest.fixture(scope="module", params=["built-in", "osrm", "straight"])
def subject(request: pytest.FixtureRequest, graph: RoadGraph) -> Iterator[Subject]:
    if request.param == "built-in":
        yield Subject(roads=BuiltInRoads(graph), has_network=True)
    elif request.param == "straight":
        yield Subject(roads=StraightRoads(), has_network=False)
    else:
        with running(OsrmServer(graph, max_table_size=4)) as server:
            client = OsrmClient(OsrmServers(base_urls=dict.fromkeys(TravelProfile, server.url), block=4))
            yield Subject(roads=OsrmRoads(client), has_network=True)
            client.close()


@pytest.fixture(params=list(TravelProfile))
def profile(request: pytest.FixtureRequest) -> TravelProfile:
    assert isinstance(request.param, TravelProfile)
    return request.param


def test_a_matrix_is_square_and_zero_on_the_diagonal_and_nowhere_else(subject: Subject, profile: TravelProfile) -> None:
    matrix = subject.roads.matrix(TOWN, profile)
    assert matrix.duration_s.shape == (6, 6)
    off = ~np.eye(6, dtype=bool)
    assert (matrix.duration_s[off] > 0).all()
    assert matrix.reachable.all()


def test_no_way_is_shorter_than_the_straight_line_or_faster_than_a_car(
    subject: Subject, profile: TravelProfile
) -> None:
    matrix = subject.roads.matrix(TOWN, profile)
    line = great_circle_m(TOWN[:, None, :], TOWN[None, :, :])
    assert (matrix.distance_m >= line - 1).all()
    assert (matrix.duration_s >= line / (130 / 3.6) - 1).all()


def test_a_stop_on_the_way_never_shortens_it(subject: Subject, profile: TravelProfile) -> None:
    seconds = subject.roads.matrix(TOWN, profile).duration_s.astype(np.int64)
    through = (seconds[:, :, None] + seconds[None, :, :]).min(axis=1)
    assert (seconds <= through + 2).all()


def test_a_rectangle_is_a_part_of_the_matrix(subject: Subject, profile: TravelProfile) -> None:
    matrix = subject.roads.matrix(TOWN, profile)
    table = subject.roads.rectangular(TOWN[:2], TOWN[1:], profile)
    assert (table.duration_s == matrix.duration_s[:2, 1:]).all()
    assert (table.distance_m == matrix.distance_m[:2, 1:]).all()


def test_the_order_of_points_does_not_change_their_travel(subject: Subject) -> None:
    order = np.array([3, 0, 5, 1, 4, 2])
    straight = subject.roads.matrix(TOWN)
    shuffled = subject.roads.matrix(TOWN[order])
    assert (shuffled.duration_s == straight.subset(order).duration_s).all()


def test_homes_at_one_coordinate_are_zero_apart_and_equally_far_from_all(subject: Subject) -> None:
    doubled = np.concatenate([TOWN, TOWN[2:3]])
    matrix = subject.roads.matrix(doubled)
    assert matrix.duration_s[2, 6] == matrix.duration_s[6, 2] == 0
    assert (matrix.duration_s[2, :6] == matrix.duration_s[6, :6]).all()


def test_legs_are_as_long_as_the_matrix_says(subject: Subject, profile: TravelProfile) -> None:
    matrix = subject.roads.matrix(TOWN, profile)
    legs = subject.roads.legs(TOWN, profile)
    assert len(legs) == len(TOWN) - 1
    for at, leg in enumerate(legs):
        assert leg.duration_s == pytest.approx(matrix.duration_s[at, at + 1], abs=1)
        assert leg.distance_m == pytest.approx(matrix.distance_m[at, at + 1], abs=1)


def test_a_leg_is_drawn_from_door_to_door(subject: Subject, profile: TravelProfile) -> None:
    for at, leg in enumerate(subject.roads.legs(TOWN, profile)):
        assert (leg.geometry[0] == TOWN[at]).all()
        assert (leg.geometry[-1] == TOWN[at + 1]).all()
        drawn_m = great_circle_m(leg.geometry[:-1], leg.geometry[1:]).sum()
        if subject.has_network:
            assert drawn_m == pytest.approx(leg.distance_m, rel=0.002, abs=2)
        else:
            assert drawn_m <= leg.distance_m


def test_walking_takes_longer_than_riding_and_riding_longer_than_driving(subject: Subject) -> None:
    seconds = [subject.roads.matrix(TOWN, profile).duration_s.sum() for profile in TravelProfile]
    assert seconds[0] < seconds[1] < seconds[2]


def test_one_way_streets_bind_cars_and_not_walkers(subject: Subject) -> None:
    by_car = subject.roads.matrix(TOWN, TravelProfile.CAR).duration_s
    on_foot = subject.roads.matrix(TOWN, TravelProfile.FOOT).duration_s
    assert np.abs(on_foot - on_foot.T).max() <= 1
    assert (np.abs(by_car - by_car.T).max() > 1) == subject.has_network


def test_a_point_far_from_streets_is_quarantined_and_has_no_travel(subject: Subject) -> None:
    points = np.concatenate([TOWN, AT_SEA, [[0.0, 0.0]]])
    snap = subject.roads.snap(points)
    matrix = subject.roads.matrix(points)
    legs = subject.roads.legs(points[5:7])
    if subject.has_network:
        assert snap.quarantined.tolist() == [False] * 6 + [True] * 2
        assert not snap.reachable[6:].any()
        assert (snap.distance_m[6:] > 300).all()
        assert (matrix.duration_s[:6, 6:] == UNREACHABLE).all()
        assert (matrix.duration_s[6:, :6] == UNREACHABLE).all()
        assert not legs[0].reachable
        assert legs[0].geometry.shape == (0, 2)
    else:
        assert not snap.quarantined.any()
    assert matrix.reachable[:6, :6].all()
    assert (np.diagonal(matrix.duration_s) == 0).all()


def test_an_island_is_reported_and_nobody_is_moved_off_it(subject: Subject, profile: TravelProfile) -> None:
    points = np.concatenate([TOWN, ISLAND])
    snap = subject.roads.snap(points, profile)
    matrix = subject.roads.matrix(points, profile)
    legs = subject.roads.legs(points[4:], profile)
    assert (snap.distance_m < 300).all()
    assert snap.reachable.tolist() == [True] * 6 + [not subject.has_network] * 2
    assert matrix.reachable[6:, 6:].all()
    assert (matrix.reachable[:6, 6:] == (not subject.has_network)).all()
    assert (matrix.reachable[6:, :6] == (not subject.has_network)).all()
    assert [leg.reachable for leg in legs] == [True, not subject.has_network, True]


def test_a_snap_lies_where_its_distance_says(subject: Subject, profile: TravelProfile) -> None:
    snap = subject.roads.snap(TOWN, profile)
    assert len(snap) == len(TOWN)
    assert great_circle_m(TOWN, snap.lonlat) == pytest.approx(snap.distance_m, abs=0.2)
    assert snap.reachable.all()


@pytest.mark.parametrize("points", [[[200.0, 0.0]], [[np.nan, 60.0]], [[1.0, 2.0, 3.0]], [[24.9, np.inf]]])
def test_points_that_are_no_coordinates_are_refused(subject: Subject, points: list[list[float]]) -> None:
    wrong = np.array(points)
    for ask in (subject.roads.snap, subject.roads.matrix, subject.roads.legs):
        with pytest.raises(ProblemError):
            ask(wrong)
    with pytest.raises(ProblemError):
        subject.roads.rectangular(TOWN, wrong)


def test_no_points_give_empty_answers(subject: Subject) -> None:
    nowhere = np.empty((0, 2))
    assert len(subject.roads.snap(nowhere)) == 0
    assert len(subject.roads.matrix(nowhere)) == 0
    assert list(subject.roads.legs(nowhere)) == []
    assert subject.roads.rectangular(nowhere, TOWN).duration_s.shape == (0, 6)
    assert subject.roads.rectangular(TOWN, nowhere).duration_s.shape == (6, 0)


def test_one_point_has_a_matrix_and_no_legs(subject: Subject) -> None:
    assert subject.roads.matrix(TOWN[:1]).duration_s.tolist() == [[0]]
    assert list(subject.roads.legs(TOWN[:1])) == []


def test_the_fingerprint_is_steady_and_the_attribution_is_due_to_street_data_only(subject: Subject) -> None:
    assert subject.roads.fingerprint == subject.roads.fingerprint
    assert ("OpenStreetMap" in subject.roads.attribution) == subject.has_network


def test_the_same_question_gets_the_same_answer(subject: Subject) -> None:
    first, second = subject.roads.matrix(TOWN), subject.roads.matrix(TOWN.copy())
    assert (first.duration_s == second.duration_s).all()
    assert (first.distance_m == second.distance_m).all()
