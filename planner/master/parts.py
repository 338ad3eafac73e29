"""Searching a large instance part by part: neighbouring routes for a while, then others, all under one temperature.

An iteration changes a few neighbouring routes and nothing else, so annealing the parts in turn is annealing the whole;
but the tables of a part stay in the processor's cache (measured: twice the iterations at 1,000 stops).
"""

import numpy as np

from planner.kernel import Instance
from planner.kernel.pool import blank_pool
from planner.kernel.run import Routes, start
from planner.kernel.state import State
from planner.master.budget import Budget
from planner.master.part import begin_of, neighbourhood, part_of, put_into

LARGE = 500
"""Stops from which on an instance is searched in parts."""

SIZE, ROUTES = 200, 8
"""Stops of a part, and fewest routes of average length."""

SLICE = 20_000
"""Iterations given to a part at a time."""


def search_parts(instance: Instance, routes: Routes, budget: Budget, *, seed: int, until: float) -> Routes:
    """Search parts of the plan `routes` until the share `until` of the budget is used; return the plan as it is then.

    It may be worse than before: what annealing accepts is kept, as in one search.
    """
    draw = np.random.default_rng(seed)
    n = len(instance.halt_s)
    while budget.left(until):
        driven = sum(len(stops) > 0 for stops in routes)
        served = sum(len(stops) for stops in routes)
        size = max(SIZE, ROUTES * served // max(1, driven))
        part = part_of(instance, *neighbourhood(instance, routes, int(draw.integers(n)), size))
        state = start(part.instance, seed=int(draw.integers(1 << 60)), iterations=0, begin=begin_of(part, routes, n))
        budget.search(part.instance, state, blank_pool(part.instance, 0), until=until, most=SLICE)
        routes = put_into(part, present(state), routes)
    return routes


def present(state: State) -> Routes:
    """Return the routes as they stand, which need not be the best found."""
    return tuple(state.route[vehicle, 1 : size + 1].copy() for vehicle, size in enumerate(state.length.tolist()))
