"""One periodic search in a process of its own: ``python -m tests.benchmarks.periodic.child FILE``; it prints JSON.

The clock of the budget starts when libraries, instance and machine code are loaded.
"""

from __future__ import annotations

import argparse
import gc
import json
from pathlib import Path

from planner.kernel import SearchLimits
from planner.periodic import search
from tests.benchmarks.periodic.lay_out import drives_of, lay_out
from tests.benchmarks.periodic.read import read_periodic
from tests.benchmarks.routing.child import peak_mb
from tests.benchmarks.routing.stopwatch import Stopwatch


def main() -> None:
    """Search and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=Path)
    parser.add_argument("--cpu-seconds", type=float, required=True)
    parser.add_argument("--seed", type=int, required=True)
    asked = parser.parse_args()
    case = read_periodic(asked.file)
    instance, families = lay_out(case)
    search(instance, families, SearchLimits(iterations=1))
    gc.collect()
    watch = Stopwatch(budget_s=asked.cpu_seconds)
    watch.start()
    limits = SearchLimits(seed=asked.seed)
    found = search(instance, families, limits, spent=lambda: watch.spent() / watch.budget_s)
    cpu_s, wall_s = watch.spent(), watch.wall()
    drives = [[one.day, list(one.stops)] for one in drives_of(case, found.routes)]
    print("\n" + json.dumps({"drives": drives, "cpu_s": cpu_s, "wall_s": wall_s, "peak_mb": peak_mb()}), flush=True)


if __name__ == "__main__":
    main()
