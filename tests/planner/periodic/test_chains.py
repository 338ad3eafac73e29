"""A series on the days that leave out least and cost least while its distances are kept (S4.2)."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.kernel import FORBIDDEN, Instance, SearchLimits, StopTable, Vehicle, build_instance
from planner.periodic import search, spaced_families
from tests.planner.periodic.towns import days_of

DATES = (0, 1, 2, 3, 7, 8, 10)
"""Running numbers of the days on which somebody works."""

ONCE = SearchLimits(iterations=40)


def _alone(price: np.ndarray, stake: list[int]) -> Instance:
    """Visits at the base, one vehicle a day, so that only `price`, int64 (n, days), tells the days apart."""
    n, days = price.shape
    stops = StopTable(
        halt_s=np.ones(n, dtype=np.int64),
        windows=(((0, 900),),) * n,
        load=np.ones(n, dtype=np.int64),
        stake=np.array(stake, dtype=np.int64),
    )
    one = Vehicle(start_node=n, end_node=n, shift_start=0, shift_end=900, room=9)
    return build_instance(np.zeros((1, n + 1, n + 1), dtype=np.int32), stops, (one,) * days, price)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_the_best_of_all_sets_of_days_is_found(seed: int) -> None:
    """Three visits over seven days: all 512 ways to make or leave out each are compared."""
    draw = np.random.default_rng(seed)
    price = draw.integers(0, 100, (3, len(DATES)))
    price[draw.random(price.shape) < 0.4] = FORBIDDEN
    stake = draw.integers(1, 4, 3).tolist()
    least, most = draw.integers(0, 5, 3), draw.choice([0, 0, 3, 6], 3)
    instance = _alone(price, stake)
    families = spaced_families(instance, [[0, 1, 2]], least, most, np.array(DATES, dtype=np.int32))
    found = search(instance, families, ONCE)
    assert (found.key, found.cost) == _best(price, stake, least, most)


def test_order_of_vehicles_and_stops_does_not_matter() -> None:
    """The line says who comes first, the dates which day is when."""
    price = np.zeros((2, 3), dtype=np.int64)
    families = spaced_families(
        _alone(price, [1, 1]), [[1, 0]], np.array([5, 0]), np.array([0, 0]), np.array([9, 2, 4], dtype=np.int32)
    )
    found = search(_alone(price, [1, 1]), families, ONCE)
    days = days_of(np.array([9, 2, 4]), found)
    assert days[0] == 9
    assert days[1] in (2, 4)


def test_a_stop_in_two_lines_is_refused() -> None:
    instance = _alone(np.zeros((2, 2), dtype=np.int64), [1, 1])
    with pytest.raises(ValueError, match="one family"):
        spaced_families(instance, [[0, 1], [1]], np.zeros(2), np.zeros(2), np.array([0, 1], dtype=np.int32))


@pytest.mark.parametrize("shape", [(0, 2), (2, 0), (0, 0)])
def test_nothing_to_do_and_nobody_to_do_it(shape: tuple[int, int]) -> None:
    instance = _alone(np.zeros(shape, dtype=np.int64), [1] * shape[0])
    none = np.zeros(shape[0], dtype=np.int32)
    families = spaced_families(instance, [], none, none, np.arange(shape[1], dtype=np.int32))
    assert search(instance, families, ONCE).key == shape[0]


def _best(price: np.ndarray, stake: list[int], least: np.ndarray, most: np.ndarray) -> tuple[int, int]:
    ways = []
    for days in product((None, *range(len(DATES))), repeat=3):
        made = [(visit, day) for visit, day in enumerate(days) if day is not None]
        if any(price[visit, day] >= FORBIDDEN for visit, day in made):
            continue
        fine = True
        for (one, early), (two, late) in zip(made, made[1:], strict=False):
            gap = DATES[late] - DATES[early]
            fine &= late > early and gap >= least[two]
            fine &= not (two == one + 1 and 0 < most[two] < gap)
        if fine:
            key = sum(stake[visit] for visit, day in enumerate(days) if day is None)
            ways.append((key, int(sum(price[visit, day] for visit, day in made))))
    return min(ways)
