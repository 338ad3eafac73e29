"""Overload at a price: crossed on the way, charged exactly, never in the answer."""

import numpy as np
import pytest

from planner.kernel import SearchLimits
from planner.kernel.pool import blank_pool
from planner.kernel.state import COST
from planner.periodic import search
from planner.periodic.book import FIRST_WEIGHT, OVER, WEIGHT, Book, blank_book
from planner.periodic.run import chances, first_weight, start
from planner.periodic.search import advance
from tests.planner.periodic.towns import Periodic, faults, periodic, random_periodic

FULL = 12
"""What each of the vehicles takes; the loads fill both of them on both days to the last unit."""


def packed() -> Periodic:
    """Two arms of a star, three loads of 4 and four of 3 twice over: a day holds 4 + 4 + 4 and 3 + 3 + 3 + 3."""
    loads = [4, 4, 4, 4, 4, 4, 3, 3, 3, 3, 3, 3, 3, 3]
    at = np.array([[100.0 + 7 * row if row % 2 else -100.0 - 7 * row, 0.0] for row in range(len(loads))] + [[0.0, 0.0]])
    return periodic(at, [[(0,), (1,)]] * len(loads), days=2, vehicles=2, room=FULL, loads=loads)


@pytest.mark.parametrize("seed", range(3))
def test_routes_that_leave_no_room_at_all_are_found(seed: int) -> None:
    town = packed()
    found = search(town.instance, town.families, SearchLimits(iterations=3_000, seed=seed))
    assert (found.key, faults(town, found)) == (0, [])
    carried = [int(town.instance.load[stops].sum()) for stops in found.routes]
    assert carried == [FULL] * 4


@pytest.mark.parametrize("seed", range(4))
def test_costs_and_overload_are_what_the_routes_say_after_any_number_of_iterations(seed: int) -> None:
    town = packed() if seed == 0 else random_periodic(seed, customers=14)
    instance, limits = town.instance, SearchLimits(iterations=4_000, seed=seed)
    state, book = start(instance, town.families, limits), blank_book(town.families, chances())
    book.counts[FIRST_WEIGHT] = first_weight(instance, state)
    crossed = 0
    for _ in range(40):
        advance(instance, town.families, state, book, blank_pool(instance, 0), 100)
        over = _check(town, state.route, state.length, state.spent, book)
        assert over == book.counts[OVER]
        assert state.total[COST] == state.spent.sum()
        crossed += over > 0
    assert seed > 0 or crossed > 0


def _check(town: Periodic, route: np.ndarray, length: np.ndarray, spent: np.ndarray, book: Book) -> int:
    """Add up every route again; return the load beyond what the vehicles take."""
    total = 0
    for vehicle, path in enumerate(route):
        nodes = path[: length[vehicle] + 2] if length[vehicle] else path[:0]
        over = max(0, int(town.instance.load[nodes[1:-1]].sum()) - int(town.instance.room[vehicle]))
        travel = int(town.instance.duration[0, nodes[:-1], nodes[1:]].sum())
        assert spent[vehicle] == travel + book.counts[WEIGHT] * over
        total += over
    return total
