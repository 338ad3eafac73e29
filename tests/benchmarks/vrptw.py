"""Public instances with time windows: distance, by the DIMACS rule, against the best known values.

Files of VRPLIB (``.vrp``) and the text form of Solomon, Gehring and Homberger (``.txt``), or folders of them.
"""

from __future__ import annotations

import argparse

from tests.benchmarks.routing.case import Kind
from tests.benchmarks.routing.options import routing_parser
from tests.benchmarks.routing.runner import run_command

NAME = "vrptw"


def parser() -> argparse.ArgumentParser:
    """Return what may be typed."""
    return routing_parser(NAME, __doc__)


if __name__ == "__main__":
    run_command(parser().parse_args(), Kind.WINDOWS, NAME)
