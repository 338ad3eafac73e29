"""Field service on real streets: places of Vancouver, 25 technicians, 20 working days; three ways to plan them.

Places, kinds and all travel times are real (© OpenStreetMap contributors, ODbL 1.0); tiers, due dates, hours, service
times, people and promises are invented by seed (see `tests.benchmarks.vancouver`).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.frame import machine, say, write_row
from tests.benchmarks.month import against
from tests.benchmarks.month_rows import Row, told
from tests.benchmarks.monthly import Ask, solved
from tests.benchmarks.routing.options import seeds_of
from tests.benchmarks.streets import write_streets
from tests.benchmarks.vancouver import read_customers, vancouver

ROADS = Path("../shared/data/roads")


def main(argv: list[str] | None = None) -> None:
    """Run the benchmark."""
    asked = _parser().parse_args(argv)
    for path in (asked.extract, asked.customers):
        if not path.is_file():
            raise SystemExit(f"没有文件 {path}\nThere is no file {path}; name it with --extract or --customers")
    say(f"field: {machine()}")
    say("places, streets and travel times © OpenStreetMap contributors (ODbL 1.0); tiers, dates, hours, staff invented")
    with TemporaryDirectory() as folder:
        streets = write_streets(vancouver(read_customers(asked.customers), 1), asked.extract, Path(folder))
        for seed in seeds_of(asked.seeds):
            for row in _one(asked, streets, seed):
                say(told(row))
                write_row(asked.json, row)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./dev bench field", description=__doc__)
    parser.add_argument("--extract", type=Path, default=ROADS / "vancouver.osm.pbf")
    parser.add_argument("--customers", type=Path, default=ROADS / "vancouver_customers.csv")
    parser.add_argument("--seeds", nargs="+", default=["1"], help="one number N: 1..N; several or a comma list: these")
    parser.add_argument("--iterations", type=int, default=400_000, help="steps of the search for 100 stops")
    parser.add_argument("--cpu-seconds", type=float, help="for OR-Tools in all; by default what ours took")
    parser.add_argument("--rivals", nargs="*", choices=("greedy_ortools", "vroom"), default=["greedy_ortools", "vroom"])
    parser.add_argument("--regions", type=int, default=0, help="how many of the three regions, the first ones; 0: all")
    parser.add_argument("--exploration", type=int, default=1, choices=range(6), help="VROOM's level")
    parser.add_argument("--processes", type=int, default=2, help="regions side by side")
    parser.add_argument("--json", type=Path, metavar="FILE", help="append every row as a line of JSON")
    return parser


def _one(asked: argparse.Namespace, streets: Path, seed: int) -> Iterator[Row]:
    ask = {
        "instance": "field", "seed": seed, "customers": str(asked.customers), "streets": str(streets),
        "regions": asked.regions, "processes": asked.processes,
    }  # fmt: skip
    mine = solved(Ask(solver="roundsman", iterations=asked.iterations, **ask))
    budget = asked.cpu_seconds or mine["cpu_s"]
    rivals = [Ask(solver=name, cpu_s=budget, exploration=asked.exploration, **ask) for name in asked.rivals]
    yield from against("vancouver", seed, mine, rivals)


if __name__ == "__main__":
    main()
