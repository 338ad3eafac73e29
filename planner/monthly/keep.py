"""Staying close to a plan in force: who makes what when in it, and what of it is frozen.

Source: issue 3 (frozen periods and approved plans respected at every level; least change).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.plan import DayPlan, Route
from planner.problem import NONE, Problem

Rows = npt.NDArray[np.int32]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Kept:
    """The plan to keep, over `n` obligations.

    Attributes
    ----------
    by, on : int32, datetime64[D] (n,): technician and day in that plan; NONE and NaT for what is not in it
    start_s : int64 (n,), when the visit starts there
    """

    by: Rows
    on: npt.NDArray[np.datetime64]
    start_s: npt.NDArray[np.int64]

    def part(self, rows: Rows, technicians: Rows) -> "Kept":
        """Return the same for some obligations, naming the people by their place in `technicians`."""
        place = {int(number): at for at, number in enumerate(technicians)}
        by = np.array([place.get(int(one), NONE) for one in self.by[rows]], dtype=np.int32)
        return Kept(
            by=by, on=np.where(by == NONE, np.datetime64("NaT", "D"), self.on[rows]), start_s=self.start_s[rows]
        )


def kept(problem: Problem, plan: DayPlan) -> Kept:
    """Read a plan."""
    n = len(problem.obligations)
    by, on = np.full(n, NONE, dtype=np.int32), np.full(n, np.datetime64("NaT", "D"))
    start_s = np.zeros(n, dtype=np.int64)
    for number, (route, visit) in plan.planned().items():
        by[number], on[number], start_s[number] = route.technician, np.datetime64(route.on, "D"), visit.start_s
    return Kept(by=by, on=on, start_s=start_s)


def frozen_routes(problem: Problem, plan: DayPlan | None) -> tuple[Route, ...]:
    """Return the routes of a plan on frozen days: they stay as they are."""
    until = problem.horizon.frozen_until
    if plan is None or until is None:
        return ()
    return tuple(route for route in plan.routes if problem.horizon.start <= route.on < until)
