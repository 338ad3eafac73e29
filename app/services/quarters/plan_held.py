"""Plan a year round the weeks of approved quarters."""

from collections.abc import Callable
from concurrent.futures import Executor

import numpy as np

from app.services.ports.ledger import Bools, Days
from app.services.quarters.held import hold, holdable
from planner.annual import plan_year
from planner.plan import YearPlan
from planner.problem import Problem

FIRST_SHARE = 0.9
"""Share of the progress that the first try counts for."""


def plan_held(
    problem: Problem,
    held: Days,
    *,
    progress: Callable[[float], None] | None = None,
    executor: Executor | None = None,
) -> YearPlan:
    """Plan a year in which `held` (datetime64 (n,), Mondays, NaT for none) is kept unless the law or a visit suffers.

    What an approved week leaves no room for is set free and the year planned a second time; so is a whole region in
    which, bound like this, something the law asks for finds no place.
    """
    bound = holdable(problem, held)
    if not bound.any():
        return plan_year(problem, progress=progress, executor=executor)
    year = plan_year(hold(problem, held, bound), progress=_part(progress), executor=executor)
    freed = _suffering(problem, year, bound)
    if freed.any():
        year = plan_year(hold(problem, held, bound & ~freed), executor=executor)
    if progress is not None:
        progress(1.0)
    return year


def _suffering(problem: Problem, year: YearPlan, bound: Bools) -> Bools:
    out, region = year.week < 0, problem.region_of()
    short = {one.region for one in year.proof.shortages}
    tight = [number for number, name in enumerate(problem.regions) if name in short]
    lawless = np.unique(np.concatenate([region[out & problem.obligations.hard], np.array(tight, np.int32)]))
    return np.asarray(bound & (out | np.isin(region, lawless)))


def _part(progress: Callable[[float], None] | None) -> Callable[[float], None] | None:
    return None if progress is None else lambda share: progress(FIRST_SHARE * share)
