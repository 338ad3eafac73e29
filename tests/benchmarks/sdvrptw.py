"""Public instances where some vehicles may not serve some customers, as skills do; integers x 1000."""

from __future__ import annotations

import argparse

from tests.benchmarks.routing.case import Kind
from tests.benchmarks.routing.options import routing_parser
from tests.benchmarks.routing.runner import run_command

NAME = "sdvrptw"


def parser() -> argparse.ArgumentParser:
    """Return what may be typed."""
    return routing_parser(NAME, __doc__)


if __name__ == "__main__":
    run_command(parser().parse_args(), Kind.SITES, NAME)
