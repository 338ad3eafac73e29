import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.problem.errors import ProblemError
from planner.travel import (
    TravelProfile,
    great_circle_m,
    straight_line,
    straight_line_table,
)

HELSINKI = [24.9384, 60.1699]
TALLINN = [24.7536, 59.4370]

lonlat = st.tuples(st.floats(-180, 180), st.floats(-85, 85))


def test_helsinki_to_tallinn_is_82_kilometres_over_the_sphere() -> None:
    metres = great_circle_m(np.array(HELSINKI), np.array(TALLINN))
    assert metres == pytest.approx(82_140, rel=0.002)


def test_a_degree_of_latitude_is_a_three_hundred_sixtieth_of_the_circumference() -> None:
    metres = great_circle_m(np.array([10.0, 0.0]), np.array([10.0, 1.0]))
    assert metres == pytest.approx(2 * np.pi * 6_371_008.8 / 360)


def test_time_is_way_over_speed_and_way_is_line_times_detour() -> None:
    points = np.array([HELSINKI, TALLINN])
    matrix = straight_line(points, speed_kmh=36.0, detour=1.5)
    line = float(great_circle_m(points[0], points[1]))
    assert matrix.distance_m[0, 1] == round(1.5 * line)
    assert matrix.duration_s[0, 1] == round(1.5 * line / 10)


@given(st.lists(lonlat, min_size=1, max_size=12))
def test_the_estimate_is_symmetric_with_a_zero_diagonal(
    points: list[tuple[float, float]],
) -> None:
    matrix = straight_line(np.array(points), speed_kmh=30.0)
    assert (matrix.distance_m == matrix.distance_m.T).all()
    assert not np.diagonal(matrix.duration_s).any()


@given(lonlat, lonlat, lonlat)
def test_a_stop_on_the_way_never_shortens_the_way(
    a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]
) -> None:
    metres = straight_line(np.array([a, b, c]), speed_kmh=30.0).distance_m.astype(np.int64)
    assert metres[0, 2] <= metres[0, 1] + metres[1, 2] + 2


def test_a_table_of_many_rows_equals_the_same_rows_one_by_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("planner.travel.estimate._BLOCK", 7)
    rng = np.random.default_rng(4)
    sources, targets = rng.uniform(0, 1, (11, 2)), rng.uniform(0, 1, (5, 2))
    table = straight_line_table(sources, targets, 20.0)
    for row, source in enumerate(sources):
        alone = straight_line_table(source[None, :], targets, 20.0)
        assert (table.duration_s[row] == alone.duration_s[0]).all()


@pytest.mark.parametrize(
    ("points", "speed", "detour", "why"),
    [
        ([[200.0, 0.0]], 30.0, 1.3, "finite degrees"),
        ([[np.nan, 0.0]], 30.0, 1.3, "finite degrees"),
        ([[1.0, 2.0, 3.0]], 30.0, 1.3, "shape"),
        ([[1.0, 2.0]], 0.0, 1.3, "positive"),
        ([[1.0, 2.0]], 30.0, 0.9, "at least 1"),
    ],
)
def test_a_bad_input_is_refused_with_the_reason(
    points: list[list[float]], speed: float, detour: float, why: str
) -> None:
    with pytest.raises(ProblemError, match=why):
        straight_line(np.array(points), speed, detour)


def test_every_profile_has_a_speed_and_walking_is_the_slowest() -> None:
    speeds = [profile.speed_kmh for profile in TravelProfile]
    assert speeds == sorted(speeds, reverse=True)
    assert min(speeds) > 0
