"""The goals, and how each is read off the rows: data, one line a figure."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable
from dataclasses import dataclass

from tests.benchmarks.reporting.rows import Rows, number
from tests.benchmarks.routing.solvers import OURS, SEEDLESS

MILLION = 1_000_000
Figures = Callable[[Rows], list[float]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Goal:
    """A figure that should be at most `limit`; `figures` gives one value a seed, none when it was not measured."""

    level: str
    name: str
    unit: str
    limit: float
    command: str
    figures: Figures
    stretch: float | None = None


def _easy(rows: Rows) -> list[float]:
    chosen = rows.where(lambda row: row["instance"] in ("C101", "R101", "RC101"), **_ours("vrptw", 10.0))
    return chosen.by_seed(lambda one: max(one.numbers("gap_pct"), default=None))


def _ours(bench: str, budget_s: float) -> dict[str, object]:
    return {"bench": bench, "solver": "roundsman", "budget_s": budget_s}


def mean_gap(bench: str, budget_s: float, size: int | None = None) -> Figures:
    """Return the mean gap over the instances, of each seed."""
    wanted = _ours(bench, budget_s) | ({} if size is None else {"size": size})

    def figures(rows: Rows) -> list[float]:
        return rows.where(**wanted).by_seed(lambda one: _mean(one.numbers("gap_pct")))

    return figures


def worst_gap(bench: str, budget_s: float) -> Figures:
    """Return the largest gap of each seed."""

    def figures(rows: Rows) -> list[float]:
        return rows.where(**_ours(bench, budget_s)).by_seed(lambda one: max(one.numbers("gap_pct"), default=None))

    return figures


def faults(*benches: str) -> Figures:
    """Return how many of our own plans of each seed break a rule or were not found."""

    def figures(rows: Rows) -> list[float]:
        ours = rows.where(lambda row: row["bench"] in benches and "cannot" not in row, solver="roundsman")
        return ours.by_seed(lambda one: float(sum(not row.get("feasible") for row in one.all)))

    return figures


def of(bench: str, key: str, size: int | None = None, solver: str = "roundsman") -> Figures:
    """Return the largest number under a key, of each seed."""
    wanted: dict[str, object] = {"bench": bench, "solver": solver} | ({} if size is None else {"size": size})

    def figures(rows: Rows) -> list[float]:
        return rows.where(**wanted).by_seed(lambda one: max(one.numbers(key), default=None))

    return figures


def missing(bench: str, size: int) -> Figures:
    """Return how many planted shortages of each seed were not found."""

    def figures(rows: Rows) -> list[float]:
        def lacking(one: Rows) -> float | None:
            pairs = [(number(row, "planted"), number(row, "found")) for row in one.all]
            return max((a - b for a, b in pairs if a is not None and b is not None), default=None)

        return rows.where(bench=bench, size=size).by_seed(lacking)

    return figures


def growth(bench: str, key: str) -> Figures:
    """Return the exponent a of ``key ~ n^a`` between the smallest and the largest size, of each seed with both."""

    def figures(rows: Rows) -> list[float]:
        return rows.where(bench=bench, solver="roundsman").by_seed(lambda one: _exponent(one, key))

    return figures


def against(solver: str, bench: str, budget_s: float, size: int) -> Figures:
    """Return our mean gap less the other's, in percentage points, on the instances both have solved.

    One that draws no random numbers has been run once; each of our seeds is compared with that run.
    """

    def figures(rows: Rows) -> list[float]:
        asked = rows.where(bench=bench, budget_s=budget_s, size=size)
        others = asked.where(solver=solver)

        def of_seed(ours: Rows) -> float | None:
            same = others if solver in SEEDLESS else others.where(seed=ours.all[0]["seed"])
            return _difference(ours, same)

        return asked.where(solver=OURS).by_seed(of_seed)

    return figures


def _difference(ours: Rows, others: Rows) -> float | None:
    mine, theirs = (
        {str(row["instance"]): gap for row in rows.all if (gap := number(row, "gap_pct")) is not None}
        for rows in (ours, others)
    )
    both = mine.keys() & theirs.keys()
    return statistics.fmean(mine[one] - theirs[one] for one in both) if both else None


def _exponent(rows: Rows, key: str) -> float | None:
    sizes = [size for size in rows.distinct("size") if rows.where(size=size).numbers(key)]
    ordered = sorted(float(str(size)) for size in sizes)
    if len(ordered) < 2:
        return None
    few, many = (max(1e-3, statistics.median(rows.where(size=size).numbers(key))) for size in (ordered[0], ordered[-1]))
    return math.log(many / few) / math.log(ordered[-1] / ordered[0])


def _mean(values: list[float]) -> float | None:
    return statistics.fmean(values) if values else None


DAY, SKILLS = "day", "day with skills, breaks, optional visits"
PERIODIC, YEAR, PROOF, GROWTH = "periodic", "year, 1,000,000 customers", "proof, 1,000,000 customers", "growth"
MONTH, REPLAN = "month, 100,000 visits", "replan, one event, 20 technicians"
VRPTW = "./dev bench vrptw PATH --cpu-seconds 10 --seeds 5"
PEERS = "./dev bench peers PATH --cpu-seconds 10 60 --seeds 5"
PVRP = "./dev bench pvrp PATH --cpu-seconds 60 300 --seeds 5"
MONTHS = "./dev bench month --visits 10000 100000 --seeds 3"
EVENTS, VISITS = "./dev bench replan --seeds 5", "./dev bench month --visits 100000 --seeds 3"
BIG = "--customers 10000 100000 1000000 --seeds 5"

GOALS = (
    Goal(level=DAY, name="C101, R101, RC101: gap", unit="%", limit=0, command=VRPTW, figures=_easy),
    Goal(level=DAY, name="200 customers, mean gap, 10 s", unit="%", limit=0.7, command=VRPTW,
         figures=mean_gap("vrptw", 10.0, 200)),
    Goal(level=DAY, name="400 customers, mean gap, 10 s", unit="%", limit=1.5, command=VRPTW,
         figures=mean_gap("vrptw", 10.0, 400)),
    *(
        Goal(level=DAY, name=f"{size} customers, {budget:g} s: mean gap less {peer}'s", unit="points", limit=0,
             command=PEERS, figures=against(solver, "vrptw", budget, size))
        for solver, peer in (("pyvrp", "PyVRP"), ("vroom", "VROOM"))
        for budget in (10.0, 60.0)
        for size in (100, 200, 400, 1000)
    ),
    Goal(level=SKILLS, name="SDVRPTW, mean gap, 60 s", unit="%", limit=1.0,
         command="./dev bench sdvrptw PATH --cpu-seconds 60 --seeds 5", figures=mean_gap("sdvrptw", 60.0)),
    Goal(level=SKILLS, name="plans in which the judge finds something", unit="", limit=0, command=VRPTW,
         figures=faults("vrptw", "sdvrptw", "pcvrptw")),
    Goal(level=SKILLS, name="speed that breaks and skills cost", unit="%", limit=40, command="./dev bench speed",
         figures=of("speed", "slower_pct")),
    Goal(level=PERIODIC, name="mean gap, 60 s", unit="%", limit=1.0, stretch=0.5, command=PVRP,
         figures=mean_gap("pvrp", 60.0)),
    Goal(level=PERIODIC, name="mean gap, 300 s", unit="%", limit=0.6, stretch=0.25, command=PVRP,
         figures=mean_gap("pvrp", 300.0)),
    Goal(level=PERIODIC, name="worst gap, 60 s", unit="%", limit=3, command=PVRP, figures=worst_gap("pvrp", 60.0)),
    Goal(level=PERIODIC, name="worst gap, 300 s", unit="%", limit=3, command=PVRP, figures=worst_gap("pvrp", 300.0)),
    Goal(level=PERIODIC, name="plans in which the judge finds something", unit="", limit=0, command=PVRP,
         figures=faults("pvrp")),
    Goal(level=YEAR, name="CPU", unit="s", limit=120, stretch=60, command=f"./dev bench year {BIG}",
         figures=of("year", "cpu_s", MILLION)),
    Goal(level=YEAR, name="memory", unit="MB", limit=1536, command=f"./dev bench year {BIG}",
         figures=of("year", "peak_mb", MILLION)),
    Goal(level=YEAR, name="outside their window", unit="visits", limit=0, command=f"./dev bench year {BIG}",
         figures=of("year", "outside_window", MILLION)),
    Goal(level=YEAR, name="minutes above the proven bound", unit="%", limit=1.0, stretch=0.5,
         command=f"./dev bench year {BIG}", figures=of("year", "over_bound_pct", MILLION)),
    Goal(level=YEAR, name="overtime", unit="% of capacity", limit=0.3, command=f"./dev bench year {BIG}",
         figures=of("year", "overtime_pct", MILLION)),
    Goal(level=PROOF, name="CPU", unit="s", limit=5, command=f"./dev bench proof {BIG}",
         figures=of("proof", "cpu_s", MILLION)),
    Goal(level=PROOF, name="planted shortages not found", unit="", limit=0, command=f"./dev bench proof {BIG}",
         figures=missing("proof", MILLION)),
    Goal(level=PROOF, name="error of the hours", unit="%", limit=1, command=f"./dev bench proof {BIG}",
         figures=of("proof", "hours_error_pct", MILLION)),
    Goal(level=PROOF, name="false shortages", unit="", limit=0, command=f"./dev bench proof {BIG}",
         figures=of("proof", "false_alarms", MILLION)),
    *(
        Goal(level=GROWTH, name=f"{bench}: {told} ~ n^a, a", unit="", limit=limit, command=command,
             figures=growth(bench, key))
        for bench, command in (
            ("year", f"./dev bench year {BIG}"), ("proof", f"./dev bench proof {BIG}"), ("month", MONTHS)
        )
        for key, told, limit in (("cpu_s", "CPU", 1.1), ("peak_mb", "memory", 1.0))
    ),
    Goal(level=MONTH, name="on the wall, 2 cores", unit="s", limit=1200, stretch=600,
         command=VISITS, figures=of("month", "wall_s", 100_000)),
    Goal(level=MONTH, name="travel, times greedy by due date + OR-Tools days", unit="x", limit=0.85,
         command=VISITS, figures=of("month", "ratio_greedy", 100_000)),
    Goal(level=MONTH, name="travel, times VROOM day by day", unit="x", limit=0.95,
         command=VISITS, figures=of("month", "ratio_vroom", 100_000)),
    Goal(level=MONTH, name="the same in a month of 10,000 visits", unit="x", limit=0.95,
         command=MONTHS, figures=of("month", "ratio_vroom", 10_000)),
    Goal(level=REPLAN, name="CPU", unit="s", limit=2, stretch=0.5, command=EVENTS,
         figures=of("replan", "cpu_s")),
    Goal(level=REPLAN, name="visits that change technician, worst event", unit="%", limit=5, command=EVENTS,
         figures=of("replan", "changed_pct")),
    Goal(level=REPLAN, name="promised windows moved, of any event", unit="", limit=0, command=EVENTS,
         figures=of("replan", "promised_moved")),
)  # fmt: skip
"""Section 4 of the planning goals, line by line."""
