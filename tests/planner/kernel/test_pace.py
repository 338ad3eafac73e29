"""Travel that takes longer at some hours (Ichoua, Gendreau & Potvin 2003): there and back agree, nobody overtakes."""

from dataclasses import replace

import numpy as np
import pytest

from planner.daily.timetable import timetable
from planner.kernel import Instance, SearchLimits, StopTable, build_instance, route_cost, run
from planner.kernel.pace import MILLION, arrival, departure
from tests.planner.kernel.grid import shift

SLOW = ((300, MILLION), (600, MILLION // 2), (900, 3 * MILLION), (0, MILLION))
"""Twice as slow from 300 to 600, three times as fast from then to 900."""


def _town(seed: int, *, n: int = 10, paces: tuple[tuple[tuple[int, int], ...], ...] = (SLOW,)) -> Instance:
    draw = np.random.default_rng(seed)
    xy = draw.uniform(0, 300, (n + 1, 2))
    there = np.ceil(np.sqrt(((xy[:, None] - xy[None]) ** 2).sum(-1))).astype(np.int32)
    opens = draw.integers(0, 900, n)
    vehicles = tuple(
        replace(shift(n, end=1_600, breaks=((300, 700, 100),)[: number % 2]), overtime_s=200, overtime_price=2.0)
        for number in range(3)
    )
    stops = StopTable(
        halt_s=draw.integers(50, 200, n),
        windows=tuple(((int(a), int(a) + 400),) for a in opens),
        load=np.ones(n, dtype=np.int64),
        stake=np.ones(n, dtype=np.int64),
    )
    return build_instance(there[None], stops, vehicles, np.zeros((n, 3), dtype=np.int64), paces)


def _by_the_second(leave: int, leg: int) -> int:
    """Go on second by second."""
    rest, now = leg * MILLION, leave
    while rest > 0:
        rest -= next((pace for until, pace in SLOW[:-1] if now < until), MILLION)
        now += 1
    return now


def test_arrivals_are_those_of_going_second_by_second() -> None:
    """The hour changes the speed, also under way."""
    instance = _town(1)
    for leave in range(0, 1_000, 13):
        for leg in (0, 1, 99, 400):
            assert arrival(instance, 0, leave, leg) == _by_the_second(leave, leg)


def test_leaving_as_late_as_possible_is_exactly_the_inverse() -> None:
    """One second later would be too late; who leaves later never arrives earlier."""
    instance = _town(1)
    for arrive in range(0, 1_400, 7):
        for leg in (0, 1, 50, 333):
            leave = departure(instance, 0, arrive, leg)
            assert arrival(instance, 0, leave, leg) <= arrive < arrival(instance, 0, leave + 1, leg)


@pytest.mark.parametrize("seed", range(10))
def test_routes_can_be_driven_and_cost_the_seconds_driven(seed: int) -> None:
    """What the search paid for is what the timetable drives: actual seconds, and overtime at its price."""
    instance = _town(seed)
    found, total = run(instance, SearchLimits(iterations=400, seed=seed)), 0
    for vehicle, stops in enumerate(found.routes):
        if not len(stops):
            continue
        times = timetable(instance, vehicle, stops)
        assert times.end_s <= instance.shift_end[vehicle]
        total += sum(times.legs) + 2 * max(0, times.end_s - int(instance.regular_end[vehicle]))
        ends = [begin + int(instance.halt_s[stop]) for begin, stop in zip(times.begins, stops, strict=True)]
        for place, leg in enumerate(times.legs[1:-1]):
            assert times.arrivals[place + 1] - leg >= ends[place]
    assert found.cost == total == sum(route_cost(instance, v, stops) for v, stops in enumerate(found.routes))


def test_the_same_hours_all_day_change_nothing() -> None:
    """A pace of one for ever gives the plan there is without paces."""
    with_, without = (_town(4, paces=paces) for paces in ((((0, MILLION),),), ()))
    one, two = (run(each, SearchLimits(iterations=300)) for each in (with_, without))
    assert (one.key, one.cost) == (two.key, two.cost)
