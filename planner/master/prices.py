"""The linear relaxation of choosing routes: what each stop and each vehicle is worth."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from ortools.linear_solver.pywraplp import Solver

from planner.master.columns import Column


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Prices:
    """`bound`: cost below which no choice of the columns gets; `reduced`: float64 (columns,), reduced costs."""

    bound: float
    reduced: npt.NDArray[np.float64]


def prices(choice: list[Column], worth: npt.NDArray[np.float64], owned: npt.NDArray[np.int64]) -> Prices | None:
    """Solve the relaxation with GLOP; None when it does not.

    Parameters
    ----------
    worth : float64 (n,), what serving each stop is worth
    owned : int64 (kinds,), vehicles of each kind
    """
    solver = Solver.CreateSolver("GLOP")
    if solver is None:
        return None
    stops = [solver.Constraint(0.0, 1.0) for _ in worth]
    kinds = [solver.Constraint(0.0, float(count)) for count in owned.tolist()]
    objective = solver.Objective()
    objective.SetMinimization()
    costs = np.array([one.cost - worth[list(one.stops)].sum() for one in choice])
    for one, cost in zip(choice, costs.tolist(), strict=True):
        share = solver.NumVar(0.0, solver.infinity(), "")
        objective.SetCoefficient(share, cost)
        kinds[one.kind].SetCoefficient(share, 1.0)
        for stop in one.stops:
            stops[stop].SetCoefficient(share, 1.0)
    if solver.Solve() != Solver.OPTIMAL:
        return None
    stop_price = np.array([one.dual_value() for one in stops])
    kind_price = np.array([one.dual_value() for one in kinds])
    paid = np.array([stop_price[list(one.stops)].sum() + kind_price[one.kind] for one in choice])
    return Prices(bound=float(objective.Value()), reduced=costs - paid)
