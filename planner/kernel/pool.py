"""Every good route seen on the way, each once: the columns the master chooses from."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from planner.kernel.compiled import compiled
from planner.kernel.instance import Instance, Ints, Longs
from planner.kernel.state import State, longest_route

_PRIME = np.uint64(1099511628211)
_BASIS = np.uint64(14695981039346656037)

PROBES = 8
"""Slots of the hash table looked at before a route is let go."""


class Pool(NamedTuple):
    """At most `c` routes of at most `l` stops.

    Attributes
    ----------
    stops : int32 (c, l); length, vehicle : int32 (c,); cost : int64 (c,)
    slot : int32 (s,), open hash table of rows, -1 free; mark : uint64 (c,), hash of each row
    used : int64 (1,), rows in use
    """

    stops: Ints
    length: Ints
    vehicle: Ints
    cost: Longs
    slot: Ints
    mark: npt.NDArray[np.uint64]
    used: Longs


def blank_pool(instance: Instance, capacity: int) -> Pool:
    """Return an empty pool; with capacity 0 nothing is ever kept."""
    widest = longest_route(instance)
    return Pool(
        stops=np.zeros((capacity, widest if capacity else 0), dtype=np.int32),
        length=np.zeros(capacity, dtype=np.int32),
        vehicle=np.zeros(capacity, dtype=np.int32),
        cost=np.zeros(capacity, dtype=np.int64),
        slot=np.full(max(16, 4 * capacity), -1, dtype=np.int32),
        mark=np.zeros(capacity, dtype=np.uint64),
        used=np.zeros(1, dtype=np.int64),
    )


@compiled
def keep_route(instance: Instance, state: State, pool: Pool, vehicle: int) -> None:
    """Keep the vehicle's present route, unless it is empty, known or the pool is full."""
    row, length = pool.used[0], state.length[vehicle]
    if row >= len(pool.length) or length == 0:
        return
    mark = (_BASIS ^ np.uint64(instance.kind[vehicle])) * _PRIME
    for spot in range(1, length + 1):
        mark = (mark ^ np.uint64(state.route[vehicle, spot])) * _PRIME
    size = np.uint64(len(pool.slot))
    for probe in range(PROBES):
        at = (mark + np.uint64(probe)) % size
        held = pool.slot[at]
        if held < 0:
            pool.slot[at] = row
            break
        if pool.mark[held] == mark:
            return
    pool.mark[row], pool.length[row], pool.vehicle[row] = mark, length, vehicle
    pool.cost[row] = state.spent[vehicle]
    for spot in range(length):
        pool.stops[row, spot] = state.route[vehicle, spot + 1]
    pool.used[0] += 1
