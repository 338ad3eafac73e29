"""Our own planner: the compiled kernel under its OR-Tools master, stopped by CPU time."""

from __future__ import annotations

import numpy as np

from planner.kernel import FORBIDDEN, Instance, SearchLimits, StopTable, Vehicle, build_instance
from planner.kernel.warm import warm
from planner.master import search as plan
from tests.benchmarks.routing.case import UNLIMITED, Case, Drive
from tests.benchmarks.routing.solvers import Search
from tests.benchmarks.routing.stopwatch import Stopwatch

LARGEST = 2**31 - 1


def prepare(case: Case, seed: int) -> Search:
    """Load the machine code and look at the instance; laying it out counts as search, as its neighbour lists do."""
    warm()

    def search(watch: Stopwatch) -> list[Drive]:
        watch.start()
        found = plan(lay_out(case), SearchLimits(seed=seed), spent=lambda: watch.spent() / watch.budget_s)
        owners = [row for row, fleet in enumerate(case.fleets) for _ in range(fleet.count)]
        # The kernel counts stops from 0 and the depot last.
        return [
            Drive(fleet=owner, stops=tuple((stops + 1).tolist()))
            for owner, stops in zip(owners, found.routes, strict=True)
        ]

    return search


def lay_out(case: Case) -> Instance:
    """Return the instance as the kernel wants it: the customers, then the depot."""
    n = case.customers
    turn = [*range(1, n + 1), 0]
    stops = StopTable(
        halt_s=case.service[1:],
        windows=tuple(((int(case.opens[stop]), int(case.closes[stop])),) for stop in range(1, n + 1)),
        load=case.demand[1:],
        stake=np.where(case.optional[1:], 0, 1).astype(np.int64),
        price=np.where(case.optional[1:], case.prize[1:], 0).astype(np.int64),
    )
    vehicles, serves = [], []
    for fleet in case.fleets:
        one = Vehicle(
            start_node=n,
            end_node=n,
            shift_start=int(case.opens[0]),
            shift_end=int(case.closes[0]),
            room=min(fleet.capacity, LARGEST),
            most_away=fleet.longest if fleet.longest < UNLIMITED else None,
        )
        vehicles += [one] * fleet.count
        serves += [fleet.serves[1:]] * fleet.count
    surcharge = np.where(np.array(serves).T, 0, FORBIDDEN)
    return build_instance(case.distance[np.ix_(turn, turn)][None].astype(np.int32), stops, tuple(vehicles), surcharge)
