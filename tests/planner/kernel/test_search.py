"""The search against trying everything, and its promises to whoever runs it (planning.md L3)."""

import numpy as np
import pytest

from planner.kernel import SearchLimits, run
from planner.kernel.pool import blank_pool
from planner.kernel.run import best_of, start
from planner.kernel.search import advance
from tests.planner.kernel.grid import best, cost, drivable, line, random_instance, shift

QUICK = SearchLimits(iterations=3_000, seed=3)


@pytest.mark.parametrize("seed", range(12))
def test_small_instances_are_solved_to_the_optimum(seed: int) -> None:
    """Six stops, two vehicles, windows, pauses, classes: nothing better exists."""
    instance = random_instance(seed)
    found = run(instance, QUICK)
    assert (found.key, found.cost) == best(instance)


@pytest.mark.parametrize("seed", range(20, 40))
def test_every_route_can_be_driven_and_costs_what_it_says(seed: int) -> None:
    """Checked by walking every route with every way to pause."""
    instance = random_instance(seed, n=14, vehicles=3)
    found = run(instance, SearchLimits(iterations=500, seed=seed))
    routes = [tuple(int(stop) for stop in stops) for stops in found.routes]
    assert all(drivable(instance, vehicle, stops) for vehicle, stops in enumerate(routes))
    assert sum(cost(instance, vehicle, stops) for vehicle, stops in enumerate(routes)) == found.cost
    served = [stop for stops in routes for stop in stops]
    assert sorted([*served, *found.absent.tolist()]) == list(range(14))
    assert found.key == int(instance.stake[found.absent].sum())


def test_a_known_optimum_on_a_line() -> None:
    """Out to the far end and back is all the travel there is."""
    instance = line(at=[300, 100, 200], halts=[60] * 3, windows=[(0, 9_000)] * 3, vehicles=(shift(3),))
    found = run(instance, QUICK)
    assert found.cost == 600
    assert found.absent.size == 0


def test_the_same_seed_gives_the_same_routes() -> None:
    """Work limits, not clocks: results repeat on any machine (design rule 5)."""
    instance = random_instance(5, n=25, vehicles=4)
    one, two = run(instance, QUICK), run(instance, QUICK)
    assert [stops.tolist() for stops in one.routes] == [stops.tolist() for stops in two.routes]


def test_a_search_in_pieces_is_the_search_in_one_piece() -> None:
    """It can be stopped anywhere, looked at, and continued."""
    instance = random_instance(6, n=25, vehicles=4)
    whole, pieces = (start(instance, seed=9, iterations=900) for _ in range(2))
    pool = blank_pool(instance, 0)
    advance(instance, whole, pool, 900)
    for part in (1, 399, 500):
        advance(instance, pieces, pool, part)
        assert best_of(instance, pieces).cost >= 0
    assert [stops.tolist() for stops in best_of(instance, whole).routes] == [
        stops.tolist() for stops in best_of(instance, pieces).routes
    ]


def test_more_work_is_never_worse_than_the_beginning_it_was_given() -> None:
    """Routes to start from are kept unless something better is found."""
    instance = random_instance(7, n=20, vehicles=3)
    first = run(instance, SearchLimits(iterations=50))
    again = run(instance, SearchLimits(iterations=50, seed=77), begin=first.routes)
    assert (again.key, again.cost) <= (first.key, first.cost)


def test_a_given_route_that_cannot_be_driven_loses_only_what_does_not_fit() -> None:
    """A plan made by hand may be impossible; the search repairs it."""
    instance = line(
        at=[100, 200, 300], halts=[60] * 3, windows=[(0, 150), (0, 9_000), (0, 9_000)], vehicles=(shift(3),)
    )
    begun = run(instance, SearchLimits(iterations=50), begin=(np.array([1, 0, 2], dtype=np.int32),))
    assert begun.absent.size == 0


def test_cancelling_keeps_the_best_so_far() -> None:
    """Whoever stops a run still gets a plan."""
    instance = random_instance(8, n=25, vehicles=4)
    told: list[float] = []
    found = run(instance, SearchLimits(iterations=100_000), progress=told.append, cancelled=lambda: len(told) == 1)
    assert len(told) == 1
    assert any(len(stops) for stops in found.routes)


def test_nothing_to_do_and_nobody_to_do_it() -> None:
    """No stops, no vehicles: an empty answer."""
    nobody = line(at=[100], halts=[60], windows=[(0, 900)], vehicles=())
    assert run(nobody, QUICK).absent.tolist() == [0]
    nothing = line(at=[], halts=[], windows=[], vehicles=(shift(0),))
    assert run(nothing, QUICK).cost == 0


def test_room_is_never_exceeded() -> None:
    """Three stops, room for two."""
    vehicle = shift(3, room=2)
    instance = line(at=[100, 200, 300], halts=[60] * 3, windows=[(0, 9_000)] * 3, vehicles=(vehicle,))
    assert run(instance, QUICK).absent.size == 1


def test_exchangeable_vehicles_are_told_from_others() -> None:
    """Only the first unused vehicle of a kind is looked at."""
    twins, other = shift(1), shift(1, end=5_000)
    instance = line(at=[100], halts=[60], windows=[(0, 9_000)], vehicles=(twins, twins, other))
    assert instance.kind.tolist() == [0, 0, 1]
