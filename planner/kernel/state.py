"""Everything a search changes, as one flat tuple of arrays: stop it anywhere, look at it, go on."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from planner.kernel.chance import seeded
from planner.kernel.instance import Instance, Ints, Longs

ABSENT = -1
"""Owner of a stop that is on no route."""

ITERATION, PLANNED, TOUCHED, REMOVED, BANKED, BLINK_IN, FREE_WINS, CAREFUL_WINS, IMPROVED = range(9)
"""Places in `State.tally`."""

HOT, COLD, MEAN_REMOVED, LONGEST_STRING, BLINK, UNIT, GONE = range(7)
"""Places in `State.tune`."""

SETTINGS = GONE + 1

KEY, COST = range(2)
"""Places in a total: what is left out (sum of stakes), what the routes cost."""


class State(NamedTuple):
    """One search under way. `l` is the longest route plus its two ends; `b` the most breaks of a vehicle.

    Attributes
    ----------
    route : int32 (v, l), nodes of each route, both ends included
    length : int32 (v,), stops on each route
    ready : int64 (v, l, b + 1), earliest moment to leave the node with 0..b pauses taken; at the end node, to arrive
    latest : int64 (v, l, b + 1), latest moment to arrive at the node with 0..b pauses taken
    owner, place : int32 (n,), vehicle and position of each stop
    spent, carried : int64 (v,), cost and load of each route
    total : int64 (2,), see ``KEY`` and ``COST``
    best_route, best_length, best_total : the best found; `stale` marks its routes that must still be copied
    old_* : routes as they were before the iteration, for those listed in `touched`
    removed : int32 (n,), stops the iteration has to place; `rank` their order
    bank, bank_at : int32 (n,), the absent stops and where each stands among them
    moment : int64 (b + 1,), scratch of the insertion test
    words : uint64 (1,), the random numbers; `tally` int64, `tune` float64: see the names above
    """

    route: Ints
    length: Ints
    ready: Longs
    latest: Longs
    owner: Ints
    place: Ints
    spent: Longs
    carried: Longs
    total: Longs
    best_route: Ints
    best_length: Ints
    best_total: Longs
    stale: npt.NDArray[np.bool_]
    old_route: Ints
    old_length: Ints
    old_ready: Longs
    old_latest: Longs
    old_spent: Longs
    old_carried: Longs
    touched: Ints
    is_touched: npt.NDArray[np.bool_]
    removed: Ints
    rank: npt.NDArray[np.float64]
    bank: Ints
    bank_at: Ints
    moment: Longs
    words: npt.NDArray[np.uint64]
    tally: Longs
    tune: npt.NDArray[np.float64]


def longest_route(instance: Instance) -> int:
    """Return the most stops any vehicle has room for."""
    filled = np.cumsum(np.sort(instance.load).astype(np.int64))
    return int(np.searchsorted(filled, instance.room.max(initial=0), side="right"))


def blank_state(instance: Instance, *, seed: int, planned: int, tune: npt.NDArray[np.float64]) -> State:
    """Return a state in which every stop is absent; its routes are not timed yet.

    `planned` is the number of iterations over which the search cools (0: by ``GONE``, which the caller sets); `tune` is
    float64 (SETTINGS,).
    """
    n, vehicles = instance.surcharge.shape
    most = longest_route(instance)
    shape, levels = (vehicles, most + 2), instance.break_s.shape[1] + 1
    tally = np.zeros(IMPROVED + 1, dtype=np.int64)
    tally[PLANNED], tally[BANKED], tally[BLINK_IN] = planned, n, -1
    everyone = np.arange(n, dtype=np.int32)

    def routes() -> Ints:
        return np.zeros(shape, dtype=np.int32)

    def times() -> Longs:
        return np.zeros((*shape, levels), dtype=np.int64)

    return State(
        route=routes(),
        length=np.zeros(vehicles, dtype=np.int32),
        ready=times(),
        latest=times(),
        owner=np.full(n, ABSENT, dtype=np.int32),
        place=np.zeros(n, dtype=np.int32),
        spent=np.zeros(vehicles, dtype=np.int64),
        carried=np.zeros(vehicles, dtype=np.int64),
        total=np.array([instance.stake.sum(), 0], dtype=np.int64),
        best_route=routes(),
        best_length=np.zeros(vehicles, dtype=np.int32),
        best_total=np.array([instance.stake.sum(), 0], dtype=np.int64),
        stale=np.zeros(vehicles, dtype=np.bool_),
        old_route=routes(),
        old_length=np.zeros(vehicles, dtype=np.int32),
        old_ready=times(),
        old_latest=times(),
        old_spent=np.zeros(vehicles, dtype=np.int64),
        old_carried=np.zeros(vehicles, dtype=np.int64),
        touched=np.zeros(vehicles, dtype=np.int32),
        is_touched=np.zeros(vehicles, dtype=np.bool_),
        removed=np.zeros(n, dtype=np.int32),
        rank=np.zeros(n, dtype=np.float64),
        bank=everyone.copy(),
        bank_at=everyone.copy(),
        moment=np.zeros(levels, dtype=np.int64),
        words=seeded(seed),
        tally=tally,
        tune=tune,
    )
