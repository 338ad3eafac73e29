"""What breaks and skills cost the search: iterations a CPU second with them, beside the same days without.

Days of 20 technicians and 200 stops with windows, built from the seed; every variant runs in a process of its own, and
what it finds is checked by driving each route in every way in which its pauses may be taken.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from planner.kernel import FORBIDDEN, Instance, StopTable, Vehicle, build_instance
from planner.kernel.pool import blank_pool
from planner.kernel.run import CHUNK, best_of, start
from planner.kernel.search import advance
from planner.kernel.state import ITERATION
from planner.kernel.warm import warm
from tests.benchmarks.frame import machine, say, write_row
from tests.benchmarks.routing.child import peak_mb
from tests.benchmarks.routing.measure import ONE_THREAD
from tests.benchmarks.routing.options import seeds_of
from tests.planner.kernel.grid import cost, drivable

STOPS, TECHNICIANS, SIDE_S = 200, 20, 3_000
MORNING, EVENING, NOON = 8 * 3600, 17 * 3600, ((11 * 3600, 13 * 3600, 1800),)
KINDS, MAY = 4, 0.7
VARIANTS = {"plain": (False, False), "breaks": (True, False), "skills": (False, True), "both": (True, True)}
MANY = 10_000_000
"""Iterations over which it would cool: within the budget it stays about as hot as it is when improving."""


def parser() -> argparse.ArgumentParser:
    """Return what may be typed."""
    made = argparse.ArgumentParser(prog="./dev bench speed", description=__doc__)
    made.add_argument("--cpu-seconds", type=float, default=5.0, metavar="S", help="CPU seconds of a run")
    made.add_argument("--seeds", nargs="+", default=["5"], metavar="N", help="N: seeds 1 to N; several: exactly these")
    made.add_argument("--json", type=Path, metavar="FILE", help="append every result as a line of JSON")
    made.add_argument("--child", nargs=2, metavar=("VARIANT", "SEED"), help=argparse.SUPPRESS)
    return made


def main() -> None:
    """Measure, or make one row."""
    asked = parser().parse_args()
    if asked.child:
        print(json.dumps(_row(asked.child[0], int(asked.child[1]), asked.cpu_seconds)))
        return
    facts = machine()
    say(f"speed: {facts['cpu']}, {facts['cores']} cores, load {facts['load']}, {facts['memory_gb']} GB")
    for seed in seeds_of(asked.seeds):
        plain = 0.0
        for variant in VARIANTS:
            row = _run(variant, seed, asked.cpu_seconds)
            plain = plain or row["iterations_per_s"]
            if variant == "both":
                row["slower_pct"] = round(100 * (1 - row["iterations_per_s"] / plain), 2)
            share = 100 * row["iterations_per_s"] / plain
            told = f"{row['iterations_per_s']:>9,.0f} iterations a CPU second, {share:.0f} % of plain"
            say(f"  seed {seed} {variant:8}{told}, feasible {row['feasible']}")
            write_row(asked.json, row)


def _run(variant: str, seed: int, cpu_s: float) -> dict[str, float]:
    command = [
        sys.executable,
        "-m",
        "tests.benchmarks.speed",
        "--child",
        variant,
        str(seed),
        "--cpu-seconds",
        str(cpu_s),
    ]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=os.environ | ONE_THREAD)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _row(variant: str, seed: int, cpu_s: float) -> dict[str, object]:
    warm()
    breaks, skills = VARIANTS[variant]
    instance = day(seed, breaks=breaks, skills=skills)
    state, pool = start(instance, seed=seed, iterations=MANY), blank_pool(instance, 0)
    begun = time.process_time()
    while time.process_time() - begun < cpu_s:
        advance(instance, state, pool, CHUNK)
    used = time.process_time() - begun
    found = best_of(instance, state)
    routes = [(vehicle, tuple(stops.tolist())) for vehicle, stops in enumerate(found.routes)]
    legal = all(drivable(instance, vehicle, stops) for vehicle, stops in routes)
    honest = found.cost == sum(cost(instance, vehicle, stops) for vehicle, stops in routes)
    return {
        "bench": "speed",
        "solver": "roundsman",
        "instance": variant,
        "seed": seed,
        "cost": found.cost,
        "best_known": None,
        "gap_pct": None,
        "cpu_s": round(used, 3),
        "peak_mb": round(peak_mb(), 1),
        "feasible": legal and honest,
        "left_out": len(found.absent),
        "iterations_per_s": round(int(state.tally[ITERATION]) / used),
    }


def day(seed: int, *, breaks: bool, skills: bool) -> Instance:
    """Return a day; the same seed gives the same stops whatever is asked for besides."""
    draw = random.Random(seed)
    base = (SIDE_S / 2, SIDE_S / 2)
    points = [(draw.uniform(0, SIDE_S), draw.uniform(0, SIDE_S)) for _ in range(STOPS)]
    duration = [[round(math.dist(a, b)) for b in (*points, base)] for a in (*points, base)]
    opens = [draw.randrange(MORNING, EVENING - 4 * 3600, 1800) for _ in points]
    halts = [draw.randrange(300, 1500, 60) for _ in points]
    trained = [[draw.random() < MAY for _ in points] for _ in range(KINDS)]
    for stop in range(STOPS):
        trained[draw.randrange(KINDS)][stop] = True
    vehicle = Vehicle(
        start_node=STOPS, end_node=STOPS, shift_start=MORNING, shift_end=EVENING, room=40, breaks=NOON if breaks else ()
    )
    may = np.array([trained[number * KINDS // TECHNICIANS] for number in range(TECHNICIANS)]).T
    return build_instance(
        np.array(duration, dtype=np.int32)[None],
        StopTable(
            halt_s=np.array(halts, dtype=np.int64),
            windows=tuple(((begin, begin + 4 * 3600),) for begin in opens),
            load=np.ones(STOPS, dtype=np.int64),
            stake=np.ones(STOPS, dtype=np.int64),
        ),
        (vehicle,) * TECHNICIANS,
        np.where(may, 0, FORBIDDEN) if skills else np.zeros((STOPS, TECHNICIANS), dtype=np.int64),
    )


if __name__ == "__main__":
    main()
