"""The year of generated companies: ``./dev bench year --customers N [N ...]``.

``cost`` is all minutes planned: at the premises, entering, and travel to neighbourhoods and back; ``best_known`` the
bound that no plan of the same visits can go below, worked out by the planner and again by the judge.
"""

from __future__ import annotations

import json
from functools import partial

import numpy as np

from planner.annual import plan_year
from planner.checking import check_year
from planner.plan import YearPlan
from planner.problem import Problem
from tests.benchmarks.generator import company
from tests.benchmarks.generator.measured import Row, measure, parser_of, timed

COLUMNS = ("outside_window", "overtime_pct", "over_bound_pct", "unplanned", "feasible", "cpu_s", "peak_mb")


def main() -> None:
    """Measure, or make one row."""
    asked = parser_of("year", __doc__).parse_args()
    if asked.child:
        print(json.dumps(_row(*asked.child, asked.cpu_seconds)))
    else:
        measure("year", asked, COLUMNS)


def _row(customers: int, seed: int, cpu_seconds: float) -> Row:
    plan_year(company(1_000, 1).problem)
    problem = company(customers, seed).problem
    year, used = timed(partial(plan_year, problem), cpu_seconds)
    if not isinstance(year, YearPlan):
        raise TypeError("not a plan of a year")
    cost = float(year.load_s.sum() + year.access_s.sum())
    over = round((cost / year.bound_s - 1) * 100, 4)
    objections = check_year(problem, year)
    return {
        "cost": round(cost / 60, 1),
        "best_known": round(year.bound_s / 60, 1),
        "gap_pct": over,
        "outside_window": _outside(problem, year),
        "overtime_pct": round(_overtime(year), 4),
        "over_bound_pct": over,
        "unplanned": len(year.unplanned),
        "customers": customers,
        "visits": int((year.week >= 0).sum()),
        "technicians": len(problem.technicians),
        "load_pct": round(float(year.load_s.sum() / year.capacity_s.sum()) * 100, 2),
        "access_pct": round(float(year.access_s.sum()) / cost * 100, 2),
        "feasible": not objections,
        "objections": sorted({one.rule for one in objections}),
        **used,
    }


def _outside(problem: Problem, year: YearPlan) -> int:
    """Return how many visits have no day of their week in their window; from the dates, not from the planner."""
    owed, planned = problem.obligations, year.week >= 0
    monday = np.datetime64(problem.horizon.first_monday(), "D") + 7 * year.week.astype(np.int64)
    late, early = monday > owed.due_by, monday + 6 < owed.not_before
    return int((planned & (late | early)).sum())


def _overtime(year: YearPlan) -> float:
    """Return the hours above capacity in any region and week, or set aside as overtime, in percent of all capacity."""
    above = np.maximum(0.0, year.load_s - year.capacity_s)
    if year.overtime_s is not None:
        above = np.maximum(above, year.overtime_s)
    return float(above.sum() / year.capacity_s.sum()) * 100


if __name__ == "__main__":
    main()
