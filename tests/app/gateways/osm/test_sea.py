import numpy as np
import pytest
import shapely

from app.gateways.osm.sea import sea

BOX = (0.0, 0.0, 1.0, 1.0)


def coast(*lines: list[tuple[float, float]]) -> np.ndarray:
    return np.array([shapely.LineString(line) for line in lines], dtype=object)


def test_water_lies_right_of_the_coastline() -> None:
    (water,) = sea(coast([(0.4, -0.1), (0.4, 1.1)]), BOX)  # northwards: land in the west
    assert water.area == pytest.approx(0.6)
    assert water.contains(shapely.Point(0.7, 0.5))


def test_the_other_direction_is_the_other_side() -> None:
    (water,) = sea(coast([(0.4, 1.1), (0.4, -0.1)]), BOX)
    assert water.area == pytest.approx(0.4)


def test_an_island_is_left_out_of_the_water() -> None:
    # Anticlockwise: land inside.
    island = [(0.6, 0.4), (0.8, 0.4), (0.8, 0.6), (0.6, 0.6), (0.6, 0.4)]
    water = shapely.union_all(sea(coast([(0.4, -0.1), (0.4, 1.1)], island), BOX))
    assert water.area == pytest.approx(0.56)
    assert not water.contains(shapely.Point(0.7, 0.5))


def test_a_coast_in_pieces_that_stops_just_short_of_the_border_still_parts_land_and_sea() -> None:
    (water,) = sea(coast([(0.4, 0.001), (0.4, 0.5)], [(0.4, 0.5), (0.4, 0.9985)]), BOX)
    assert water.area == pytest.approx(0.6)


def test_a_coast_that_breaks_off_inside_is_not_guessed() -> None:
    assert sea(coast([(0.4, -0.1), (0.4, 0.5)]), BOX) == []


def test_no_coast_is_no_sea() -> None:
    assert sea(np.empty(0, dtype=object), BOX) == []
