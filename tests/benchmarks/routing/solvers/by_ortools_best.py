"""OR-Tools' routing library at its best: parallel insertion, then its iterated local search with ruins by strings.

Other ways it offers were measured to be worse beyond some hundred stops.
"""

from __future__ import annotations

from ortools.constraint_solver import pywrapcp, routing_enums_pb2
from ortools.constraint_solver.routing_parameters_pb2 import RoutingSearchParameters as Settings

from tests.benchmarks.routing.case import Case, Drive
from tests.benchmarks.routing.solvers import Search
from tests.benchmarks.routing.solvers.or_model import Model
from tests.benchmarks.routing.stopwatch import Stopwatch


def prepare(case: Case, seed: int) -> Search:
    """Lay the instance out; the search draws its random numbers from a seed of its own."""
    del seed

    def search(watch: Stopwatch) -> list[Drive]:
        return watch.on_the_wall(lambda wall: Model(case).solve(_settings(case), watch, wall))

    return search


def _settings(case: Case) -> Settings:
    settings = pywrapcp.DefaultRoutingSearchParameters()
    first = routing_enums_pb2.FirstSolutionStrategy
    settings.first_solution_strategy = first.PARALLEL_CHEAPEST_INSERTION
    settings.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GREEDY_DESCENT
    settings.use_iterated_local_search = True
    search = settings.iterated_local_search_parameters
    ruin = search.ruin_recreate_parameters.ruin_strategies.add().sisr
    # The three numbers of Christiaens and Vanden Berghe 2020.
    ruin.max_removed_sequence_size, ruin.avg_num_removed_visits, ruin.bypass_factor = 10, 10, 0.01
    search.ruin_recreate_parameters.recreate_strategy.heuristic = first.LOCAL_CHEAPEST_INSERTION
    search.improve_perturbed_solution = False
    # The published temperatures, 100 to 1, are for legs of the unscaled files.
    heat = search.reference_solution_acceptance_strategy.simulated_annealing
    heat.initial_temperature, heat.final_temperature = 100.0 * case.kind.scale, 1.0 * case.kind.scale
    return settings
