"""The standard set of runs behind the page: which commands, with how much work."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.frame import say

SMALL, FULL = "small", "full"

FEW = (
    "vrptw/Solomon/C101.vrp", "vrptw/Solomon/R101.vrp", "vrptw/Solomon/RC101.vrp", "vrptw/Solomon/R201.vrp",
    "vrptw/GH200/R1_2_1.vrp", "vrptw/GH200/RC2_2_1.vrp", "vrptw/GH400/R1_4_1.vrp", "vrptw/GH1000/RC1_10_1.vrp",
)  # fmt: skip
"""Instances of the small set, below the folder of data."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """A benchmark, its arguments, the file its rows go to."""

    bench: str
    file: str
    arguments: Sequence[str]


def steps(budget: str, data: Path | None) -> Iterator[Step]:
    """Yield the runs of a set; those on public instances need the folder `data` they are in."""
    small = budget == SMALL
    if data is not None:
        few = [str(data / name) for name in FEW if (data / name).is_file()]
        yield Step(
            bench="peers",
            file="peers",
            arguments=[*few, "--cpu-seconds", "10"] if small else [str(data), "--cpu-seconds", "10", "60"],
        )
        if not small:
            yield Step(bench="vrptw", file="vrptw", arguments=[str(data), "--cpu-seconds", "10", "--seeds", "5"])
        for name in ("sdvrptw", "pcvrptw"):
            cpu_s, solvers = "10" if small else "60", "roundsman,pyvrp"
            yield Step(bench=name, file=name, arguments=[str(data), "--cpu-seconds", cpu_s, "--solvers", solvers])
        yield Step(
            bench="pvrp", file="pvrp", arguments=[str(data), "--cpu-seconds", *(["10"] if small else ["60", "300"])]
        )
    yield Step(bench="speed", file="speed", arguments=[])
    sizes = ["10000", "100000"] if small else ["10000", "100000", "1000000"]
    for name in ("year", "proof"):
        yield Step(bench=name, file=name, arguments=["--customers", *sizes, "--seeds", "1" if small else "5"])
    yield Step(bench="month", file="month", arguments=["--visits", "2000" if small else "100000"])
    yield Step(bench="field", file="field", arguments=[])
    yield Step(bench="replan", file="replan", arguments=["--seeds", "1" if small else "5"])


def run_all(budget: str, data: Path | None, folder: Path) -> None:
    """Run the set; a benchmark that is missing or fails is told, and the rest goes on."""
    folder.mkdir(parents=True, exist_ok=True)
    for step in steps(budget, data):
        if not (Path(__file__).parents[1] / f"{step.bench}.py").is_file():
            say(f"there is no benchmark {step.bench} / 没有性能测试 {step.bench}")
            continue
        say(f"./dev bench {step.bench} {' '.join(step.arguments)}")
        file = str(folder / f"{step.file}.jsonl")
        command = [sys.executable, "-m", f"tests.benchmarks.{step.bench}", *step.arguments, "--json", file]
        code = subprocess.run(command, check=False).returncode
        if code:
            say(f"{step.bench} ended with {code} / {step.bench} 以 {code} 结束")
