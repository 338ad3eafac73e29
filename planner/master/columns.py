"""The routes the master may choose from."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.kernel import Found, Instance, route_cost


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A route: its stops in order, the kind of vehicle that drives it, what it costs, whether it is driven now."""

    stops: tuple[int, ...]
    kind: int
    cost: int
    driven: bool


def columns(instance: Instance, found: Found) -> list[Column]:
    """Return the routes of `found` and those in its pools, the cheapest of each set of stops."""
    best: dict[tuple[int, frozenset[int]], Column] = {}
    for vehicle, stops in enumerate(found.routes):
        if len(stops):
            _offer(best, _column(instance, vehicle, stops, route_cost(instance, vehicle, stops), driven=True))
    for pool in found.pools:
        for row in range(int(pool.used[0])):
            stops = pool.stops[row, : pool.length[row]]
            _offer(best, _column(instance, int(pool.vehicle[row]), stops, int(pool.cost[row]), driven=False))
    return list(best.values())


def _column(instance: Instance, vehicle: int, stops: npt.NDArray[np.int32], cost: int, *, driven: bool) -> Column:
    return Column(stops=tuple(stops.tolist()), kind=int(instance.kind[vehicle]), cost=cost, driven=driven)


def _offer(best: dict[tuple[int, frozenset[int]], Column], one: Column) -> None:
    key = one.kind, frozenset(one.stops)
    held = best.get(key)
    if held is None or (one.cost < held.cost and not held.driven):
        best[key] = one
