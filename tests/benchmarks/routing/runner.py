"""A whole command: every instance by every budget, seed and solver, one line each as it comes, a summary at the end."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path

from tests.benchmarks.frame import machine, say, versions, write_row
from tests.benchmarks.routing.case import Case, Kind
from tests.benchmarks.routing.errors import BadFileError
from tests.benchmarks.routing.find import find_cases
from tests.benchmarks.routing.known import best_known
from tests.benchmarks.routing.measure import Row, Run, measure
from tests.benchmarks.routing.options import budgets_of, seeds_of, solvers_of, stop
from tests.benchmarks.routing.solvers import SEEDLESS
from tests.benchmarks.routing.summary import told

PACKAGES = ("numpy", "numba", "ortools", "pyvrp", "pyvroom")


def run_command(asked: argparse.Namespace, kind: Kind, name: str) -> None:
    """Measure what was asked; exit code 1 when a file could not be read or a solver's routes break a rule."""
    budgets, seeds, solvers = budgets_of(asked.cpu_seconds), seeds_of(asked.seeds), solvers_of(asked.solvers)
    if not asked.paths:
        stop(
            f"./dev bench {name} PATH...: instances are no part of this project, name a file or a folder",
            f"./dev bench {name} PATH...:本项目不含算例,请给出文件或文件夹",
        )
    _begin(name)
    refused: list[BadFileError] = []
    runs = (
        Run(case=case, best_known=known, solver=solver, seed=seed, budget_s=budget, trace=asked.trace)
        for case, known in _cases(asked.paths, kind, refused)
        for budget in budgets
        for seed in seeds
        for solver in solvers
        if seed == seeds[0] or solver not in SEEDLESS
    )
    rows = []
    for row in _side_by_side(runs, max(1, asked.jobs)):
        rows.append(row)
        say(line_of(row))
        write_row(asked.json, row)
    for line in told(rows) if rows else ():
        say(line)
    sys.exit(1 if refused or any("error" in row for row in rows) else 0)


def line_of(row: Row) -> str:
    """Return a result as a line to read."""
    head = f"{row['solver']!s:13} {row['instance']!s:10} {row['budget_s']:>6g} s seed {row['seed']!s:>3}"
    if row["cost"] is None:
        return f"{head}  {row.get('cannot') or row.get('error')}"
    gap = "gap -" if row["gap_pct"] is None else f"gap {row['gap_pct']:6.2f} %"
    used = f"{row['cpu_s']:6.1f} CPU s {row['peak_mb']:6.0f} MB"
    return f"{head}  cost {row['cost']:>12,}  {gap}  {used} {row['routes']!s:>4} routes"


def _begin(name: str) -> None:
    facts = machine()
    say(f"{name}: {facts['cpu']}, {facts['cores']} cores, load {facts['load']}, {facts['memory_gb']} GB")
    say(", ".join(f"{package} {found}" for package, found in versions(PACKAGES).items()))


def _cases(paths: Iterable[Path], kind: Kind, refused: list[BadFileError]) -> Iterator[tuple[Case, float | None]]:
    """Yield the instances with their best known values; what cannot be read is said and kept in `refused`."""
    for found in find_cases(paths, kind):
        if isinstance(found, BadFileError):
            refused.append(found)
            say(str(found))
        else:
            yield found, best_known(found)


def _side_by_side(runs: Iterable[Run], count: int) -> Iterator[Row]:
    """Yield the rows as they come, `count` children at a time; the instances are read as they are needed."""
    with ThreadPoolExecutor(count) as pool:
        open_: set[Future[Row]] = set()
        for run in runs:
            open_.add(pool.submit(measure, run))
            if len(open_) >= count:
                done, open_ = wait(open_, return_when=FIRST_COMPLETED)
                yield from (one.result() for one in done)
        for one in open_:
            yield one.result()
