"""Each benchmark runs with tiny numbers; what it measures is not looked at here."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.settings import CHECKOUT

SERVER = {
    "import": ["--rows", "60", "120", "--sample", "20"],
    "api": ["--seconds", "0.2", "--customers", "400", "--routes", "2", "--stops", "3"],
}
PLANNER = {
    "vrptw": ["INSTANCE", "--cpu-seconds", "0.2", "--seeds", "1"],
    "peers": ["INSTANCE", "--cpu-seconds", "0.2", "--seeds", "1", "--solvers", "roundsman,pyvrp,vroom"],
    "year": ["--customers", "300", "--seeds", "1"],
    "proof": ["--customers", "300", "--seeds", "1"],
    "month": ["--visits", "120", "--seeds", "1", "--iterations", "300"],
}
ELSEWHERE = {"sdvrptw", "pcvrptw", "pvrp", "report", "speed", "field", "replan", "monthly"}
"""Tried in tests/public_instances, a child of others (monthly), or too long for every test run."""

INSTANCE = """tiny

VEHICLE
NUMBER     CAPACITY
  3          50

CUSTOMER
CUST NO.  XCOORD.  YCOORD.  DEMAND  READY TIME  DUE DATE  SERVICE TIME

    0      40         50          0          0       1236          0
    1      45         68         10          0       1127         90
    2      45         70         30          0       1125         90
    3      42         66         10          0       1129         90
    4      42         68         10        727        782         90
    5      42         65         10         15         67         90
"""


def test_every_benchmark_is_tried_here() -> None:
    """A new one needs its tiny numbers."""
    programs = {path.stem for path in (CHECKOUT / "tests/benchmarks").glob("*.py") if "__main__" in path.read_text()}
    assert programs == {*SERVER, *PLANNER, *ELSEWHERE}


@pytest.mark.slow
@pytest.mark.parametrize("name", list(SERVER))
def test_a_benchmark_writes_its_machine_and_figures_as_lines_of_json(name: str, tmp_path: Path) -> None:
    """And compares itself with a named baseline."""
    out = tmp_path / "out.jsonl"
    options = ["--repeat", "1", "--careless", "--json", str(out), *SERVER[name]]
    clean = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "DATABASE_OWNER_URL")}
    command = [sys.executable, "-m", f"tests.benchmarks.{name}", *options]
    done = subprocess.run(command, cwd=CHECKOUT, env=clean, capture_output=True, text=True, timeout=180, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    lines = [json.loads(line) for line in out.read_text().splitlines()]
    assert lines[0]["bench"] == name
    assert lines[0]["machine"]["cores"] > 0
    assert lines[0]["versions"]["postgresql"]
    figures = [line for line in lines if "median" in line]
    assert len(figures) >= 5
    assert all(line["median"] >= 0 for line in figures)
    assert any("baseline" in line and line["times"] > 0 for line in lines)


@pytest.mark.slow
@pytest.mark.parametrize("name", list(PLANNER))
def test_a_planning_benchmark_writes_a_judged_row_for_every_solve(name: str, tmp_path: Path) -> None:
    """Every line is a row with the keys agreed on; our own plan is always found and sound."""
    out, instance = tmp_path / "out.jsonl", tmp_path / "tiny.txt"
    instance.write_text(INSTANCE)
    options = [str(instance) if one == "INSTANCE" else one for one in PLANNER[name]]
    command = [sys.executable, "-m", f"tests.benchmarks.{name}", *options, "--json", str(out)]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout[-1000:] + done.stderr[-2000:]
    rows = [json.loads(line) for line in out.read_text().splitlines()]
    solves = [row for row in rows if "growth" not in row]
    wanted = {"solver", "instance", "seed", "cost", "best_known", "gap_pct", "cpu_s", "peak_mb", "feasible"}
    assert solves
    assert all(wanted <= set(row) for row in solves)
    assert all(row["feasible"] for row in solves if row["solver"] == "roundsman")
