"""Runs of the periodic search seen from outside."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from planner.kernel import FORBIDDEN, Found, Instance, SearchLimits
from planner.kernel.pool import blank_pool
from planner.kernel.run import Routes, best_of
from planner.kernel.search import lay_out, take_over
from planner.kernel.state import (
    COLD,
    GONE,
    HOT,
    LONGEST_STRING,
    MEAN_REMOVED,
    PLANNED,
    SETTINGS,
    UNIT,
    State,
    blank_state,
)
from planner.periodic.book import BLINK, FIRST_WEIGHT, ONE_DAY, STAY, WHOLLY, Book, blank_book
from planner.periodic.families import Families
from planner.periodic.search import advance
from planner.periodic.spacing import kept_apart

CHUNK = 200
"""Iterations between two looks at the outside."""

Spent = Callable[[], float]


def search(
    instance: Instance,
    families: Families,
    limits: SearchLimits,
    *,
    begin: Routes | None = None,
    spent: Spent | None = None,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Found:
    """Choose the days of all visits together with the routes of all days; return the best found.

    What is left out counts first (sum of stakes), then the cost of the routes. Every set of days in the answer is one
    the families allow, every route is feasible; at worst routes are empty.

    Parameters
    ----------
    instance : `n` stops and `v` vehicles, a vehicle being one technician on one day
    families : of all `n` stops, by `patterned_families` or `spaced_families`
    limits : work allowed; ``iterations`` and ``restarts`` are ignored when `spent` is given, ``master_work`` always
    begin : routes to start from, for each vehicle its stops, int32; what does not fit is absent at first, and so are
        all visits of a family that stands there on days it may not have
    spent : share of the budget used so far, 0.0 to 1.0, asked every few milliseconds. The search cools by it and stops
        at 1.0, so the caller chooses the clock. Without it the result depends on the other arguments alone
    progress : told the share done, now and then
    cancelled : asked now and then; when true the best so far is returned
    """
    if 0 in instance.surcharge.shape:
        return best_of(instance, blank_state(instance, seed=limits.seed, planned=0, tune=np.ones(SETTINGS)))
    best: list[Found] = []
    restarts = limits.restarts if spent is None else 1
    for restart in range(restarts):

        def look(share: float, before: int = restart) -> bool:
            if progress is not None:
                progress((before + share) / restarts)
            return cancelled is not None and cancelled()

        state = start(instance, families, limits, restart, begin)
        _advance_by(instance, families, state, limits.iterations, spent, look)
        best.append(best_of(instance, state))
        if cancelled is not None and cancelled():
            break
    return min(best, key=lambda one: (one.key, one.cost))


def start(
    instance: Instance, families: Families, limits: SearchLimits, restart: int = 0, begin: Routes | None = None
) -> State:
    """Return a laid-out state, every stop absent or, where its family may have the day, on its route of `begin`."""
    seed = limits.seed * 1_000_003 + restart
    state = blank_state(instance, seed=seed, planned=limits.iterations, tune=tuning(instance, families))
    lay_out(instance, state)
    if begin is not None:
        for vehicle, stops in enumerate(kept_apart(families, begin)):
            take_over(instance, state, vehicle, stops)
    return state


def tuning(instance: Instance, families: Families) -> npt.NDArray[np.float64]:
    """Return the settings of the search, on the scale of a leg between neighbours."""
    stops = families.member[families.first[:-1]]
    legs = instance.duration[0, stops[:, None], stops[families.near[:, :3]]]
    known = legs[legs < FORBIDDEN // 2]
    leg = max(1.0, float(known.mean())) if known.size else 1.0
    tune = np.zeros(SETTINGS)
    tune[HOT], tune[COLD] = 4.0 * leg, 0.02 * leg
    tune[MEAN_REMOVED], tune[LONGEST_STRING] = 15.0, 15.0
    # Leaving a visit out must never pay: not one at the far end of a route of its own, not one for whose sake all the
    # others of its series have to be on dearer days.
    series = np.diff(families.first)[np.diff(families.pattern_first) == 0]
    tune[UNIT] = 20.0 * leg + _dearest(instance) * max(1, int(series.max(initial=0)))
    return tune


def _dearest(instance: Instance) -> float:
    """Return what the dearest visit costs at most on a route of its own."""
    n = len(instance.halt_s)
    there = instance.duration[:, np.unique(instance.start_node), :n]
    back = instance.duration[:, :n, np.unique(instance.end_node)]
    parts = (there, back, instance.surcharge, instance.open_cost)
    return float(sum(int(part.max(initial=0, where=part < FORBIDDEN // 2)) for part in parts))


def chances() -> npt.NDArray[np.float64]:
    """Return how often the search does what; see `planner.periodic.book`."""
    chance = np.zeros(4)
    chance[ONE_DAY], chance[STAY], chance[BLINK] = 0.4, 0.5, 0.01
    chance[WHOLLY] = 0.3
    return chance


def first_weight(instance: Instance, state: State) -> int:
    """Return what a unit of overload costs at first; 0 where nothing has a load."""
    loads = instance.load[instance.load > 0]
    return max(1, int(state.tune[HOT] / float(loads.mean()))) if loads.size else 0


def _advance_by(
    instance: Instance,
    families: Families,
    state: State,
    iterations: int,
    spent: Spent | None,
    look: Callable[[float], bool],
) -> None:
    """Search on in chunks: for `iterations` or, when `spent` is given, until it says 1.0, cooling by what it says."""
    book: Book = blank_book(families, chances())
    book.counts[FIRST_WEIGHT] = first_weight(instance, state)
    pool = blank_pool(instance, 0)
    if spent is not None:
        state.tally[PLANNED] = 0
    done, share = 0, 0.0
    while share < 1.0:
        if spent is not None:
            state.tune[GONE] = share
        chunk = CHUNK if spent is not None else min(CHUNK, max(1, iterations) - done)
        advance(instance, families, state, book, pool, chunk)
        done += chunk
        share = done / max(1, iterations) if spent is None else spent()
        if look(min(1.0, share)):
            return
