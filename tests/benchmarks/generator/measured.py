"""The frame of benchmarks on generated companies: a child process for each row, JSON lines, growth at the end."""

from __future__ import annotations

import argparse
import ctypes
import gc
import json
import math
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.frame import machine, say, write_row
from tests.benchmarks.routing.options import seeds_of

Row = dict[str, object]
GRACE_S = 5.0


def parser_of(name: str, told: str | None) -> argparse.ArgumentParser:
    """Return the options common to these benchmarks."""
    parser = argparse.ArgumentParser(prog=f"./dev bench {name}", description=told)
    parser.add_argument("--customers", type=int, nargs="+", default=[10_000, 100_000], metavar="N")
    parser.add_argument("--cpu-seconds", type=float, default=300.0, help="a run that takes more is stopped")
    parser.add_argument("--seeds", nargs="+", default=["1"], help="one number: seeds 1 to it; several: exactly these")
    parser.add_argument("--json", type=Path, metavar="FILE", help="append every row as a line of JSON")
    parser.add_argument("--child", type=int, nargs=2, metavar=("N", "SEED"), help=argparse.SUPPRESS)
    return parser


def measure(name: str, asked: argparse.Namespace, columns: tuple[str, ...]) -> None:
    """Run every size with every seed in a process of its own; print and write the rows, and how they grow."""
    facts = machine()
    say(f"{name}: {facts['cpu']}, {facts['cores']} cores, load {facts['load']}, {facts['memory_gb']} GB")
    rows: list[Row] = []
    for customers in asked.customers:
        for seed in seeds_of(asked.seeds):
            row = _run(name, customers, seed, asked.cpu_seconds)
            rows.append(row)
            write_row(asked.json, row)
            say("  " + "  ".join(f"{key} {row.get(key)}" for key in ("instance", "seed", *columns)))
    for key in ("cpu_s", "peak_mb"):
        _growth(name, rows, key, asked.json)


def _run(name: str, customers: int, seed: int, cpu_seconds: float) -> Row:
    command = [sys.executable, "-m", f"tests.benchmarks.{name}", "--child", str(customers), str(seed)]
    done = subprocess.run([*command, "--cpu-seconds", str(cpu_seconds)], stdout=subprocess.PIPE, text=True, check=False)
    row: Row = {"solver": "roundsman", "instance": f"{name}-{customers}", "seed": seed}
    if done.returncode != 0:
        return row | {"cost": None, "best_known": None, "gap_pct": None, "cpu_s": None, "peak_mb": None,
                      "feasible": False, "ended": done.returncode}  # fmt: skip
    return row | dict(json.loads(done.stdout.splitlines()[-1]))


def timed(work: Callable[[], object], cpu_seconds: float) -> tuple[object, Row]:
    """Run `work` in this process; return its answer with CPU seconds, seconds on the wall and the largest memory.

    The process is ended by the kernel when it takes more than `cpu_seconds`.
    """
    _forget_peak()
    begun, wall = time.process_time(), time.monotonic()
    limit = math.ceil(begun + cpu_seconds + GRACE_S)
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))
    answer = work()
    row: Row = {
        "cpu_s": round(time.process_time() - begun, 2),
        "wall_s": round(time.monotonic() - wall, 2),
        "peak_mb": round(_peak_mb(), 1),
    }
    resource.setrlimit(resource.RLIMIT_CPU, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    return answer, row


def _forget_peak() -> None:
    """Let the largest memory be counted from now on: what making the problem took on the way is not the planner's."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    Path("/proc/self/clear_refs").write_text("5")


def _peak_mb() -> float:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _growth(name: str, rows: list[Row], key: str, file: Path | None) -> None:
    """Print the exponent a of ``key ~ n^a`` between the smallest and the largest size, medians over seeds."""
    sizes: dict[int, list[float]] = {}
    for row in rows:
        if isinstance(found := row[key], int | float):
            sizes.setdefault(int(str(row["instance"]).rpartition("-")[2]), []).append(float(found))
    if len(sizes) < 2:
        return
    low, high = min(sizes), max(sizes)
    few, many = (max(1e-3, statistics.median(sizes[size])) for size in (low, high))
    exponent = round(math.log(many / few) / math.log(high / low), 3)
    say(f"  {key} grows as n^{exponent} from {low:,} to {high:,}")
    row = {"solver": "roundsman", "instance": name, "growth": key, "from": low, "to": high, "exponent": exponent}
    write_row(file, row)
