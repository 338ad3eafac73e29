"""Runs of the search seen from outside: chunks of work, between which the caller may look and stop."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from planner.kernel.fill import fill
from planner.kernel.instance import FORBIDDEN, Instance, Ints, Longs
from planner.kernel.limits import SearchLimits
from planner.kernel.pool import Pool, blank_pool
from planner.kernel.search import advance, lay_out, take_over
from planner.kernel.state import (
    BLINK,
    COLD,
    COST,
    GONE,
    HOT,
    KEY,
    LONGEST_STRING,
    MEAN_REMOVED,
    PLANNED,
    SETTINGS,
    TAILS,
    UNIT,
    State,
    blank_state,
)

Routes = tuple[Ints, ...]
Share = Callable[[], float]
Look = Callable[[float], bool]

CHUNK = 2_000
"""Iterations between two looks at the outside."""

DAY_LEGS = 30.0
"""Legs that are a day's travel where time is not measured in seconds."""

POOL = 6_000
"""Routes kept for the master."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Found:
    """The best of a search.

    Attributes
    ----------
    routes : for each vehicle its stops in order, int32
    absent : int32, stops on no route
    key, cost : sum of the stakes left out; cost of the routes and prices of what is left out
    pools : good routes seen, one pool a run
    """

    routes: Routes
    absent: Ints
    key: int
    cost: int
    pools: tuple[Pool, ...] = ()


def tuning(instance: Instance) -> npt.NDArray[np.float64]:
    """Return the settings of the search, on the scale of a short leg of this instance."""
    n = len(instance.halt_s)
    legs = instance.duration[0, np.arange(n)[:, None], instance.near[:, :3]] if n else np.zeros(0)
    known = legs[legs < FORBIDDEN // 2]
    leg = max(1.0, float(known.mean())) if known.size else 1.0
    tune = np.zeros(SETTINGS)
    tune[HOT], tune[COLD] = 4.0 * leg, 0.1 * leg
    tune[MEAN_REMOVED], tune[LONGEST_STRING], tune[BLINK], tune[TAILS] = 10.0, 10.0, 0.01, 0.3
    # One visit left out weighs about a working day of travel: given up for an iteration only while it is hot.
    tune[UNIT] = max(30_000.0, DAY_LEGS * leg)
    return tune


def start(instance: Instance, *, seed: int, iterations: int, begin: Routes | None = None) -> State:
    """Return a laid-out state, every stop absent or, where it fits, on its route of `begin`."""
    state = blank_state(instance, seed=seed, planned=iterations, tune=tuning(instance))
    lay_out(instance, state)
    for vehicle, stops in enumerate(begin or ()):
        take_over(instance, state, vehicle, np.ascontiguousarray(stops, dtype=np.int32))
    return state


def best_of(instance: Instance, state: State, pools: tuple[Pool, ...] = ()) -> Found:
    """Read the best found off a state."""
    return found_of(instance, state.best_route, state.best_length, state.best_total, pools)


def found_of(instance: Instance, route: Ints, length: Ints, total: Longs, pools: tuple[Pool, ...]) -> Found:
    """Read routes off a state; columns as in `planner.kernel.state.State`."""
    routes = tuple(route[vehicle, 1 : size + 1].copy() for vehicle, size in enumerate(length.tolist()))
    served = np.zeros(len(instance.halt_s), dtype=np.bool_)
    for stops in routes:
        served[stops] = True
    return Found(
        routes=routes,
        absent=np.flatnonzero(~served).astype(np.int32),
        key=int(total[KEY]),
        cost=int(total[COST]),
        pools=pools,
    )


def filled(instance: Instance, found: Found) -> Found:
    """Return `found` with every absent stop in it that any of its routes, or an unused vehicle, has room for.

    The order is by stake, then by price, then by number; nothing that stands is moved. What has a price and no stake
    is served only where that costs less. The same as `found` when nothing is absent or nothing fits.
    """
    if len(found.absent) == 0 or 0 in instance.surcharge.shape:
        return found
    state = start(instance, seed=0, iterations=0, begin=found.routes)
    state.tune[BLINK] = 0.0
    order = found.absent[np.lexsort((found.absent, -instance.price[found.absent], -instance.stake[found.absent]))]
    if fill(instance, state, order) == 0:
        return found
    # Where ways are short cuts a route may not be driven stop by stop as it is laid: then `found` is the better one.
    better = found_of(instance, state.route, state.length, state.total, found.pools)
    return min(found, better, key=lambda one: (one.key, one.cost))


def advance_by(
    instance: Instance,
    state: State,
    pool: Pool,
    iterations: int,
    *,
    spent: Share | None = None,
    look: Look | None = None,
) -> None:
    """Search on in chunks: for `iterations` or, when `spent` is given, until it says 1.0, cooling by what it says.

    `look` is told the share done after each chunk and ends the search by answering true.
    """
    if spent is not None:
        state.tally[PLANNED] = 0
    done, share = 0, 0.0
    while share < 1.0:
        if spent is not None:
            state.tune[GONE] = share
        chunk = CHUNK if spent is not None else min(CHUNK, max(1, iterations) - done)
        advance(instance, state, pool, chunk)
        done += chunk
        share = done / max(1, iterations) if spent is None else spent()
        if look is not None and look(min(1.0, share)):
            return


def run(
    instance: Instance,
    limits: SearchLimits,
    *,
    begin: Routes | None = None,
    pooled: bool = False,
    spent: Share | None = None,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Found:
    """Search `limits` long and return the best of all runs; when `cancelled`, the best so far.

    Parameters
    ----------
    begin : routes to start from; a stop that does not fit where it stands there is absent at first
    pooled : keep good routes for the master
    spent : share of the budget used, 0.0 to 1.0; when given there is one run, which cools by it and ends at 1.0
    progress : told the share done, now and then
    """
    if 0 in instance.surcharge.shape:
        return best_of(instance, blank_state(instance, seed=limits.seed, planned=0, tune=np.ones(SETTINGS)))
    restarts = limits.restarts if spent is None else 1
    pools: tuple[Pool, ...] = ()
    best: list[Found] = []
    for restart in range(restarts):

        def look(share: float, before: int = restart) -> bool:
            if progress is not None:
                progress((before + share) / restarts)
            return cancelled is not None and cancelled()

        state = start(instance, seed=limits.seed * 1_000_003 + restart, iterations=limits.iterations, begin=begin)
        pools = (*pools, blank_pool(instance, POOL if pooled else 0))
        advance_by(instance, state, pools[-1], limits.iterations, spent=spent, look=look)
        best.append(best_of(instance, state))
        if cancelled is not None and cancelled():
            break
    found = min(best, key=lambda one: (one.key, one.cost))
    return filled(instance, replace(found, pools=pools))
