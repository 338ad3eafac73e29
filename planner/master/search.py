"""One search from beginning to end: the kernel makes routes, OR-Tools assembles the best of them."""

from collections.abc import Callable

from planner.kernel import Found, Instance, SearchLimits, run
from planner.kernel.run import Routes
from planner.master.assemble import assemble

Spent = Callable[[], float]


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
    found = run(
        instance,
        limits,
        begin=begin,
        pooled=limits.master_work > 0,
        spent=spent,
        progress=progress,
        cancelled=cancelled,
    )
    if cancelled is not None and cancelled():
        return found
    return assemble(instance, found, limits)
