"""Coordinates of Chinese maps: known pairs, sizes of the shifts, and ways there and back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.datum import Datum, converted, is_shifted
from planner.travel import great_circle_m

TIANANMEN = [116.404, 39.915]
CITIES = {
    "Beijing": ([116.4074, 39.9042], 555),
    "Shanghai": ([121.4737, 31.2304], 481),
    "Shenzhen": ([114.0579, 22.5431], 606),
    "Chengdu": ([104.0665, 30.5723], 363),
    "Urumqi": ([87.6168, 43.8256], 265),
}

in_china = st.tuples(st.floats(73.5, 135.0), st.floats(3.5, 53.6))
anywhere = st.tuples(st.floats(-180, 180), st.floats(-85, 85))
datums = st.sampled_from(list(Datum))


def test_a_known_place_is_shifted_as_published() -> None:
    gcj = converted(TIANANMEN, Datum.WGS84, Datum.GCJ02)
    assert gcj == pytest.approx([116.41024449916938, 39.91640428150164], abs=1e-12)
    bd = converted(TIANANMEN, Datum.GCJ02, Datum.BD09)
    assert bd == pytest.approx([116.41036949371029, 39.92133699351021], abs=1e-12)


def test_the_iterated_inverse_stays_near_the_published_one_step() -> None:
    wgs = converted(TIANANMEN, Datum.GCJ02, Datum.WGS84)
    one_step = np.array([116.39775550083061, 39.91359571849836])
    assert great_circle_m(wgs, one_step) < 2.4


@pytest.mark.parametrize("city", CITIES)
def test_the_shift_of_a_city_has_the_measured_size(city: str) -> None:
    place, metres = CITIES[city]
    moved = converted(place, Datum.WGS84, Datum.GCJ02)
    assert great_circle_m(np.array(place), moved) == pytest.approx(metres, abs=15)


@given(in_china, datums, datums)
def test_a_way_there_and_back_ends_where_it_began(place: tuple[float, float], there: Datum, through: Datum) -> None:
    back = converted(converted(place, there, through), through, there)
    assert great_circle_m(np.array(place), back) < 0.001


@given(in_china, datums)
def test_a_detour_over_a_third_datum_changes_nothing(place: tuple[float, float], through: Datum) -> None:
    direct = converted(place, Datum.WGS84, Datum.BD09)
    detour = converted(converted(place, Datum.WGS84, through), through, Datum.BD09)
    assert great_circle_m(direct, detour) < 0.001


@given(in_china)
def test_inside_china_every_datum_moves_a_place_by_a_street_or_two(place: tuple[float, float]) -> None:
    origin = np.array(place)
    assert 10 < great_circle_m(origin, converted(place, Datum.WGS84, Datum.GCJ02)) < 1_000
    assert 500 < great_circle_m(origin, converted(place, Datum.GCJ02, Datum.BD09)) < 1_200


@given(in_china)
def test_distances_of_a_kilometre_hardly_change(place: tuple[float, float]) -> None:
    ends = np.array([place, [place[0] + 0.01, place[1]]])
    moved = converted(ends, Datum.WGS84, Datum.GCJ02)
    before, after = great_circle_m(ends[0], ends[1]), great_circle_m(moved[0], moved[1])
    assert after == pytest.approx(float(before), rel=0.008)


@given(anywhere.filter(lambda place: not is_shifted(np.array(place))))
def test_outside_china_gcj02_is_wgs84(place: tuple[float, float]) -> None:
    assert (converted(place, Datum.WGS84, Datum.GCJ02) == np.array(place)).all()


@pytest.mark.parametrize("place", [[24.94, 60.17], [-123.1, 49.25], [139.7, 35.7], [0.0, 0.0]])
def test_helsinki_vancouver_and_tokyo_stay_where_they_are_both_ways(place: list[float]) -> None:
    assert converted(place, Datum.GCJ02, Datum.WGS84).tolist() == place
    assert converted(place, Datum.WGS84, Datum.GCJ02).tolist() == place


@given(st.lists(in_china, min_size=1, max_size=20), datums, datums)
def test_many_places_at_once_are_the_places_one_by_one(
    places: list[tuple[float, float]], source: Datum, target: Datum
) -> None:
    together = converted(places, source, target)
    alone = np.stack([converted(place, source, target) for place in places])
    assert together == pytest.approx(alone, abs=1e-12)


def test_the_input_is_not_written_and_shapes_are_kept() -> None:
    places = np.full((2, 3, 2), 100.0) * [1.0, 0.3]
    before = places.copy()
    assert converted(places, Datum.WGS84, Datum.BD09).shape == (2, 3, 2)
    assert (places == before).all()
    assert converted(np.empty((0, 2)), Datum.GCJ02, Datum.WGS84).shape == (0, 2)


def test_missing_coordinates_stay_missing() -> None:
    assert np.isnan(converted([np.nan, np.nan], Datum.GCJ02, Datum.WGS84)).all()


@pytest.mark.parametrize("wrong", [[1.0, 2.0, 3.0], 5.0, [[1.0], [2.0]]])
def test_what_is_no_pair_is_refused(wrong: object) -> None:
    with pytest.raises(ValueError, match="shape"):
        converted(wrong, Datum.WGS84, Datum.GCJ02)  # type: ignore[arg-type]
