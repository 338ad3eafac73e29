"""OR-Tools' routing library as its guide sets it up: its own first solution, then guided local search."""

from __future__ import annotations

from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from tests.benchmarks.routing.case import Case, Drive
from tests.benchmarks.routing.solvers import Search
from tests.benchmarks.routing.solvers.or_model import Model
from tests.benchmarks.routing.stopwatch import Stopwatch


def prepare(case: Case, seed: int) -> Search:
    """Lay the instance out; the search draws no random numbers, so the seed is not used."""
    del seed
    settings = pywrapcp.DefaultRoutingSearchParameters()
    settings.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH

    def search(watch: Stopwatch) -> list[Drive]:
        return watch.on_the_wall(lambda wall: Model(case).solve(settings, watch, wall))

    return search
