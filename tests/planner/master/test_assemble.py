"""The master assembles good routes into a better plan, and never into a worse one (planning.md section 1)."""

import pytest

from planner.kernel import Found, SearchLimits, run
from planner.kernel.run import Routes
from planner.master import assemble
from tests.planner.kernel.grid import best, drivable, random_instance

WORK = SearchLimits(iterations=150, restarts=6, master_work=1.0)


def _stops(routes: Routes) -> list[list[int]]:
    return [stops.tolist() for stops in routes]


def test_the_best_halves_of_two_plans_are_put_together() -> None:
    """Each run found one good route; the master finds both."""
    instance = random_instance(80, n=16, vehicles=4)
    poor, long = run(instance, SearchLimits(iterations=1)), run(instance, WORK, pooled=True)
    assert (long.key, long.cost) < (poor.key, poor.cost)
    begun = Found(routes=poor.routes, absent=poor.absent, key=poor.key, cost=poor.cost, pools=long.pools)
    better = assemble(instance, begun, WORK)
    assert (better.key, better.cost) < (poor.key, poor.cost)


@pytest.mark.parametrize("seed", range(80, 100))
def test_an_assembled_plan_is_valid_and_never_worse(seed: int) -> None:
    """No stop twice, no route that cannot be driven, nothing more left out."""
    instance = random_instance(seed, n=16, vehicles=4)
    found = run(instance, WORK, pooled=True)
    better = assemble(instance, found, WORK)
    assert (better.key, better.cost) <= (found.key, found.cost)
    served = [stop for stops in _stops(better.routes) for stop in stops]
    assert sorted([*served, *better.absent.tolist()]) == list(range(16))
    assert all(drivable(instance, vehicle, tuple(stops)) for vehicle, stops in enumerate(_stops(better.routes)))


@pytest.mark.parametrize("seed", range(4))
def test_it_cannot_beat_the_optimum(seed: int) -> None:
    """Prices and costs are those of the instance."""
    instance = random_instance(seed)
    better = assemble(instance, run(instance, WORK, pooled=True), WORK)
    assert (better.key, better.cost) >= best(instance)


def test_it_can_be_turned_off() -> None:
    """No work allowed, no change."""
    instance = random_instance(80, n=16, vehicles=4)
    found = run(instance, WORK, pooled=True)
    assert assemble(instance, found, SearchLimits(master_work=0.0)) is found


def test_the_same_work_gives_the_same_plan() -> None:
    """One worker, a deterministic limit, a seed."""
    instance = random_instance(81, n=20, vehicles=4)
    found = run(instance, WORK, pooled=True)
    assert _stops(assemble(instance, found, WORK).routes) == _stops(assemble(instance, found, WORK).routes)
