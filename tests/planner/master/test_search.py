"""One entry for a whole search: by work or by a clock of the caller's (design rule 5)."""

import numpy as np

from planner.kernel import SearchLimits
from planner.master import search
from tests.planner.kernel.grid import best, line, random_instance, shift

WORK = SearchLimits(iterations=3_000, seed=3)


def test_small_instances_are_solved_to_the_optimum() -> None:
    """Nothing better exists."""
    instance = random_instance(2)
    found = search(instance, WORK)
    assert (found.key, found.cost) == best(instance)


def test_the_caller_s_clock_ends_the_search() -> None:
    """It is asked until it says 1.0, and not after; the iterations do not matter."""
    asked: list[float] = []

    def spent() -> float:
        asked.append(len(asked) / 4)
        return asked[-1]

    instance = random_instance(2)
    found = search(instance, SearchLimits(iterations=1, seed=3), spent=spent)
    assert (found.key, found.cost) == best(instance)
    assert asked[-1] == 1.0


def test_what_it_begins_with_is_never_made_worse() -> None:
    """A plan to start from is kept unless something better is found."""
    instance = random_instance(7, n=20, vehicles=3)
    first = search(instance, SearchLimits(iterations=200))
    again = search(instance, SearchLimits(iterations=1), begin=first.routes)
    assert (again.key, again.cost) <= (first.key, first.cost)


def test_the_same_work_gives_the_same_plan() -> None:
    """No clock is read."""
    instance = random_instance(9, n=25, vehicles=4)
    one, two = search(instance, WORK), search(instance, WORK)
    assert [stops.tolist() for stops in one.routes] == [stops.tolist() for stops in two.routes]


def test_nothing_to_do_nobody_to_do_it_and_no_time_left() -> None:
    """An answer comes back whatever is asked."""
    nobody = line(at=[100], halts=[60], windows=[(0, 900)], vehicles=())
    assert search(nobody, WORK).absent.tolist() == [0]
    nothing = line(at=[], halts=[], windows=[], vehicles=(shift(0),))
    assert search(nothing, WORK, spent=lambda: 1.0).cost == 0
    late = random_instance(3)
    found = search(late, WORK, spent=lambda: 1.0)
    assert sum(len(stops) for stops in found.routes) + len(found.absent) == len(late.halt_s)


def test_cancelling_keeps_the_best_so_far() -> None:
    """Whoever stops a search still gets a plan."""
    found = search(random_instance(8, n=25, vehicles=4), SearchLimits(iterations=10**7), cancelled=lambda: True)
    assert any(len(stops) for stops in found.routes)
    assert isinstance(found.absent, np.ndarray)
