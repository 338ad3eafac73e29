"""Stops that may be left out at a price: served where that is cheaper (planning.md L3, optional visits)."""

import numpy as np
import pytest

from planner.kernel import Instance, SearchLimits, StopTable, build_instance, route_cost
from planner.master import search
from tests.planner.kernel.grid import random_instance, shift

WORK = SearchLimits(iterations=2_000, seed=3)


def _priced(prices: list[int], stakes: list[int]) -> Instance:
    """Stops at 100, 200, 300, 400 on a line, one vehicle with time for all."""
    where = np.array([100, 200, 300, 400, 0])
    table = StopTable(
        halt_s=np.full(4, 60),
        windows=(((0, 9_000),),) * 4,
        load=np.ones(4, dtype=np.int64),
        stake=np.array(stakes),
        price=np.array(prices),
    )
    duration = np.abs(where[:, None] - where[None, :])[None].astype(np.int32)
    return build_instance(duration, table, (shift(4),), np.zeros((4, 1), dtype=np.int64))


def test_what_costs_more_to_reach_than_to_leave_out_is_left_out() -> None:
    """The stop at 300 is on no way worth its price, those at 100 and 200 are; together with its prices."""
    found = search(_priced([250, 201, 150, 20], [0] * 4), WORK)
    assert found.absent.tolist() == [2, 3]
    assert (found.key, found.cost) == (0, 400 + 170)


def test_what_is_worth_the_way_only_together_is_served_together() -> None:
    """The way to 300 and back costs 600, to 400 and back 800: neither price pays for it, both together do."""
    found = search(_priced([90, 90, 500, 500], [0] * 4), WORK)
    assert found.absent.tolist() == []
    assert found.cost == 800


def test_what_has_a_stake_is_served_at_any_cost() -> None:
    """Law is not for sale; what lies on the way then costs nothing."""
    found = search(_priced([1, 1, 1, 0], [0, 0, 0, 1]), WORK)
    assert found.absent.tolist() == []
    assert (found.key, found.cost) == (0, 800)


def test_a_stop_has_a_stake_or_a_price_not_both() -> None:
    """Classes are compared before costs, so a price beside a stake would never count."""
    with pytest.raises(ValueError, match="price"):
        _priced([1, 0, 0, 0], [1, 0, 0, 0])


@pytest.mark.parametrize("seed", range(6))
def test_prices_are_in_the_cost(seed: int) -> None:
    """Cost told equals travel and prices added up, pauses, windows and forbidden pairs and all."""
    instance = random_instance(seed, n=14, vehicles=3)
    priced = np.random.default_rng(seed).random(14) < 0.6
    instance = instance._replace(
        stake=np.where(priced, 0, instance.stake), price=np.where(priced, 100 + 40 * np.arange(14), 0)
    )
    found = search(instance, SearchLimits(iterations=500, seed=seed))
    driven = sum(route_cost(instance, vehicle, stops) for vehicle, stops in enumerate(found.routes))
    assert found.cost == driven + int(instance.price[found.absent].sum())
    assert found.key == int(instance.stake[found.absent].sum())
