"""Everything a search changes, as one flat tuple of arrays: stop it anywhere, look at it, go on."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from planner.kernel.chance import seeded
from planner.kernel.instance import NEVER, Instance, Ints, Longs

ABSENT = -1
"""Owner of a stop that is on no route."""

ITERATION, PLANNED, TOUCHED, REMOVED, BANKED, BLINK_IN, FREE_WINS, CAREFUL_WINS, IMPROVED, USED, PIONEER = range(11)
"""Places in `State.tally`; ``PIONEER`` is the stop a route is opened for in this iteration, -1 for none."""

HOT, COLD, MEAN_REMOVED, LONGEST_STRING, BLINK, UNIT, GONE, LIMIT, TAILS = range(9)
"""Places in `State.tune`."""

SETTINGS = TAILS + 1

KEY, COST = range(2)
"""Places in a total: what is left out (sum of stakes), what the routes cost and the prices of what is left out."""


class State(NamedTuple):
    """One search under way. `l` is the longest route plus its two ends; `b` the most breaks of a vehicle.

    Attributes
    ----------
    route : int32 (v, l), nodes of each route, both ends included
    length : int32 (v,), stops on each route
    leg : int32 (v, l), travel from each node to the next
    ready : int32 (v, l, b + 1), earliest moment to leave the node with 0..b pauses taken; at the end node, to arrive
    latest : int32 (v, l, b + 1), latest moment to arrive at the node with 0..b pauses taken
    gone, leave_by, ahead, back_at : int32 (v, l), only where some vehicle may not be away long: travel and halts up to
        leaving the node, last moment to leave the base for it, travel and halts from arriving there, earliest return
        that later windows allow
    owner, place : int32 (n,), vehicle and position of each stop
    spent, carried : int64 (v,), cost and load of each route
    extra : int64 (v,), the part of `spent` that only driving the route tells, see `planner.kernel.strict`
    total : int64 (2,), see ``KEY`` and ``COST``
    best_route, best_length, best_total : the best found; `stale` marks its routes that must still be copied
    old_* : routes as they were before the iteration, for those listed in `touched`
    removed : int32 (n,), stops the iteration has to place; `rank` their order
    bank, bank_at : int32 (n,), the absent stops and where each stands among them
    idle : int32 (v,), the unused vehicles of each kind, from `idle_from` (kinds,) on `idle_count` (kinds,) of them;
        `idle_at` (v,) says where each stands
    moment : int64 (b + 1,), scratch of the insertion test; `trip` int64 (3, b + 1), of driving a whole route
    words : uint64 (1,), the random numbers; `tally` int64, `tune` float64: see the names above
    """

    route: Ints
    length: Ints
    leg: Ints
    ready: Ints
    latest: Ints
    gone: Ints
    leave_by: Ints
    ahead: Ints
    back_at: Ints
    owner: Ints
    place: Ints
    spent: Longs
    carried: Longs
    extra: Longs
    total: Longs
    best_route: Ints
    best_length: Ints
    best_total: Longs
    stale: npt.NDArray[np.bool_]
    old_route: Ints
    old_length: Ints
    old_leg: Ints
    old_ready: Ints
    old_latest: Ints
    old_spent: Longs
    old_carried: Longs
    old_extra: Longs
    touched: Ints
    is_touched: npt.NDArray[np.bool_]
    removed: Ints
    rank: npt.NDArray[np.float64]
    bank: Ints
    bank_at: Ints
    idle: Ints
    idle_at: Ints
    idle_from: Ints
    idle_count: Ints
    moment: Longs
    trip: Longs
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
    tally = np.zeros(PIONEER + 1, dtype=np.int64)
    tally[PLANNED], tally[BANKED], tally[BLINK_IN], tally[PIONEER] = planned, n, -1, -1
    everyone = np.arange(n, dtype=np.int32)
    idle, owned = np.argsort(instance.kind, kind="stable").astype(np.int32), np.bincount(instance.kind)

    def routes() -> Ints:
        return np.zeros(shape, dtype=np.int32)

    def times() -> Ints:
        return np.zeros((*shape, levels), dtype=np.int32)

    def limited() -> Ints:
        return np.zeros(shape if (instance.most_away < NEVER).any() else (vehicles, 0), dtype=np.int32)

    return State(
        route=routes(),
        length=np.zeros(vehicles, dtype=np.int32),
        leg=routes(),
        ready=times(),
        latest=times(),
        gone=limited(),
        leave_by=limited(),
        ahead=limited(),
        back_at=limited(),
        owner=np.full(n, ABSENT, dtype=np.int32),
        place=np.zeros(n, dtype=np.int32),
        spent=np.zeros(vehicles, dtype=np.int64),
        carried=np.zeros(vehicles, dtype=np.int64),
        extra=np.zeros(vehicles, dtype=np.int64),
        total=np.array([instance.stake.sum(), instance.price.sum()], dtype=np.int64),
        best_route=routes(),
        best_length=np.zeros(vehicles, dtype=np.int32),
        best_total=np.array([instance.stake.sum(), instance.price.sum()], dtype=np.int64),
        stale=np.zeros(vehicles, dtype=np.bool_),
        old_route=routes(),
        old_length=np.zeros(vehicles, dtype=np.int32),
        old_leg=routes(),
        old_ready=times(),
        old_latest=times(),
        old_spent=np.zeros(vehicles, dtype=np.int64),
        old_carried=np.zeros(vehicles, dtype=np.int64),
        old_extra=np.zeros(vehicles, dtype=np.int64),
        touched=np.zeros(vehicles, dtype=np.int32),
        is_touched=np.zeros(vehicles, dtype=np.bool_),
        removed=np.zeros(n, dtype=np.int32),
        rank=np.zeros(n, dtype=np.float64),
        bank=everyone.copy(),
        bank_at=everyone.copy(),
        idle=idle,
        idle_at=np.argsort(idle).astype(np.int32),
        idle_from=(np.cumsum(owned) - owned).astype(np.int32),
        idle_count=owned.astype(np.int32),
        moment=np.zeros(levels, dtype=np.int64),
        trip=np.zeros((3, levels), dtype=np.int64),
        words=seeded(seed),
        tally=tally,
        tune=tune,
    )
