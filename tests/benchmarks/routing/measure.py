"""One measurement: a solver on an instance in a process of its own, its routes checked, one row."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import cast

from tests.benchmarks.routing.case import Case, Drive
from tests.benchmarks.routing.judge import judge

Row = dict[str, object]

START_S, PATIENCE = 240.0, 20.0
"""Wall seconds a child may take before its search, and for each CPU second of it; then it is stopped."""

ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"), "1")


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """What is to be measured."""

    case: Case
    best_known: float | None
    solver: str
    seed: int
    budget_s: float
    trace: bool = False


def measure(run: Run) -> Row:
    """Run a child, check its routes, return the row; a child that fails or cannot gives a row that says so."""
    answer = _ask(run)
    case, row = run.case, _blank(run)
    if "drives" not in answer:
        return row | answer
    drives = [
        Drive(fleet=fleet, stops=tuple(stops)) for fleet, stops in cast(list[tuple[int, list[int]]], answer["drives"])
    ]
    verdict = judge(case, drives)
    row |= {"feasible": verdict.feasible, "routes": len(drives)}
    row |= {
        "cpu_s": _rounded(answer["cpu_s"]),
        "peak_mb": _rounded(answer["peak_mb"]),
        "wall_s": _rounded(answer["wall_s"]),
    }
    if verdict.feasible:
        cost = case.shown(verdict.cost)
        row |= {"cost": cost, "gap_pct": gap_pct(cost, run.best_known)}
    else:
        row["error"] = "; ".join(verdict.faults[:3])
    if run.trace:
        seen = cast(list[tuple[float, int]], answer["seen"])
        row["trace"] = [(cpu_s, case.shown(cost)) for cpu_s, cost in seen]
    return row


def gap_pct(cost: float, best_known: float | None) -> float | None:
    """Return how far above the best known value a cost is, in percent."""
    return None if not best_known else round(100 * (cost - best_known) / best_known, 4)


def _blank(run: Run) -> Row:
    return {
        "bench": run.case.kind.value,
        "solver": run.solver,
        "instance": run.case.name,
        "seed": run.seed,
        "cost": None,
        "best_known": run.best_known,
        "gap_pct": None,
        "cpu_s": None,
        "peak_mb": None,
        "feasible": False,
        "budget_s": run.budget_s,
        "size": run.case.customers,
        "load": round(os.getloadavg()[0], 2),
    }


def _ask(run: Run) -> Row:
    command = [sys.executable, "-m", "tests.benchmarks.routing.child", run.solver, str(run.case.path)]
    command += ["--cpu-seconds", str(run.budget_s), "--seed", str(run.seed)]
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            timeout=START_S + PATIENCE * run.budget_s,
            env=os.environ | ONE_THREAD,
        )
    except subprocess.TimeoutExpired:
        return {"error": "stopped: it did not end"}
    lines = done.stdout.splitlines()
    if done.returncode or not lines:
        return {"error": (done.stderr.splitlines() or [f"ended with {done.returncode}"])[-1][:300]}
    return cast(Row, json.loads(lines[-1]))


def _rounded(value: object) -> float:
    return round(float(cast(float, value)), 3)
