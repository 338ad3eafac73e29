"""Exchanging tails keeps every promise of the search (planning.md L3)."""

import numpy as np
import pytest

from planner.kernel import Instance, route_cost
from planner.kernel.pool import blank_pool
from planner.kernel.run import best_of, found_of, start
from planner.kernel.search import advance
from planner.kernel.state import COST, KEY, TAILS, State
from planner.master.part import OF_VEHICLE
from tests.planner.kernel.grid import drivable, random_instance

ALIKE = (*OF_VEHICLE, "start_node", "end_node", "open_cost")


def exchangeable(seed: int, *, rules: bool) -> Instance:
    """Fifteen stops and four times the same vehicle, with pauses, overtime and most work; no order of stops."""
    drawn = random_instance(seed, n=15, vehicles=4, overtime=seed % 2 > 0, rules=rules)
    none = np.zeros((15, 0), dtype=np.int32)
    return drawn._replace(
        kind=np.zeros(4, dtype=np.int32),
        surcharge=np.ascontiguousarray(np.repeat(drawn.surcharge[:, 1:2], 4, axis=1)),
        ahead=none,
        behind=none,
        **{name: np.ascontiguousarray(np.repeat(getattr(drawn, name)[1:2], 4, axis=0)) for name in ALIKE},
    )


def only_tails(instance: Instance, seed: int, iterations: int) -> State:
    """Search with an exchange of tails in every iteration."""
    state = start(instance, seed=seed, iterations=iterations)
    state.tune[TAILS] = 1.0
    advance(instance, state, blank_pool(instance, 0), iterations)
    return state


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("rules", [False, True], ids=["plain", "rules"])
def test_routes_with_exchanged_tails_can_be_driven_and_cost_what_is_said(seed: int, rules: bool) -> None:  # noqa: FBT001
    """Checked by walking every route with every way to pause."""
    instance = exchangeable(seed, rules=rules)
    found = best_of(instance, only_tails(instance, seed, 600))
    assert all(drivable(instance, vehicle, tuple(stops.tolist())) for vehicle, stops in enumerate(found.routes))
    assert sum(route_cost(instance, vehicle, stops) for vehicle, stops in enumerate(found.routes)) == found.cost
    served = [stop for stops in found.routes for stop in stops.tolist()]
    assert sorted([*served, *found.absent.tolist()]) == list(range(15))


@pytest.mark.parametrize("seed", range(8))
def test_times_and_loads_are_those_of_routes_laid_anew(seed: int) -> None:
    """Whatever was accepted or taken back, the tables of the search say what the routes say."""
    instance = exchangeable(seed, rules=seed % 3 > 0)
    for iterations in (1, 7, 60, 400):
        state = only_tails(instance, seed, iterations)
        present = found_of(instance, state.route, state.length, state.total, ())
        anew = start(instance, seed=0, iterations=0, begin=present.routes)
        assert state.total.tolist() == [anew.total[KEY], anew.total[COST]]
        assert state.carried.tolist() == anew.carried.tolist()
        assert state.spent.tolist() == anew.spent.tolist()
        for vehicle, size in enumerate(state.length.tolist()):
            levels = slice(0, int(instance.breaks[vehicle]) + 1)
            spots = slice(0, size + 2)
            assert state.ready[vehicle, spots, levels].tolist() == anew.ready[vehicle, spots, levels].tolist()
            assert (
                state.latest[vehicle, 1 : size + 2, levels].tolist()
                == anew.latest[vehicle, 1 : size + 2, levels].tolist()
            )
