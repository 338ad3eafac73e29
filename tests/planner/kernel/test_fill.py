"""What there is room for is not left out, however short the search (planning.md L3)."""

from typing import Any

import numpy as np
import pytest

from planner.kernel import FORBIDDEN, Found, Instance, SearchLimits, StopTable, Vehicle, build_instance, filled, run
from planner.kernel.instance import NEVER
from planner.kernel.pace import MILLION, Pace
from planner.master import search
from tests.planner.kernel.grid import drivable, pairs, random_instance

H = 3_600
CROWD = 100

HELD = (np.array([CROWD - 2], dtype=np.int32), np.array([CROWD - 1], dtype=np.int32))
"""A long visit on each of the two routes, as a plan in force may have them: the last on the lists of near stops."""


def crowded(*, vehicle: dict[str, Any], pace: Pace, after: tuple[tuple[int, int], ...]) -> Instance:
    """Two technicians with eight hours; a hundred visits of five hours at one place, two short legal ones beside it."""
    n = CROWD + 2
    duration = np.full((1, n + 1, n + 1), 300, dtype=np.int32)
    duration[0, :CROWD, :CROWD] = 0
    one = Vehicle(start_node=n, end_node=n, shift_start=0, shift_end=8 * H, room=99, **vehicle)
    stops = StopTable(
        halt_s=np.array([5 * H] * CROWD + [H // 2] * 2),
        windows=(((0, 9 * H),),) * n,
        load=np.ones(n, dtype=np.int64),
        stake=np.array([1] * CROWD + [1_000] * 2),
        after=after,
    )
    return build_instance(duration, stops, (one, one), np.zeros((n, 2), dtype=np.int64), (pace,) if pace else ())


RULES: dict[str, tuple[dict[str, Any], Pace, tuple[tuple[int, int], ...]]] = {
    "none": ({}, (), ()),
    "most work": ({"most_work": 7 * H}, (), ()),
    "slower hours": ({}, ((2 * H, MILLION // 2), (NEVER, MILLION)), ()),
    "an order": ({}, (), ((CROWD, CROWD + 1),)),
}


@pytest.mark.parametrize("rule", RULES)
def test_legal_visits_beside_a_hundred_left_out_find_their_place(rule: str) -> None:
    """All stops near them are absent, so a look beside near stops alone finds nothing."""
    vehicle, pace, after = RULES[rule]
    instance = crowded(vehicle=vehicle, pace=pace, after=after)
    left = np.delete(np.arange(CROWD + 2, dtype=np.int32), [CROWD - 2, CROWD - 1])
    short = Found(routes=HELD, absent=left, key=int(instance.stake[left].sum()), cost=1_200)
    after_all = filled(instance, short)
    assert not {CROWD, CROWD + 1} & set(after_all.absent.tolist())
    assert after_all.key == int(instance.stake[after_all.absent].sum()) == CROWD - 2
    assert all(drivable(instance, vehicle, tuple(stops.tolist())) for vehicle, stops in enumerate(after_all.routes))


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("work", [1, 100])
def test_a_short_search_keeps_the_law(rule: str, work: int) -> None:
    """Whatever the seed, one visit of five hours each stays and both legal ones are planned."""
    vehicle, pace, after = RULES[rule]
    instance = crowded(vehicle=vehicle, pace=pace, after=after)
    for seed in range(5):
        limits = SearchLimits(iterations=work, seed=seed)
        for begin in (None, HELD):
            assert run(instance, limits, begin=begin).key == CROWD - 2
            assert search(instance, limits, begin=begin).key == CROWD - 2


@pytest.mark.parametrize("seed", range(12))
def test_no_stop_is_left_out_that_fits_into_the_routes_as_they_stand(seed: int) -> None:
    """Every absent stop is tried at every place of every route by walking it: pauses, overtime, most work, order."""
    instance = random_instance(seed, n=60, vehicles=3, overtime=seed % 2 > 0, rules=seed % 3 > 0)
    found = run(instance, SearchLimits(iterations=1, seed=seed))
    owner = {stop: vehicle for vehicle, stops in enumerate(found.routes) for stop in stops.tolist()}
    assert found.absent.size > 0
    for stop in found.absent.tolist():
        tied = {owner[other] for pair in pairs(instance) if stop in pair for other in pair if other in owner}
        for vehicle, stops in enumerate(found.routes):
            route = stops.tolist()
            if tied - {vehicle} or instance.surcharge[stop, vehicle] >= FORBIDDEN:
                continue
            tries = [(*route[:place], stop, *route[place:]) for place in range(len(route) + 1)]
            assert not any(drivable(instance, vehicle, one) for one in tries)


def test_what_is_priced_is_put_in_only_where_that_is_cheaper() -> None:
    """A stop on the way that makes it a second longer is worth a price of two, not of one."""
    duration = np.abs(np.subtract.outer([300, 1_000, 0], [300, 1_000, 0]))[None].astype(np.int32)
    duration[0, 0] += 1
    for price, served in ((2, True), (1, False)):
        stops = StopTable(
            halt_s=np.array([0, 0]),
            windows=(((0, H),),) * 2,
            load=np.ones(2, dtype=np.int64),
            stake=np.array([0, 1]),
            price=np.array([price, 0]),
        )
        one = Vehicle(start_node=2, end_node=2, shift_start=0, shift_end=H, room=9)
        instance = build_instance(duration, stops, (one,), np.zeros((2, 1), dtype=np.int64))
        begun = Found(
            routes=(np.array([1], dtype=np.int32),), absent=np.array([0], dtype=np.int32), key=0, cost=2_000 + price
        )
        assert (filled(instance, begun).absent.size == 0) is served
        assert filled(instance, filled(instance, begun)).cost == (2_001 if served else 2_000 + price)
