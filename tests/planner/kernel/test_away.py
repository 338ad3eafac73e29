"""A limit on the time between leaving and coming back, for who may leave later."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from planner.kernel import Instance, SearchLimits, StopTable, Vehicle, build_instance, route_cost, run
from tests.planner.kernel.grid import line

DAY_S = 3_000


def limited(seed: int, *, n: int = 5, vehicles: int = 2, away_s: int = 1_200) -> Instance:
    """Return a random day on which the limit, not the shift, is what keeps routes short."""
    draw = np.random.default_rng(seed)
    at = draw.uniform(0, 300, (n + 1, 2))
    duration = np.ceil(np.sqrt(((at[:, None] - at[None]) ** 2).sum(-1))).astype(np.int32)
    opens = draw.integers(0, 2_000, n)
    stops = StopTable(
        halt_s=draw.integers(50, 300, n),
        windows=tuple(((int(a), int(a) + 600),) for a in opens),
        load=np.ones(n, dtype=np.int64),
        stake=np.ones(n, dtype=np.int64),
    )
    one = Vehicle(start_node=n, end_node=n, shift_start=0, shift_end=DAY_S, room=n, most_away=away_s)
    return build_instance(duration[None], stops, (one,) * vehicles, np.zeros((n, vehicles), dtype=np.int64))


def shortest_away(instance: Instance, vehicle: int, stops: tuple[int, ...]) -> int:
    """Drive the route from every second of the shift on; return the shortest time away of those that are never late."""
    leaves = np.arange(int(instance.shift_start[vehicle]), int(instance.shift_end[vehicle]) + 1)
    moment, here = leaves.copy(), int(instance.start_node[vehicle])
    timely = np.ones(len(leaves), dtype=np.bool_)
    for stop in stops:
        moment = moment + int(instance.duration[0, here, stop])
        timely &= moment <= int(instance.window_end[stop, 0])
        moment = np.maximum(moment, int(instance.window_start[stop, 0])) + int(instance.halt_s[stop])
        here = stop
    moment = moment + int(instance.duration[0, here, int(instance.end_node[vehicle])])
    timely &= moment <= int(instance.shift_end[vehicle])
    return int((moment - leaves)[timely].min(initial=10 * DAY_S))


def best(instance: Instance) -> tuple[int, int]:
    """Return (left out, cost) of the best plan of two equal vehicles by trying every pair of routes."""
    n, cheapest = len(instance.halt_s), {frozenset[int](): 0}
    for size in range(1, n + 1):
        for stops in permutations(range(n), size):
            cost = route_cost(instance, 0, np.array(stops, dtype=np.int32))
            cheaper = cost < cheapest.get(frozenset(stops), 1 << 30)
            if cheaper and shortest_away(instance, 0, stops) <= int(instance.most_away[0]):
                cheapest[frozenset(stops)] = cost
    return min(
        (n - len(one) - len(other), cost + more)
        for one, cost in cheapest.items()
        for other, more in cheapest.items()
        if not one & other
    )


@pytest.mark.parametrize("seed", range(8))
def test_the_search_finds_the_best_plan_within_the_limit(seed: int) -> None:
    instance = limited(seed)
    found = run(instance, SearchLimits(iterations=3_000, seed=1))
    routes = [tuple(stops.tolist()) for stops in found.routes]
    assert all(shortest_away(instance, vehicle, stops) <= 1_200 for vehicle, stops in enumerate(routes))
    assert (found.key, found.cost) == best(instance)


def test_who_may_leave_later_is_not_away_while_waiting_at_home() -> None:
    """A stop 100 s from home that opens at 2,000: away 100 + 50 + 100, whenever the shift begins."""
    for limit, absent in ((250, 0), (249, 1)):
        one = Vehicle(start_node=1, end_node=1, shift_start=0, shift_end=9_000, room=9, most_away=limit)
        instance = line(at=[100], halts=[50], windows=[(2_000, 2_100)], vehicles=(one,))
        assert len(run(instance, SearchLimits(iterations=10)).absent) == absent


def test_waiting_between_two_stops_counts() -> None:
    """The second opens 1,000 s after the first closes: one vehicle cannot serve both, two can."""
    one = Vehicle(start_node=2, end_node=2, shift_start=0, shift_end=9_000, room=9, most_away=900)
    both = {"at": [100, 110], "halts": [50, 50], "windows": [(500, 500), (1_500, 1_600)]}
    assert len(run(line(**both, vehicles=(one,)), SearchLimits(iterations=50)).absent) == 1  # type: ignore[arg-type]
    assert len(run(line(**both, vehicles=(one, one)), SearchLimits(iterations=50)).absent) == 0  # type: ignore[arg-type]


def test_a_limit_does_not_go_with_breaks() -> None:
    one = Vehicle(
        start_node=1, end_node=1, shift_start=0, shift_end=9_000, room=9, most_away=250, breaks=((0, 500, 60),)
    )
    with pytest.raises(ValueError, match="no breaks"):
        line(at=[100], halts=[50], windows=[(0, 100)], vehicles=(one,))
