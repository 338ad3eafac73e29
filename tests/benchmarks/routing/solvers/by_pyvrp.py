"""PyVRP with its own settings; the only thing changed is that it stops by CPU time."""

from __future__ import annotations

import numpy as np
from pyvrp import Client, Depot, Location, ProblemData, VehicleType, solve
from pyvrp.constants import MAX_VALUE

from tests.benchmarks.routing.case import UNLIMITED, Case, Drive, Fleet, Longs
from tests.benchmarks.routing.solvers import Search
from tests.benchmarks.routing.stopwatch import Stopwatch


def prepare(case: Case, seed: int) -> Search:
    """Lay the instance out."""
    data = _data(case)

    def search(watch: Stopwatch) -> list[Drive]:
        stop = _Stop(watch)
        best = solve(data, stop, seed=seed, collect_stats=False, display=False).best
        return [
            Drive(
                fleet=route.vehicle_type(),
                stops=tuple(visit.idx + 1 for visit in route if visit.is_client()),
            )
            for route in best.routes()
        ]

    return search


class _Stop:
    """PyVRP asks after every iteration; costs of infeasible solutions are not shown to it."""

    def __init__(self, watch: Stopwatch) -> None:
        self._watch = watch

    def __call__(self, best_cost: int) -> bool:
        if best_cost < np.iinfo(np.int64).max:
            self._watch.note(int(best_cost))
        return self._watch.over


def _data(case: Case) -> ProblemData:
    tables = [_table(case, fleet) for fleet in case.fleets]
    return ProblemData(
        locations=[Location(x=0, y=0) for _ in case.demand],
        clients=[_client(case, stop) for stop in range(1, case.customers + 1)],
        depots=[Depot(location=0)],
        vehicle_types=[_type(case, fleet, profile) for profile, fleet in enumerate(case.fleets)],
        # Its stub asks for a shape numpy's own types do not have.
        distance_matrices=tables,  # type: ignore[arg-type]
        duration_matrices=tables,  # type: ignore[arg-type]
    )


def _client(case: Case, stop: int) -> Client:
    return Client(
        location=stop,
        delivery=[int(case.demand[stop])],
        service_duration=int(case.service[stop]),
        tw_early=int(case.opens[stop]),
        tw_late=int(case.closes[stop]),
        prize=int(case.prize[stop]),
        required=not case.optional[stop],
    )


def _type(case: Case, fleet: Fleet, profile: int) -> VehicleType:
    return VehicleType(
        num_available=fleet.count,
        capacity=[fleet.capacity],
        tw_early=int(case.opens[0]),
        tw_late=int(case.closes[0]),
        profile=profile,
        shift_duration=fleet.longest if fleet.longest < UNLIMITED else np.iinfo(np.int64).max,
    )


def _table(case: Case, fleet: Fleet) -> Longs:
    """Return the distances; what the vehicle may not serve lies out of reach, as PyVRP's own reader does it."""
    table = case.distance.copy()
    table[:, ~fleet.serves] = table[~fleet.serves, :] = MAX_VALUE
    np.fill_diagonal(table, 0)
    return table
