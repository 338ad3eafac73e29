"""One measurement of a periodic search: a process of its own, its routes checked, one row."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import cast

from tests.benchmarks.periodic.case import DayDrive, PeriodicCase
from tests.benchmarks.periodic.judge import judge
from tests.benchmarks.periodic.known import best_known
from tests.benchmarks.routing.measure import ONE_THREAD, PATIENCE, START_S, Row, gap_pct


def measure(case: PeriodicCase, budget_s: float, seed: int) -> Row:
    """Run a child, check its routes, return the row; a child that fails gives a row that says so."""
    row, answer = _blank(case, budget_s, seed), _ask(case, budget_s, seed)
    if "drives" not in answer:
        return row | answer
    told = cast(list[tuple[int, list[int]]], answer["drives"])
    verdict = judge(case, [DayDrive(day=day, stops=tuple(stops)) for day, stops in told])
    row |= {key: round(cast(float, answer[key]), 3) for key in ("cpu_s", "peak_mb", "wall_s")}
    row |= {"feasible": verdict.feasible, "routes": len(told)}
    if not verdict.feasible:
        return row | {"error": "; ".join(verdict.faults[:3]), "faults": len(verdict.faults)}
    cost = round(verdict.cost, 3)
    return row | {"cost": cost, "gap_pct": gap_pct(cost, cast(float | None, row["best_known"]))}


def _blank(case: PeriodicCase, budget_s: float, seed: int) -> Row:
    return {
        "bench": "pvrp",
        "solver": "roundsman",
        "instance": case.name,
        "seed": seed,
        "cost": None,
        "best_known": best_known(case.path),
        "gap_pct": None,
        "cpu_s": None,
        "peak_mb": None,
        "feasible": False,
        "budget_s": budget_s,
        "size": case.customers,
        "days": len(case.longest),
        "visits": sum(len(choices[0]) for choices in case.choices[1:]),
        "load": round(os.getloadavg()[0], 2),
    }


def _ask(case: PeriodicCase, budget_s: float, seed: int) -> Row:
    command = [sys.executable, "-m", "tests.benchmarks.periodic.child", str(case.path)]
    command += ["--cpu-seconds", str(budget_s), "--seed", str(seed)]
    patience = START_S + PATIENCE * budget_s
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=patience, env=os.environ | ONE_THREAD)
    except subprocess.TimeoutExpired:
        return {"error": "stopped: it did not end"}
    lines = done.stdout.splitlines()
    if done.returncode or not lines:
        return {"error": (done.stderr.splitlines() or [f"ended with {done.returncode}"])[-1][:300]}
    return cast(Row, json.loads(lines[-1]))
