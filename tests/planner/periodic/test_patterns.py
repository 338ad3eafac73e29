"""Families with patterns: each whole, on one of them, where it costs least (planning.md, periodic)."""

from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.kernel import SearchLimits
from planner.periodic import patterned_families, search
from tests.planner.periodic.towns import Periodic, days_of, faults, periodic, random_periodic

QUICK = SearchLimits(iterations=300)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6))
def test_routes_and_patterns_keep_every_rule(seed: int) -> None:
    town = random_periodic(seed)
    found = search(town.instance, town.families, QUICK)
    assert faults(town, found) == []


@pytest.mark.parametrize("seed", range(4))
def test_the_best_of_all_days_and_routes_is_found(seed: int) -> None:
    """Five customers, two days, one vehicle a day: everything is tried out."""
    draw = np.random.default_rng(seed)
    choices = [[(0,), (1,)] if one else [(0, 1)] for one in (1, 1, 1, 1, 0)]
    town = periodic(draw.uniform(0, 300, (6, 2)), choices, days=2, room=3)
    found = search(town.instance, town.families, SearchLimits(iterations=1_500))
    assert (found.key, found.cost) == (0, _least(town))


def test_a_customer_takes_the_days_of_its_neighbours() -> None:
    """Two streets, one for each day: the customer with a choice goes where the others are."""
    at = np.array([[100.0, 0], [101.0, 0], [-100.0, 0], [0.0, 0]])
    town = periodic(at, [[(1,)], [(0,), (1,)], [(0,)]], days=2)
    assert days_of(town.on, search(town.instance, town.families, QUICK))[1] == 1


def test_a_fleet_too_small_leaves_whole_families_out() -> None:
    """Room for two visits a day: of three customers visited twice two are served, none by half."""
    town = periodic(np.eye(4, 2) * 50, [[(0, 1)]] * 3, days=2, room=2)
    found = search(town.instance, town.families, QUICK)
    assert (found.key, faults(town, found)) == (2, [])


def test_a_start_that_does_not_fit_at_once_is_repaired() -> None:
    """Loads of 3, 3, 2, 2, 2 into two vehicles of 6: only 3 + 3 and 2 + 2 + 2 fit, whatever is placed first."""
    at = np.array([[float(number), 0.0] for number in (10, -10, 11, -11, 12, 0)])
    town = periodic(at, [[(0,), (1,)]] * 5, days=2, room=6, loads=[3, 3, 2, 2, 2])
    assert search(town.instance, town.families, QUICK).key == 0


def test_the_same_seed_gives_the_same_plan() -> None:
    town = random_periodic(5, customers=20)
    one, other, third = (search(town.instance, town.families, SearchLimits(iterations=400, seed=s)) for s in (3, 3, 4))
    assert [stops.tolist() for stops in one.routes] == [stops.tolist() for stops in other.routes]
    assert [stops.tolist() for stops in one.routes] != [stops.tolist() for stops in third.routes]


def test_a_search_goes_on_from_routes_it_is_given() -> None:
    """One iteration from a good plan is no worse than that plan."""
    town = random_periodic(8)
    good = search(town.instance, town.families, SearchLimits(iterations=2_000))
    again = search(town.instance, town.families, SearchLimits(iterations=1, seed=9), begin=good.routes)
    assert (again.key, again.cost) <= (good.key, good.cost)


def test_what_stands_on_days_it_may_not_have_is_placed_anew() -> None:
    town = periodic(np.eye(3, 2) * 50, [[(1,)], [(0,), (1,)]], days=2)
    wrong = (np.array([0, 1], dtype=np.int32), np.zeros(0, dtype=np.int32))
    found = search(town.instance, town.families, QUICK, begin=wrong)
    assert (found.key, faults(town, found)) == (0, [])


def test_the_caller_ends_the_search_by_its_own_clock() -> None:
    """`spent` is asked until it says 1.0, `progress` told the share, `cancelled` heard."""
    town = random_periodic(2)
    shares, told = iter([0.2, 0.7, 1.0]), []
    found = search(town.instance, town.families, QUICK, spent=lambda: next(shares), progress=told.append)
    assert (told, faults(town, found)) == ([0.2, 0.7, 1.0], [])
    calls = []
    search(town.instance, town.families, SearchLimits(iterations=10**9), cancelled=lambda: not calls.append(1))
    assert len(calls) <= 2


@pytest.mark.parametrize("pattern", [(1, 0), (0,), (0, 2), (0, 0)])
def test_a_pattern_that_names_no_ascending_days_is_refused(pattern: tuple[int, ...]) -> None:
    town = periodic(np.eye(2, 2), [[(0, 1)]], days=2)
    with pytest.raises(ValueError, match="ascending"):
        patterned_families(town.instance, [[0, 1]], [[pattern]], town.on)


def _least(town: Periodic) -> int:
    """Return the cost of the best plan of all."""
    costs = []
    for chosen in product(*town.patterns):
        days: list[list[int]] = [[], []]
        for stops, pattern in zip(town.members, chosen, strict=True):
            for stop, day in zip(stops, pattern, strict=True):
                days[day].append(stop)
        if all(len(stops) <= 3 for stops in days):
            costs.append(sum(_shortest(town, stops) for stops in days))
    return min(costs)


def _shortest(town: Periodic, stops: list[int]) -> int:
    base = len(town.instance.halt_s)
    ways = ([base, *turn, base] for turn in permutations(stops))
    return min(int(town.instance.duration[0, way[:-1], way[1:]].sum()) for way in ways)
