"""The compiled search: from arrays of stops and vehicles to routes, knowing nothing of obligations or people.

It makes routes for the levels above it by ruin and recreate under simulated annealing. Everything it changes lies in
one `State`, so a search can be stopped after any number of iterations, looked at, and continued.
"""

from planner.kernel.build import StopTable, Vehicle, build_instance
from planner.kernel.instance import FORBIDDEN, Instance
from planner.kernel.limits import SearchLimits
from planner.kernel.objective import route_cost, stakes
from planner.kernel.run import Found, filled, run

__all__ = [
    "FORBIDDEN",
    "Found",
    "Instance",
    "SearchLimits",
    "StopTable",
    "Vehicle",
    "build_instance",
    "filled",
    "route_cost",
    "run",
    "stakes",
]
