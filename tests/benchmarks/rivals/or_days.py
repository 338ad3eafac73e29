"""One region's day by OR-Tools' own routing: PARALLEL_CHEAPEST_INSERTION, then guided local search.

The cumulated time at a visit is the start of its service: entering lies on the way to it, and costs nothing from a door
of the same building. A visit may be left out at a price that grows with its class.
"""

from __future__ import annotations

from time import process_time

import numpy as np
import numpy.typing as npt
from ortools.constraint_solver import pywrapcp
from ortools.constraint_solver.routing_enums_pb2 import FirstSolutionStrategy, LocalSearchMetaheuristic

from planner.daily.duty import Duty
from planner.daily.layout import importance
from planner.daily.rules import allowed
from planner.problem import NONE, Problem
from planner.travel import UNREACHABLE
from planner.travel.travel_of import TravelOf

Rows = npt.NDArray[np.int32]
LEFT_OUT = (50_000_000, 20_000_000, 4_000_000, 1_500_000, 500_000, 150_000)
"""Seconds that leaving out a visit costs, by class: law, promise, A, B, C, D."""
FAR = 2_000_000


def or_day(
    problem: Problem, travel: TravelOf, region: int, rows: Rows, crew: tuple[Duty, ...], until: float
) -> list[list[int]]:
    """Return for each of `crew` the obligations in order; ends when this process has used `until` CPU seconds."""
    n = len(rows)
    people = [problem.technicians[duty.technician] for duty in crew]
    ends = [n + 2 * number + 1 for number in range(len(crew))]
    manager = pywrapcp.RoutingIndexManager(n + 2 * len(crew), len(crew), [end - 1 for end in ends], ends)
    routing = pywrapcp.RoutingModel(manager)
    site = np.concatenate([problem.obligations.site[rows], *[(one.start_site, one.end_site) for one in people]])
    ways = _matrices(problem, travel, region, rows, site.astype(np.int32), people)
    for number, person in enumerate(people):
        routing.SetArcCostEvaluatorOfVehicle(routing.RegisterTransitMatrix(ways[person.profile][0].tolist()), number)
    timed = {profile: routing.RegisterTransitMatrix(both[1].tolist()) for profile, both in ways.items()}
    routing.AddDimensionWithVehicleTransits(
        [timed[one.profile] for one in people],
        172_800,
        172_800,
        False,
        "time",  # noqa: FBT003
    )
    _shifts(routing, problem, rows, crew, manager)
    _visits(routing, manager, problem, rows, crew)
    settings = pywrapcp.DefaultRoutingSearchParameters()
    settings.first_solution_strategy = FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    settings.local_search_metaheuristic = LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    settings.time_limit.FromMilliseconds(max(1_000, int(4_000 * (until - process_time()))))
    solver = routing.solver()
    routing.AddSearchMonitor(solver.CustomLimit(lambda: process_time() > until and routing.CostVar().Bound()))
    return _read(routing, manager, rows, crew, routing.SolveWithParameters(settings))


def _matrices(
    problem: Problem, travel: TravelOf, region: int, rows: Rows, site: Rows, people: list
) -> dict[str, tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]]:
    """Return by profile the travel, and the time from one start of service to the next, int64 (N, N)."""
    owed, n = problem.obligations, len(rows)
    building = problem.sites.building[site]
    same = (site[:, None] == site) | ((building[:, None] == building) & (building != NONE))
    service, setup = np.zeros(len(site), dtype=np.int64), np.zeros(len(site), dtype=np.int64)
    service[:n], setup[:n] = owed.service_s[rows], owed.setup_s[rows]
    found = {}
    for profile in {one.profile for one in people}:
        known = travel(region, profile)
        pick = known.row[site]
        way = known.matrix.duration_s[np.ix_(pick, pick)].astype(np.int64)
        way[way >= UNREACHABLE] = FAR
        same[:, n:] = same[n:, :] = False
        found[profile] = way, way + service[:, None] + np.where(same, 0, setup)
    return found


def _shifts(
    routing: pywrapcp.RoutingModel, problem: Problem, rows: Rows, crew: tuple[Duty, ...],
    manager: pywrapcp.RoutingIndexManager,
) -> None:  # fmt: skip
    clock = routing.GetDimensionOrDie("time")
    busy = [0] * routing.Size()
    for place, row in enumerate(rows.tolist()):
        busy[manager.NodeToIndex(place)] = int(problem.obligations.service_s[row])
    for number, duty in enumerate(crew):
        clock.CumulVar(routing.Start(number)).SetRange(duty.shift.start_s, duty.shift.end_s)
        clock.CumulVar(routing.End(number)).SetRange(duty.shift.start_s, duty.shift.end_s)
        pauses = [
            routing.solver().FixedDurationIntervalVar(
                one.window_start_s,
                one.window_end_s,
                one.duration_s,
                False,
                f"b{number}",  # noqa: FBT003
            )
            for one in duty.shift.breaks
        ]
        clock.SetBreakIntervalsOfVehicle(pauses, number, busy)


def _visits(
    routing: pywrapcp.RoutingModel,
    manager: pywrapcp.RoutingIndexManager,
    problem: Problem,
    rows: Rows,
    crew: tuple[Duty, ...],
) -> None:
    owed, clock = problem.obligations, routing.GetDimensionOrDie("time")
    may, rank = allowed(problem, rows, crew), importance(problem, rows)
    for place, row in enumerate(rows.tolist()):
        index = manager.NodeToIndex(place)
        clock.CumulVar(index).SetRange(int(owed.window_start_s[row]), int(owed.window_end_s[row]))
        # -1 is the vehicle of what is left out.
        routing.VehicleVar(index).SetValues([-1, *np.flatnonzero(may[place]).tolist()])
        routing.AddDisjunction([index], LEFT_OUT[int(rank[place])])


def _read(
    routing: pywrapcp.RoutingModel,
    manager: pywrapcp.RoutingIndexManager,
    rows: Rows,
    crew: tuple[Duty, ...],
    answer: pywrapcp.Assignment | None,
) -> list[list[int]]:
    sequences: list[list[int]] = [[] for _ in crew]
    if answer is None:
        return sequences
    for number in range(len(crew)):
        index = answer.Value(routing.NextVar(routing.Start(number)))
        while not routing.IsEnd(index):
            sequences[number].append(int(rows[manager.IndexToNode(index)]))
            index = answer.Value(routing.NextVar(index))
    return sequences
