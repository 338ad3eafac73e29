"""Ourselves beside PyVRP, VROOM and OR-Tools in one run: one thread, equal CPU seconds, one rounding, one checker."""

from __future__ import annotations

import argparse

from tests.benchmarks.routing.case import Kind
from tests.benchmarks.routing.options import routing_parser
from tests.benchmarks.routing.runner import run_command
from tests.benchmarks.routing.solvers import SOLVERS

NAME = "peers"


def parser() -> argparse.ArgumentParser:
    """Return what may be typed."""
    made = routing_parser(NAME, __doc__, solvers=SOLVERS)
    kinds = [kind.value for kind in Kind]
    made.add_argument("--kind", choices=kinds, default=Kind.WINDOWS.value, help="which instances of the folders")
    return made


if __name__ == "__main__":
    asked = parser().parse_args()
    run_command(asked, Kind(asked.kind), NAME)
