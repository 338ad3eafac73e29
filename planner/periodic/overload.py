"""Routes that carry too much, at a price: the search crosses them on its way between routes that do not.

Where loads fill the vehicles, plans that fit are far apart. A route may carry more than its vehicle has room for, at a
weight for each unit that rises while too few plans fit and falls while too many do; the best found always fits. Source:
the penalties of T. Vidal et al., "A hybrid genetic algorithm for multidepot and periodic vehicle routing problems",
Operations Research 60(3), 2012, doi:10.1287/opre.1120.1048, section 4.1 (weights adapted to a wanted share).
"""

from planner.kernel.compiled import compiled, inlined
from planner.kernel.instance import FORBIDDEN, Instance
from planner.kernel.state import COST, ITERATION, KEY, State
from planner.periodic.book import FIRST_WEIGHT, FITTED, OVER, WEIGHT, Book

PERIOD = 500
"""Iterations between two looks at the share of plans that fit."""

WANTED = 0.4
"""Share of the iterations after which every route should have room for its load."""

RISE, FALL = 1.15, 0.87
"""What the weight is multiplied by."""


@inlined
def excess(instance: Instance, state: State, vehicle: int, load: int) -> int:
    """Return by how much the vehicle's route is too full with `load` more."""
    return int(max(0, state.carried[vehicle] + load - instance.room[vehicle]))


@inlined
def charge(state: State, book: Book, vehicle: int, more: int) -> None:
    """Let the route's cost hold `more` units of overload (negative: fewer)."""
    if more == 0:
        return
    book.counts[OVER] += more
    state.spent[vehicle] += book.counts[WEIGHT] * more
    state.total[COST] += book.counts[WEIGHT] * more


@compiled
def weigh(instance: Instance, state: State, book: Book) -> None:
    """Adapt the weight to how many of the last plans fit; begin when the first complete plan is known."""
    book.counts[FITTED] += book.counts[OVER] == 0
    if state.tally[ITERATION] % PERIOD != 0 or book.counts[FIRST_WEIGHT] == 0 or state.best_total[KEY] > 0:
        return
    before = book.counts[WEIGHT]
    weight = book.counts[FIRST_WEIGHT]
    if before > 0:
        few = book.counts[FITTED] < WANTED * PERIOD
        weight = min(FORBIDDEN, int(before * RISE) + 1) if few else max(1, int(before * FALL))
    book.counts[FITTED], book.counts[WEIGHT] = 0, weight
    for vehicle in range(len(state.length)):
        over = excess(instance, state, vehicle, 0)
        state.spent[vehicle] += (weight - before) * over
        state.total[COST] += (weight - before) * over
