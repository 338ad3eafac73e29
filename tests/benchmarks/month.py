"""A month of any number of visits: travel, visits made by class, wall time; beside two ways of doing without a planner.

Rivals plan the first regions only (`--rival-regions`), and are compared on those: greedy by due date with OR-Tools days
(as many CPU seconds as ours took for as many visits), and VROOM day by day (until it ends by itself; `--exploration`).
Regions are planned side by side in `--processes` processes, theirs too. A row is written when its solver is done; ours
is written again, with the ratio, after each rival: of equal rows the last counts.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.frame import machine, say, write_row
from tests.benchmarks.month_rows import Answer, Row, rows_of, told
from tests.benchmarks.monthly import Ask, solved
from tests.benchmarks.routing.options import seeds_of


def main(argv: list[str] | None = None) -> None:
    """Run the benchmark."""
    asked = _parser().parse_args(argv)
    seeds = seeds_of(asked.seeds)
    say(f"month: {machine()}")
    ours: dict[int, list[Row]] = {}
    for visits in asked.visits:
        for seed in seeds:
            row: Row = {}
            for row in _one(asked, visits, seed):
                say(told(row))
                write_row(asked.json, row)
            ours.setdefault(visits, []).append(row)
    _growth(ours)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./dev bench month", description=__doc__)
    parser.add_argument("--visits", type=int, nargs="+", default=[10_000], metavar="N")
    parser.add_argument("--seeds", nargs="+", default=["1"], help="one number N: 1..N; several or a comma list: these")
    parser.add_argument("--iterations", type=int, default=300_000, help="steps of the search for 100 stops")
    parser.add_argument("--cpu-seconds", type=float, help="for OR-Tools in all; by default what ours took")
    parser.add_argument("--rival-regions", type=int, default=2, help="regions the rivals plan; 0: no rivals")
    parser.add_argument("--rivals", nargs="*", choices=("greedy_ortools", "vroom"), default=["greedy_ortools", "vroom"])
    parser.add_argument("--exploration", type=int, default=1, choices=range(6), help="VROOM's level")
    parser.add_argument("--processes", type=int, default=2, help="regions side by side")
    parser.add_argument("--json", type=Path, metavar="FILE", help="append every row as a line of JSON")
    return parser


def _one(asked: argparse.Namespace, visits: int, seed: int) -> Iterator[Row]:
    ask = {"instance": "month", "seed": seed, "visits": visits, "processes": asked.processes}
    mine = solved(Ask(solver="roundsman", iterations=asked.iterations, **ask))
    budget = asked.cpu_seconds or mine["cpu_s"] * min(1.0, asked.rival_regions / len(mine["regions"]))
    rivals = [
        Ask(solver=name, regions=asked.rival_regions, cpu_s=budget, exploration=asked.exploration, **ask)
        for name in (asked.rivals if asked.rival_regions > 0 else ())
    ]
    yield from against(f"month-{visits}", seed, mine, rivals)


def against(instance: str, seed: int, mine: Answer, rivals: list[Ask]) -> Iterator[Row]:
    """Yield our row at once, then that of each rival as soon as it is done, and ours again with its ratio."""
    answers = {"roundsman": mine}
    yield rows_of(instance, seed, answers)[0]
    for ask in rivals:
        answers[ask.solver] = solved(ask)
        ours, *_, theirs = rows_of(instance, seed, answers)
        yield from (theirs, ours)


def _growth(ours: dict[int, list[Row]]) -> None:
    sizes = sorted(ours)
    for a, b in zip(sizes[:-1], sizes[1:], strict=True):
        for key in ("cpu_s", "peak_mb"):
            before, after = (sum(row[key] for row in ours[size]) / len(ours[size]) for size in (a, b))
            say(f"  {key}: grows as n^{math.log(after / before) / math.log(b / a):.2f} from {a:,} to {b:,} visits")


if __name__ == "__main__":
    main()
