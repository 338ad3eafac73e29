"""An instance as OR-Tools' routing library models it: matrices, no callbacks into Python."""

from __future__ import annotations

from ortools.constraint_solver import pywrapcp
from ortools.constraint_solver.routing_parameters_pb2 import RoutingSearchParameters as Settings

from tests.benchmarks.routing.case import UNLIMITED, Case, Drive
from tests.benchmarks.routing.stopwatch import Stopwatch


class Model:
    """The routing model of an instance."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._owners = [row for row, fleet in enumerate(case.fleets) for _ in range(fleet.count)]
        self.index = pywrapcp.RoutingIndexManager(case.customers + 1, len(self._owners), 0)
        self.routing = pywrapcp.RoutingModel(self.index)
        self.routing.SetArcCostEvaluatorOfAllVehicles(self.routing.RegisterTransitMatrix(case.distance.tolist()))
        self._add_load()
        self._add_time()
        for stop in range(1, case.customers + 1):
            self._add_stop(stop)

    def solve(self, settings: Settings, watch: Stopwatch, wall: float) -> list[Drive]:
        """Search for `wall` seconds and return the best routes; none when nothing was found."""
        routing = self.routing
        settings.time_limit.FromMilliseconds(int(1000 * wall))
        routing.AddAtSolutionCallback(lambda: watch.note(routing.CostVar().Max()))
        watch.start()
        iterated = settings.use_iterated_local_search
        solve = routing.SolveWithIteratedLocalSearch if iterated else routing.SolveWithParameters
        found = solve(settings)
        return [] if found is None else self._drives(found)

    def _add_load(self) -> None:
        evaluator = self.routing.RegisterUnaryTransitVector(self._case.demand.tolist())
        room = [min(self._case.fleets[owner].capacity, UNLIMITED) for owner in self._owners]
        self.routing.AddDimensionWithVehicleCapacity(evaluator, 0, room, True, "load")

    def _add_time(self) -> None:
        case, day = self._case, int(self._case.closes[0])
        takes = (case.distance + case.service[:, None]).tolist()
        self.routing.AddDimension(self.routing.RegisterTransitMatrix(takes), day, day, False, "time")
        self._time = self.routing.GetDimensionOrDie("time")
        for vehicle, owner in enumerate(self._owners):
            for end in (self.routing.Start(vehicle), self.routing.End(vehicle)):
                self._time.CumulVar(end).SetRange(int(case.opens[0]), day)
            if case.fleets[owner].longest < UNLIMITED:
                self._time.SetSpanUpperBoundForVehicle(case.fleets[owner].longest, vehicle)

    def _add_stop(self, stop: int) -> None:
        case, at = self._case, self.index.NodeToIndex(stop)
        self._time.CumulVar(at).SetRange(int(case.opens[stop]), min(int(case.closes[stop]), int(case.closes[0])))
        may = [vehicle for vehicle, owner in enumerate(self._owners) if case.fleets[owner].serves[stop]]
        if len(may) < len(self._owners):
            # -1 stands for not served; SetAllowedVehiclesForIndex takes no list from Python in 9.15.
            self.routing.VehicleVar(at).SetValues([*may, -1] if case.optional[stop] else may)
        if case.optional[stop]:
            self.routing.AddDisjunction([at], int(case.prize[stop]))

    def _drives(self, found: pywrapcp.Assignment) -> list[Drive]:
        drives = []
        for vehicle, owner in enumerate(self._owners):
            stops, at = [], found.Value(self.routing.NextVar(self.routing.Start(vehicle)))
            while not self.routing.IsEnd(at):
                stops.append(self.index.IndexToNode(at))
                at = found.Value(self.routing.NextVar(at))
            drives.append(Drive(fleet=owner, stops=tuple(stops)))
        return drives
