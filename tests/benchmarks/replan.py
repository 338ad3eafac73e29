"""A running day replanned after one event: ``./dev bench replan``.

A seeded day is planned, something happens at half past ten, and the ladder answers; beside it, in the same process,
the rest of the day is solved anew (`anew`), as a tool without a ladder does. ``wall_s`` and ``cpu_s`` are those of the
answer alone: planning the day, reading and loading of compiled code are not counted.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from planner.checking import check_plan
from planner.daily import Replan, replan_day, route_day
from planner.daily.frozen import rest_of_day
from planner.daily.stitching import stitch
from planner.kernel import SearchLimits
from planner.plan import DayPlan
from planner.plan.diff import diff
from planner.travel.travel_of import whole
from tests.benchmarks.frame import machine, say, write_row
from tests.benchmarks.generator.measured import Row, timed
from tests.benchmarks.routing.options import seeds_of
from tests.benchmarks.running_day.city import DAY, city
from tests.benchmarks.running_day.events import KINDS, Happening, happening

COLUMNS = ("event", "rung", "changed_pct", "promised_moved", "dropped", "moved_time", "wall_s", "cpu_s", "feasible")
ITERATIONS = 20_000
BEFORE = 30_000


def main() -> None:
    """Measure, or make the rows of one event."""
    asked = _parser().parse_args()
    if asked.child:
        print(json.dumps(_rows(asked.technicians, asked.child[0], int(asked.child[1]), asked.cpu_seconds)))
        return
    facts = machine()
    say(f"replan: {facts['cpu']}, {facts['cores']} cores, load {facts['load']}, {facts['memory_gb']} GB")
    for seed in seeds_of(asked.seeds):
        for kind in KINDS:
            for row in _child(asked.technicians, kind, seed, asked.cpu_seconds):
                write_row(asked.json, row)
                told = "  ".join(f"{key} {row.get(key)}" for key in COLUMNS)
                say(f"  {row['solver']:10} seed {seed}  {told}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./dev bench replan", description=__doc__)
    parser.add_argument("--technicians", type=int, default=20, metavar="N")
    parser.add_argument("--cpu-seconds", type=float, default=60.0, help="an answer that takes more is stopped")
    parser.add_argument("--seeds", nargs="+", default=["1"], help="one number: seeds 1 to it; several: exactly these")
    parser.add_argument("--json", type=Path, metavar="FILE", help="append every row as a line of JSON")
    parser.add_argument("--child", nargs=2, metavar=("EVENT", "SEED"), help=argparse.SUPPRESS)
    return parser


def _child(technicians: int, kind: str, seed: int, cpu_seconds: float) -> list[Row]:
    command = [sys.executable, "-m", "tests.benchmarks.replan", "--child", kind, str(seed)]
    command += ["--technicians", str(technicians), "--cpu-seconds", str(cpu_seconds)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        nothing = dict.fromkeys(("cost", "best_known", "gap_pct", "cpu_s", "peak_mb"))
        return [_named("roundsman", technicians, kind, seed) | nothing | {"feasible": False, "ended": done.returncode}]
    rows: list[Row] = json.loads(done.stdout.splitlines()[-1])
    return rows


def _rows(technicians: int, kind: str, seed: int, cpu_seconds: float) -> list[Row]:
    search = SearchLimits(iterations=ITERATIONS, seed=seed)
    case = happening(city(technicians, seed), kind, seed, SearchLimits(iterations=BEFORE, seed=seed))
    travel = whole(case.matrix)
    # Once with little work, so that reading compiled code is not counted.
    replan_day(case.problem, travel, case.plan, case.event, search=SearchLimits(iterations=1, seed=seed))
    answer, used = timed(lambda: replan_day(case.problem, travel, case.plan, case.event, search=search), cpu_seconds)
    if not isinstance(answer, Replan):
        raise TypeError("not an answer")
    chosen = answer.chosen
    ladder = _named("roundsman", technicians, kind, seed) | used | _judged(case, chosen.plan) | {"rung": chosen.rung}
    begun, wall = time.process_time(), time.monotonic()
    plan = _anew(case, search)
    used = {
        "cpu_s": round(time.process_time() - begun, 2),
        "wall_s": round(time.monotonic() - wall, 2),
        "peak_mb": used["peak_mb"],
    }
    return [ladder, _named("anew", technicians, kind, seed) | used | _judged(case, plan) | {"rung": "anew"}]


def _anew(case: Happening, search: SearchLimits) -> DayPlan:
    """Solve what remains of the day without looking at what was planned for it."""
    rest = rest_of_day(case.problem, case.plan, case.event)
    fixed = {visit.obligation for stops in rest.fixed.values() for stop in stops for visit in stop.visits}
    wanted = (set(case.plan.planned()) | set(case.event.add)) - fixed - set(case.event.drop)
    rows = np.array(sorted(wanted), dtype=np.int32)
    free = rest_of_day(case.problem, case.plan, replace(case.event, promised=frozenset())).problem
    found = route_day(free, whole(case.matrix), on=DAY, rows=rows, search=search)
    routes = stitch(case.problem, whole(case.matrix), case.plan, case.event, rest, found.routes)
    return DayPlan(routes=routes, unplanned=found.unplanned)


def _judged(case: Happening, plan: DayPlan) -> Row:
    before, after, changes = case.plan.planned(), plan.planned(), diff(case.plan, plan)
    told = [row for row in case.event.promised if row in before]
    moved = [
        row
        for row in told
        if row not in after or abs(after[row][1].start_s - before[row][1].start_s) > case.event.promise_s
    ]
    wanted = (set(before) | set(case.event.add)) - set(case.event.drop)
    # Reasons speak of who was ill as of somebody with a shift; what is cancelled is not mentioned on purpose.
    found = {one.rule for one in check_plan(case.judged, whole(case.matrix), plan)}
    return {
        "cost": plan.travel_s,
        "best_known": None,
        "gap_pct": None,
        "visits": len(before),
        "changed_pct": round(100 * len(changes.moved_technician) / max(1, len(before)), 2),
        "moved_time": len(changes.moved_time),
        "promised_moved": len(moved),
        "promises_moved": len(moved),
        "dropped": len(wanted - set(after)),
        "feasible": not found - {"nothing_vanishes", "reason_true"},
    }


def _named(solver: str, technicians: int, kind: str, seed: int) -> Row:
    return {"solver": solver, "instance": f"replan-{technicians}-{kind}", "event": kind, "seed": seed}


if __name__ == "__main__":
    main()
