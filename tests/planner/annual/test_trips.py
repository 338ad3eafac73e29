"""The fewest trips and entries against independent integer programmes (planning model, level 1)."""

import numpy as np
import pytest
from scipy.optimize import LinearConstraint, milp

from planner.annual.doors import certain_entries
from planner.annual.trips import fewest, may_move, plan_trips, required

WEEKS, DAY_S = 12, 100


def _cell(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, 25))
    first = rng.integers(0, WEEKS, n)
    last = np.minimum(WEEKS - 1, first + rng.integers(0, 6, n))
    order = np.argsort(last, kind="stable")
    return first[order], last[order], rng.integers(1, 60, n)


def _by_programme(first: np.ndarray, last: np.ndarray, amount: np.ndarray) -> int:
    """Whole trips a week, work divided over the weeks of its window."""
    n = len(first)
    pairs = [(visit, week) for visit in range(n) for week in range(first[visit], last[visit] + 1)]
    matrix = np.zeros((n + WEEKS, WEEKS + len(pairs)))
    for column, (visit, week) in enumerate(pairs):
        matrix[visit, WEEKS + column] = 1
        matrix[n + week, WEEKS + column] = -1
    matrix[n + np.arange(WEEKS), np.arange(WEEKS)] = DAY_S
    low = np.concatenate([amount, np.zeros(WEEKS)])
    high = np.concatenate([amount, np.full(WEEKS, np.inf)])
    price = np.concatenate([np.ones(WEEKS), np.zeros(len(pairs))])
    whole = np.concatenate([np.ones(WEEKS), np.zeros(len(pairs))])
    return round(milp(price, integrality=whole, constraints=LinearConstraint(matrix, low, high)).fun)


@pytest.mark.parametrize("seed", range(12))
def test_the_fewest_trips_are_those_of_the_integer_programme(seed: int) -> None:
    """The longest path through the weeks is the optimum when work may be divided."""
    first, last, amount = _cell(seed)
    asked, total = np.zeros((WEEKS, WEEKS), np.int64), np.zeros(WEEKS + 1, np.int64)
    required(first, last, amount, DAY_S, asked)
    assert fewest(asked, total) == _by_programme(first, last, amount)


@pytest.mark.parametrize("seed", range(6))
def test_trips_moved_to_weeks_with_room_are_still_as_few_and_enough(seed: int) -> None:
    """Moving trips keeps their number and every stretch of weeks served."""
    first, last, amount = _cell(seed)
    room = np.random.default_rng(seed).uniform(0, 3, WEEKS)
    trips = np.zeros((1, WEEKS + 1), np.int64)
    plan_trips(np.array([0, len(first)]), first, last, amount, DAY_S, room, trips)
    asked, total = np.zeros((WEEKS, WEEKS), np.int64), np.zeros(WEEKS + 1, np.int64)
    required(first, last, amount, DAY_S, asked)
    assert trips[0, -1] == fewest(asked, total)
    gaps = trips[0][None, 1:] - trips[0][:-1, None]
    assert (np.triu(gaps - asked) >= 0).all()
    assert may_move(asked, trips[0], 0, 0)


def _sure(windows: list[tuple[int, int]]) -> tuple[list[int], list[int]]:
    windows = sorted(windows, key=lambda window: window[1])
    first, last = (np.array([window[end] for window in windows]) for end in (0, 1))
    n = len(windows)
    certain, best = np.zeros(n, np.int64), np.zeros(n, np.int64)
    certain_entries(first, last, np.full(n, 7), np.array([0, n]), np.arange(n), certain, best)
    return certain.tolist(), best.tolist()


def test_windows_of_a_door_that_do_not_meet_take_an_entry_each() -> None:
    """Two quarters and an inspection that meets the second: two entries, and it waits for the second."""
    certain, best = _sure([(0, 4), (6, 10), (2, 12)])
    assert sorted(certain) == [0, 7, 7]
    assert best == [0, 6, 2]
