"""What the periodic search remembers beside the state of the kernel."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from planner.kernel.instance import Ints, Longs
from planner.periodic.families import Families

GONE, CHANGES, OVER, WEIGHT, FIRST_WEIGHT, FITTED = range(6)
"""Places in `Book.counts`: families to place, changes of routes so far, load beyond the room of the vehicles, what a
unit of it costs (0: no route may carry too much), what it costs at first (0: never), iterations since the weight was
adapted after which all fitted."""

ONE_DAY, STAY, BLINK, WHOLLY = range(4)
"""Places in `Book.chance`: that strings are cut on one day only, that the visits cut keep their days, that a route is
overlooked, that otherwise all families cut choose their days anew (else a random share of them)."""


class Book(NamedTuple):
    """Memory and scratch of one search: `n` stops, `v` vehicles, `f` families, `d` days, `k` visits at most.

    Attributes
    ----------
    version, old_version : int64 (v,), number of the change that made the present route, and of the one before
    seen : int64 (n, v), version of the route for which `cost` and `spot` hold
    cost, spot : int32 (n, v), cheapest place of the stop in the route; ``FORBIDDEN`` when there is none
    gone : int32 (f,), families to place; is_gone : bool (f,); rank : float64 (f,), their order
    stays : bool (f,), of those in `gone`, whether cut visits go back to the days they were on
    left_on : int32 (n,), the day a cut visit was on
    line : int32 (k,), row of `day_cost` that holds for the visit
    day_cost : int64 (k, d), cheapest place on the day; day_vehicle : int32 (k, d), whose
    chain_key, chain_cost : int64 (k, d), best way to the visit on the day; chain_visit, chain_day : int32 (k, d),
        the visit made before on it (-1: none)
    counts : int64, chance : float64; see the names above
    """

    version: Longs
    old_version: Longs
    seen: Longs
    cost: Ints
    spot: Ints
    gone: Ints
    is_gone: npt.NDArray[np.bool_]
    stays: npt.NDArray[np.bool_]
    rank: npt.NDArray[np.float64]
    left_on: Ints
    line: Ints
    day_cost: Longs
    day_vehicle: Ints
    chain_key: Longs
    chain_cost: Longs
    chain_visit: Ints
    chain_day: Ints
    counts: Longs
    chance: npt.NDArray[np.float64]


def blank_book(families: Families, chance: npt.NDArray[np.float64]) -> Book:
    """Return a book that knows nothing yet."""
    stops, vehicles, count = len(families.family_of), len(families.day_of), len(families.first) - 1
    table, days = (stops, vehicles), (families.pattern.shape[1], families.wanted.shape[1])
    return Book(
        version=np.zeros(vehicles, dtype=np.int64),
        old_version=np.zeros(vehicles, dtype=np.int64),
        seen=np.full(table, -1, dtype=np.int64),
        cost=np.zeros(table, dtype=np.int32),
        spot=np.zeros(table, dtype=np.int32),
        gone=np.zeros(count, dtype=np.int32),
        stays=np.zeros(count, dtype=np.bool_),
        is_gone=np.zeros(count, dtype=np.bool_),
        rank=np.zeros(count, dtype=np.float64),
        left_on=np.zeros(stops, dtype=np.int32),
        line=np.zeros(days[0], dtype=np.int32),
        day_cost=np.zeros(days, dtype=np.int64),
        day_vehicle=np.zeros(days, dtype=np.int32),
        chain_key=np.zeros(days, dtype=np.int64),
        chain_cost=np.zeros(days, dtype=np.int64),
        chain_visit=np.zeros(days, dtype=np.int32),
        chain_day=np.zeros(days, dtype=np.int32),
        counts=np.zeros(FITTED + 1, dtype=np.int64),
        chance=chance,
    )
