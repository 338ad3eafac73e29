"""Large instances are searched part by part; a part is the whole, cut (planning.md L3, scale)."""

import numpy as np
import pytest

from planner.kernel import Instance, SearchLimits, route_cost, run
from planner.kernel.run import Routes
from planner.master import search
from planner.master.budget import Budget
from planner.master.part import OF_BOTH, OF_STOP, OF_VEHICLE, begin_of, neighbourhood, part_of, put_into
from planner.master.parts import search_parts
from tests.planner.kernel.grid import cost, drivable, random_instance

QUICK = SearchLimits(iterations=200)


def _begun(seed: int) -> tuple[Instance, Routes]:
    instance = random_instance(seed, n=40, vehicles=9, overtime=seed % 2 == 1)
    return instance, run(instance, QUICK).routes


def test_every_column_of_an_instance_is_cut() -> None:
    """Who adds a column to the instance has to say here how a part gets it."""
    assert sorted([*OF_STOP, *OF_VEHICLE, *OF_BOTH]) == sorted(Instance._fields)


@pytest.mark.parametrize("seed", range(6))
def test_routes_cost_in_a_part_what_they_cost_in_the_whole(seed: int) -> None:
    """And can be driven there; pauses, windows, forbidden pairs and one-way streets are cut along."""
    instance, routes = _begun(seed)
    part = part_of(instance, *neighbourhood(instance, routes, seed, 15))
    inside = begin_of(part, routes, 40)
    for row, vehicle in enumerate(part.vehicles.tolist()):
        assert route_cost(part.instance, row, inside[row]) == route_cost(instance, vehicle, routes[vehicle])
        assert drivable(part.instance, row, tuple(inside[row].tolist()))
    joined = put_into(part, inside, routes)
    assert [stops.tolist() for stops in joined] == [stops.tolist() for stops in routes]


def test_a_part_holds_whole_routes() -> None:
    """Each vehicle once, each of its stops, and those absent among them."""
    instance, routes = _begun(3)
    stops, vehicles = neighbourhood(instance, routes, 0, 12)
    assert len(set(vehicles.tolist())) == len(vehicles)
    assert len(set(stops.tolist())) == len(stops)
    assert {stop for vehicle in vehicles for stop in routes[vehicle].tolist()} <= set(stops.tolist())
    assert 12 <= len(stops) < 40


@pytest.mark.parametrize("seed", range(4))
def test_a_plan_searched_in_parts_can_be_driven(seed: int) -> None:
    """No stop twice, none lost, every route as the whole wants it."""
    instance, routes = _begun(seed)
    found = search_parts(instance, routes, Budget(iterations=4_000), seed=seed, until=1.0)
    served = [stop for stops in found for stop in stops.tolist()]
    assert len(served) == len(set(served))
    for vehicle, stops in enumerate(found):
        assert drivable(instance, vehicle, tuple(stops.tolist()))
        assert cost(instance, vehicle, tuple(stops.tolist())) == route_cost(instance, vehicle, stops)


def test_a_large_search_repeats_and_is_better_than_a_short_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts are drawn by the seed."""
    monkeypatch.setattr("planner.master.course.LARGE", 30)
    monkeypatch.setattr("planner.master.parts.SIZE", 12)
    monkeypatch.setattr("planner.master.parts.ROUTES", 3)
    instance = random_instance(11, n=40, vehicles=9)
    one, two = (search(instance, SearchLimits(iterations=3_000, seed=4)) for _ in range(2))
    short = search(instance, SearchLimits(iterations=1, seed=4))
    assert [stops.tolist() for stops in one.routes] == [stops.tolist() for stops in two.routes]
    assert (one.key, one.cost) < (short.key, short.cost)
    assert np.array_equal(one.absent, two.absent)
