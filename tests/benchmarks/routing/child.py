"""One search in a process of its own: ``python -m tests.benchmarks.routing.child SOLVER FILE``; its last line is JSON.

The clock of the budget starts when libraries, instance and machine code are loaded.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
from pathlib import Path

from tests.benchmarks.routing.errors import BadFileError
from tests.benchmarks.routing.find import read_case
from tests.benchmarks.routing.solvers import SOLVERS, CannotError, solver_named
from tests.benchmarks.routing.stopwatch import Stopwatch


def main() -> None:
    """Search and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("solver", choices=SOLVERS)
    parser.add_argument("file", type=Path)
    parser.add_argument("--cpu-seconds", type=float, required=True)
    parser.add_argument("--seed", type=int, required=True)
    asked = parser.parse_args()
    try:
        search = solver_named(asked.solver)(read_case(asked.file), asked.seed)
    except (BadFileError, CannotError) as error:
        _print({"cannot": str(error)})
        return
    gc.collect()
    watch = Stopwatch(budget_s=asked.cpu_seconds)
    watch.start()
    drives = search(watch)
    cpu_s, wall_s = watch.spent(), watch.wall()
    _print(
        {
            "drives": [[one.fleet, list(one.stops)] for one in drives if one.stops],
            "cpu_s": cpu_s,
            "wall_s": wall_s,
            "peak_mb": peak_mb(),
            "seen": watch.seen,
        }
    )


def peak_mb() -> float:
    """Return this process's largest memory: of this program alone, which ``getrusage`` does not say after a fork."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _print(answer: dict[str, object]) -> None:
    sys.stdout.flush()
    print("\n" + json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
