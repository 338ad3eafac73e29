"""The frame of all benchmarks: who measured, repeated figures, ratios to named baselines, JSON lines."""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import statistics
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGES = ("numpy", "sqlalchemy", "psycopg", "flask", "gunicorn", "ortools", "numba", "scipy")


@dataclass(frozen=True, kw_only=True)
class Figure:
    """Something measured several times; `better` says which way is good: "more" or "less"."""

    name: str
    unit: str
    values: Sequence[float]
    better: str = "less"
    size: int | None = None

    def __post_init__(self) -> None:
        if not self.values or self.better not in ("more", "less"):
            raise ValueError(f"{self.name}: needs values, and whether more or less is better")

    @property
    def median(self) -> float:
        """The middle of the values."""
        return statistics.median(self.values)

    @property
    def worst(self) -> float:
        """The worst of the values."""
        return min(self.values) if self.better == "more" else max(self.values)


@dataclass(kw_only=True)
class Bench:
    """Collects the figures of one run, prints each as it comes, and appends all to a file of JSON lines."""

    name: str
    seed: int
    json_file: Path | None = None
    postgresql: str | None = None
    figures: list[Figure] = field(default_factory=list)

    def begin(self) -> None:
        """Print what is measured on."""
        self._write({"bench": self.name, "seed": self.seed, "machine": machine(), "versions": self._versions()})
        facts = machine()
        say(f"{self.name}: {facts['cpu']}, {facts['cores']} cores, load {facts['load']}, {facts['memory_gb']} GB")
        say(", ".join(f"{name} {found}" for name, found in self._versions().items()) + f"; seed {self.seed}")

    def add(self, figure: Figure) -> Figure:
        """Take a figure."""
        self.figures.append(figure)
        name = figure.name + (f" [{figure.size:,}]" if figure.size is not None else "")
        runs = f"{len(figure.values)} run{'s' if len(figure.values) > 1 else ''}"
        told = f"median {shown(figure.median):>10}  worst {shown(figure.worst):>10} {figure.unit}"
        say(f"  {name:52} {told}  ({runs})")
        self._write(
            {
                "figure": figure.name, "unit": figure.unit, "size": figure.size, "values": list(figure.values),
                "median": figure.median, "worst": figure.worst, "better": figure.better,
            }
        )  # fmt: skip
        return figure

    def against(self, figure: Figure, baseline: str, value: float) -> float:
        """Print and return how many times better than the baseline the figure's median is."""
        ratio = figure.median / value if figure.better == "more" else value / figure.median
        say(f"    = {ratio:.2f} x {baseline} ({shown(value)} {figure.unit})")
        self._write({"figure": figure.name, "size": figure.size, "baseline": baseline, "value": value, "times": ratio})
        return ratio

    def growth(self, name: str, sizes: Sequence[int], costs: Sequence[float]) -> float | None:
        """Print and return the exponent b of cost = a * size ** b between the smallest and the largest size."""
        if len(sizes) < 2 or sizes[0] == sizes[-1]:
            return None
        exponent = math.log(costs[-1] / costs[0]) / math.log(sizes[-1] / sizes[0])
        say(f"  {name}: grows as n^{exponent:.2f} from {sizes[0]:,} to {sizes[-1]:,}")
        self._write({"growth": name, "from": sizes[0], "to": sizes[-1], "exponent": exponent})
        return exponent

    def leave_out(self, what: str, why: str) -> None:
        """Say that something is not measured."""
        say(f"  {what}: not measured, {why}")
        self._write({"left_out": what, "why": why})

    def _versions(self) -> dict[str, str]:
        return versions(PACKAGES) | ({"postgresql": self.postgresql} if self.postgresql else {})

    def _write(self, line: dict[str, object]) -> None:
        if self.json_file is not None:
            with self.json_file.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line, ensure_ascii=False) + "\n")


def parser_of(name: str, told: str | None) -> argparse.ArgumentParser:
    """Return the parser of a benchmark with the options that all of them have."""
    parser = argparse.ArgumentParser(prog=f"./dev bench {name}", description=told)
    parser.add_argument("--repeat", type=int, default=3, help="runs of each measurement")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, metavar="FILE", help="append every figure as a line of JSON")
    parser.add_argument("--careless", action="store_true", help="on the throw-away cluster of the tests, without fsync")
    return parser


def machine() -> dict[str, object]:
    """Return the machine's processor, cores, load over one minute and memory."""
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return {
        "cpu": processor(),
        "cores": len(os.sched_getaffinity(0)),
        "load": round(os.getloadavg()[0], 2),
        "memory_gb": round(pages * size / 2**30, 1),
        "system": f"{platform.system()} {platform.release()}",
    }


def versions(packages: Sequence[str]) -> dict[str, str]:
    """Return the versions of Python and of packages; "-" for one that is not installed."""
    return {"python": platform.python_version()} | {name: _version(name) for name in packages}


def write_row(file: Path | None, row: Mapping[str, object]) -> None:
    """Append a row and the processor it was measured on to a file of JSON lines, if there is one."""
    if file is not None:
        with file.open("a", encoding="utf-8") as out:
            out.write(json.dumps({**row, "processor": processor()}, ensure_ascii=False) + "\n")


def shown(value: float) -> str:
    """Return a number with three telling digits."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def say(line: str) -> None:
    """Print at once."""
    print(line, flush=True)


def murmur(line: str) -> None:
    """Print at once to stderr, for who watches a long run: results are not written there."""
    print(line, file=sys.stderr, flush=True)


@cache
def processor() -> str:
    """Return the name of this machine's processor."""
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "-"
