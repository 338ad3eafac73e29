"""Overtime at a price, most work, ordered stops, pauses with several windows: against trying everything (L3)."""

import numpy as np
import pytest

from planner.daily.timetable import timetable
from planner.kernel import Instance, SearchLimits, StopTable, Vehicle, build_instance, route_cost, run
from planner.kernel.pool import blank_pool
from planner.kernel.run import best_of, start
from planner.kernel.search import advance
from tests.planner.kernel.grid import best, cost, drivable, home_at, pairs, random_instance

QUICK = SearchLimits(iterations=3_000, seed=3)


def _far(*vehicles: Vehicle, halts: tuple[int, ...] = (400, 400), after: tuple[tuple[int, int], ...] = ()) -> Instance:
    """Stops all 100 s from the base, which is the last node, and from each other nothing."""
    n = len(halts)
    duration = np.zeros((1, n + 1, n + 1), dtype=np.int32)
    duration[0, n, :n] = duration[0, :n, n] = 100
    stops = StopTable(
        halt_s=np.array(halts),
        windows=(((0, 9_000),),) * n,
        load=np.ones(n, dtype=np.int64),
        stake=np.ones(n, dtype=np.int64),
        after=after,
    )
    return build_instance(duration, stops, vehicles, np.zeros((n, len(vehicles)), dtype=np.int64))


def _shift(end: int, **more: object) -> Vehicle:
    fixed: dict[str, object] = {"start_node": 2, "end_node": 2, "shift_start": 0, "shift_end": end, "room": 9}
    return Vehicle(**(fixed | more))  # type: ignore[arg-type]


def test_overtime_is_worked_at_its_price_before_a_stop_is_left_out() -> None:
    """Two halts of 400 s and 200 s of way take 1,000 s; the shift has 900 and may last 150 longer."""
    found = run(_far(_shift(900, overtime_s=150, overtime_price=3.0)), QUICK)
    assert (found.absent.size, found.cost) == (0, 200 + 3 * 100)
    assert run(_far(_shift(900, overtime_s=99, overtime_price=3.0)), QUICK).absent.size == 1


def test_overtime_is_avoided_where_another_way_is_cheaper() -> None:
    """A second technician costs 200 s of way, 100 s of overtime at 3 cost 300, at 1 only 100."""
    for price, used in ((3.0, 2), (1.0, 1)):
        one = _shift(900, overtime_s=150, overtime_price=price)
        found = run(_far(one, one), QUICK)
        assert sum(len(stops) > 0 for stops in found.routes) == used


def test_work_without_waiting_is_bounded() -> None:
    """1,000 s of travel and halts in a shift of 5,000: allowed with 1,000, not with 999."""
    assert run(_far(_shift(5_000, most_work=1_000)), QUICK).absent.size == 0
    assert run(_far(_shift(5_000, most_work=999)), QUICK).absent.size == 1


def test_what_comes_first_comes_first_on_the_same_route() -> None:
    """Three stops, two vehicles with room for two: 1 after 0 never on two routes, never turned round."""
    for seed in range(5):
        vehicle = Vehicle(start_node=3, end_node=3, shift_start=0, shift_end=5_000, room=2)
        instance = _far(vehicle, vehicle, halts=(300, 300, 300), after=((1, 0),))
        found = run(instance, SearchLimits(iterations=200, seed=seed))
        assert found.absent.size == 0
        assert [1, 0] in [[stop for stop in stops.tolist() if stop < 2] for stops in found.routes]


@pytest.mark.parametrize("seed", range(14))
def test_small_instances_are_solved_to_the_optimum_under_all_rules(seed: int) -> None:
    """Six stops, two vehicles: nothing better exists."""
    instance = random_instance(seed, overtime=seed % 3 != 0, rules=seed % 2 != 0)
    found = run(instance, QUICK)
    assert (found.key, found.cost) == best(instance)


@pytest.mark.parametrize("seed", range(20, 34))
def test_every_route_keeps_the_rules_and_costs_what_it_says(seed: int) -> None:
    """Checked by walking every route with every way to pause; kept books, route_cost and timetable agree."""
    instance = random_instance(seed, n=14, vehicles=3, overtime=True, rules=seed % 2 != 0)
    found = run(instance, SearchLimits(iterations=400, seed=seed))
    routes = [tuple(int(stop) for stop in stops) for stops in found.routes]
    assert all(drivable(instance, vehicle, stops) for vehicle, stops in enumerate(routes))
    assert sum(cost(instance, vehicle, stops) for vehicle, stops in enumerate(routes)) == found.cost
    assert sum(route_cost(instance, vehicle, stops) for vehicle, stops in enumerate(found.routes)) == found.cost
    for vehicle, stops in enumerate(found.routes):
        if len(stops):
            assert timetable(instance, vehicle, stops).end_s == home_at(instance, vehicle, routes[vehicle])
    owner = {stop: vehicle for vehicle, stops in enumerate(routes) for stop in stops}
    assert all(owner[a] == owner[b] for a, b in pairs(instance) if a in owner and b in owner)


def test_the_books_of_overtime_agree_after_every_iteration() -> None:
    """Accepted or put back: what a route costs is what driving it costs."""
    instance = random_instance(41, n=16, vehicles=3, overtime=True, rules=True)
    state, pool = start(instance, seed=5, iterations=300), blank_pool(instance, 0)
    for _ in range(60):
        advance(instance, state, pool, 5)
        routes = [state.route[vehicle, 1 : state.length[vehicle] + 1] for vehicle in range(3)]
        assert [route_cost(instance, vehicle, stops) for vehicle, stops in enumerate(routes)] == state.spent.tolist()
        assert int(state.spent.sum()) == int(state.total[1])
    assert best_of(instance, state).cost >= 0
