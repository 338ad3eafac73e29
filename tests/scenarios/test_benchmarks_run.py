"""Each benchmark runs with tiny numbers; what it measures is not looked at here."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.settings import CHECKOUT

TINY = {
    "import": ["--rows", "60", "120", "--sample", "20"],
    "api": ["--seconds", "0.2", "--customers", "400", "--routes", "2", "--stops", "3"],
}


def test_every_benchmark_is_tried_here() -> None:
    """A new one needs its tiny numbers."""
    programs = {path.stem for path in (CHECKOUT / "tests/benchmarks").glob("*.py") if "__main__" in path.read_text()}
    assert programs == set(TINY)


@pytest.mark.slow
@pytest.mark.parametrize("name", list(TINY))
def test_a_benchmark_writes_its_machine_and_figures_as_lines_of_json(name: str, tmp_path: Path) -> None:
    """And compares itself with a named baseline."""
    out = tmp_path / "out.jsonl"
    options = ["--repeat", "1", "--careless", "--json", str(out), *TINY[name]]
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
