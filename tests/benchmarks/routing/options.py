"""What may be typed after ``./dev bench vrptw`` and its like."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.benchmarks.routing.solvers import OURS, SOLVERS


def routing_parser(name: str, told: str | None, *, solvers: Sequence[str] = (OURS,)) -> argparse.ArgumentParser:
    """Return the parser that all commands over public instances share."""
    parser = argparse.ArgumentParser(prog=f"./dev bench {name}", description=told)
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="instances, or folders of them")
    parser.add_argument(
        "--cpu-seconds", nargs="+", default=["10"], metavar="S", help="CPU seconds of a run, one or several"
    )
    parser.add_argument(
        "--seeds", nargs="+", default=["1"], metavar="N", help="N: seeds 1 to N; several: exactly these"
    )
    parser.add_argument("--solvers", nargs="+", default=list(solvers), metavar="NAME", help=f"of {', '.join(SOLVERS)}")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="runs side by side")
    parser.add_argument("--json", type=Path, metavar="FILE", help="append every result as a line of JSON")
    parser.add_argument("--trace", action="store_true", help="keep the cost over time with each result")
    return parser


def budgets_of(words: Iterable[str]) -> tuple[float, ...]:
    """Return the budgets in CPU seconds; stops the program with a message when one is none."""
    found = []
    for word in _split(words):
        try:
            value = float(word)
        except ValueError:
            value = -1.0
        if not 0 < value <= 100_000:
            stop(f"--cpu-seconds {word}: a number above 0 is wanted", f"--cpu-seconds {word}:应为正数")
        found.append(value)
    return tuple(found)


def seeds_of(words: Sequence[str]) -> tuple[int, ...]:
    """Return the seeds: a single N means 1 to N, several, or one with a comma after it, mean exactly these."""
    given = _split(words)
    if not given or not all(word.isdecimal() and int(word) < 2**31 for word in given):
        stop(f"--seeds {' '.join(given)}: whole numbers are wanted", f"--seeds {' '.join(given)}:应为整数")
    numbers = tuple(int(word) for word in given)
    counted = len(numbers) == 1 and numbers[0] > 0 and not any("," in word for word in words)
    return tuple(range(1, numbers[0] + 1)) if counted else numbers


def solvers_of(words: Iterable[str]) -> tuple[str, ...]:
    """Return the solvers asked for."""
    given = _split(words)
    for word in given:
        if word not in SOLVERS:
            stop(f"--solvers {word}: is not one of {', '.join(SOLVERS)}", f"--solvers {word}:应为 {'、'.join(SOLVERS)}")
    return tuple(given)


def stop(english: str, chinese: str) -> None:
    """End the program with a message in two languages."""
    sys.exit(f"{chinese}\n{english}")


def _split(words: Iterable[str]) -> list[str]:
    return [part for word in words for part in word.split(",") if part]
