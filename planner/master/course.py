"""One search from beginning to end: the kernel makes routes, OR-Tools assembles the best of them, the kernel goes on.

Small instances are searched in one run, large ones first in parts (`planner.master.parts`). Routes seen from half of
the budget on are kept; where routes are short the best choice among them is made shortly before the end.
"""

from collections.abc import Callable

from planner.kernel import Found, Instance, SearchLimits, filled, run
from planner.kernel.pool import blank_pool
from planner.kernel.run import POOL, Routes, best_of, start
from planner.kernel.search import advance
from planner.master.assemble import assemble, pays
from planner.master.budget import Budget, Spent
from planner.master.parts import LARGE, search_parts

IN_PARTS, COLLECTED_FROM, ASSEMBLED_AT = 0.85, 0.5, 0.9
"""Shares of the budget: until when large instances are searched in parts, from when on routes are kept, when the best
of them are chosen."""


def search(
    instance: Instance,
    limits: SearchLimits,
    *,
    begin: Routes | None = None,
    spent: Spent | None = None,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Found:
    """Search for the best plan of `instance` and return the best found; it is feasible, at worst with empty routes.

    Parameters
    ----------
    instance : `n` stops and `v` vehicles as made by `planner.kernel.build_instance`; 0 of either is allowed.
        Left out is first compared by stake, then the cost of the routes counts (travel, surcharges, opening)
    limits : the work allowed; ``iterations`` is ignored when `spent` is given
    begin : routes to start from, for each vehicle its stops, int32; what does not fit is absent at first
    spent : share of the budget used so far, 0.0 to 1.0; asked every few thousand iterations (some 10 ms). The search
        cools by it and stops at 1.0, so the caller chooses the clock. Without it the result depends on `instance`,
        `limits` and `begin` alone
    progress : told the share done, now and then
    cancelled : asked now and then; when true the best so far is returned

    Returns
    -------
    Found
        ``routes`` (for each vehicle its stops in order), ``absent`` stops, ``key`` (stakes left out), ``cost``.
    """
    if 0 in instance.surcharge.shape or limits.restarts > 1:
        found = run(instance, limits, begin=begin, pooled=True, spent=spent, progress=progress, cancelled=cancelled)
        return found if cancelled is not None and cancelled() else filled(instance, assemble(instance, found, limits))
    budget = Budget(iterations=limits.iterations, spent=spent, progress=progress, cancelled=cancelled)
    first = _first(instance, limits, begin)
    budget.look()
    routes = first.routes
    # An order of stops may bind routes of different parts.
    if len(instance.halt_s) >= LARGE and instance.ahead.shape[1] == 0:
        routes = search_parts(instance, routes, budget, seed=limits.seed, until=IN_PARTS)
    last = min(first, _finish(instance, limits, budget, routes), key=lambda one: (one.key, one.cost))
    return filled(instance, last)


def _first(instance: Instance, limits: SearchLimits, begin: Routes | None) -> Found:
    """Return a plan with everything tried once: there is always one, however little time is left."""
    state = start(instance, seed=limits.seed * 1_000_003, iterations=0, begin=begin)
    advance(instance, state, blank_pool(instance, 0), 1)
    return best_of(instance, state)


def _finish(instance: Instance, limits: SearchLimits, budget: Budget, routes: Routes) -> Found:
    """Search the whole from `routes` to the end of the budget, assembling on the way."""
    state = start(instance, seed=limits.seed * 1_000_003 + 1, iterations=0, begin=routes)
    nowhere, pool = blank_pool(instance, 0), blank_pool(instance, POOL)
    budget.search(instance, state, nowhere, until=COLLECTED_FROM)
    budget.search(instance, state, pool, until=ASSEMBLED_AT)
    found = best_of(instance, state, (pool,))
    if pays(found) and budget.left():
        better = assemble(instance, found, limits)
        if better is not found:
            found = better
            state = start(instance, seed=limits.seed * 1_000_003 + 2, iterations=0, begin=better.routes)
        budget.look()
    budget.search(instance, state, nowhere)
    return min(found, best_of(instance, state), key=lambda one: (one.key, one.cost))
