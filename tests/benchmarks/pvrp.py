"""Public periodic instances (Cordeau's text form): length of all routes over all days, against the best known values.

Files, or folders of them. The best known value comes from the ``.res`` beside an instance and from ``bks.csv`` or
``pvrp_bks_*.csv`` in the folders above.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import cast

from tests.benchmarks.frame import machine, say, versions, write_row
from tests.benchmarks.periodic.case import PeriodicCase
from tests.benchmarks.periodic.measure import measure
from tests.benchmarks.periodic.read import find_periodic
from tests.benchmarks.routing.errors import BadFileError
from tests.benchmarks.routing.measure import Row
from tests.benchmarks.routing.options import budgets_of, seeds_of, stop
from tests.benchmarks.routing.runner import line_of


def parser() -> argparse.ArgumentParser:
    """Return what may be typed."""
    parser = argparse.ArgumentParser(prog="./dev bench pvrp", description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="instances, or folders of them")
    parser.add_argument(
        "--cpu-seconds", nargs="+", default=["60"], metavar="S", help="CPU seconds of a run, one or several"
    )
    parser.add_argument(
        "--seeds", nargs="+", default=["1"], metavar="N", help="N: seeds 1 to N; several: exactly these"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="append every result as a line of JSON")
    return parser


def run(asked: argparse.Namespace) -> int:
    """Measure what was asked; return 1 when a file could not be read or routes break a rule, else 0."""
    budgets, seeds = budgets_of(asked.cpu_seconds), seeds_of(asked.seeds)
    if not asked.paths:
        stop(
            "./dev bench pvrp PATH...: instances are no part of this project, name a file or a folder",
            "./dev bench pvrp PATH...:本项目不含算例,请给出文件或文件夹",
        )
    facts = machine()
    say(f"pvrp: {facts['cpu']}, {facts['cores']} cores, load {facts['load']}, {facts['memory_gb']} GB")
    say(", ".join(f"{package} {found}" for package, found in versions(("numpy", "numba")).items()))
    rows: list[Row] = []
    refused: list[BadFileError] = []
    for case in _cases(asked.paths, refused):
        for budget, seed in ((budget, seed) for budget in budgets for seed in seeds):
            rows.append(measure(case, budget, seed))
            say(line_of(rows[-1]))
            write_row(asked.json, rows[-1])
    for line in told(rows):
        say(line)
    return 1 if refused or any("error" in row for row in rows) else 0


def _cases(paths: Iterable[Path], refused: list[BadFileError]) -> Iterator[PeriodicCase]:
    """Yield the instances; what cannot be read is said and kept in `refused`."""
    for found in find_periodic(paths):
        if isinstance(found, BadFileError):
            refused.append(found)
            say(str(found))
        else:
            yield found


def told(rows: list[Row]) -> Iterator[str]:
    """Yield a line for each budget: mean over all runs, median, worst run, how many are feasible."""
    for budget in sorted({cast(float, row["budget_s"]) for row in rows}):
        runs = [row for row in rows if row["budget_s"] == budget]
        gaps = [cast(float, row["gap_pct"]) for row in runs if row["gap_pct"] is not None]
        figures = "no best known value"
        if gaps:
            middle = f"mean {statistics.fmean(gaps):.2f} %, median {statistics.median(gaps):.2f} %"
            figures = f"gap {middle}, worst {max(gaps):.2f} %"
        valid = sum(bool(row["feasible"]) for row in runs)
        say_valid = f"{valid} of {len(runs)} runs feasible"
        yield f"{budget:g} CPU s: {figures}, {say_valid}"


if __name__ == "__main__":
    sys.exit(run(parser().parse_args()))
