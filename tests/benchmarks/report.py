"""The page docs/benchmarks.md with its tables and plots, from the JSON lines that benchmarks left in a folder.

``./dev bench report`` reads those behind the page as it stands (docs/measured),
``./dev bench report --run --data FOLDER --from NEW`` measures into another folder first.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.benchmarks.frame import machine, say, versions
from tests.benchmarks.reporting.page import page
from tests.benchmarks.reporting.plots import draw_all
from tests.benchmarks.reporting.rows import read_rows
from tests.benchmarks.reporting.standard import FULL, SMALL, run_all

CHECKOUT = Path(__file__).parents[2]
PACKAGES = ("numpy", "numba", "scipy", "ortools", "pyvrp", "pyvroom")


def parser() -> argparse.ArgumentParser:
    """Return what may be typed."""
    made = argparse.ArgumentParser(prog="./dev bench report", description=__doc__)
    made.add_argument("--from", dest="folder", type=Path, default=CHECKOUT / "docs/measured", help="folder of *.jsonl")
    made.add_argument("--to", type=Path, default=CHECKOUT / "docs/benchmarks.md", help="the page")
    made.add_argument("--run", action="store_true", help="measure the standard set into the folder first")
    made.add_argument("--budget", choices=(SMALL, FULL), default=SMALL, help="how much --run measures")
    made.add_argument("--data", type=Path, help="folder of public routing instances for --run")
    return made


def main() -> None:
    """Make the page."""
    asked = parser().parse_args()
    if asked.data is not None and not asked.data.is_dir():
        sys.exit(f"没有此文件夹:{asked.data}\nThere is no folder {asked.data}")
    if asked.run:
        run_all(asked.budget, asked.data, asked.folder)
    files = sorted(asked.folder.glob("*.jsonl"))
    if not files:
        sys.exit(f"{asked.folder} 中没有 *.jsonl\nNo *.jsonl in {asked.folder}: run benchmarks with --json first")
    rows = read_rows(files, say)
    figures = draw_all(rows, asked.to.parent / "figures")
    asked.to.write_text(page(rows, machine(), versions(PACKAGES), figures), encoding="utf-8")
    say(f"{asked.to}: {len(rows)} rows of {len(files)} files, {len(figures)} plots")


if __name__ == "__main__":
    main()
