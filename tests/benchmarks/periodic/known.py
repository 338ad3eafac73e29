"""The best known value of a periodic instance: the least of what stands beside it and what lists above it say."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.routing.known import NAMES, VALUES

SET = "pvrp"
BESIDE = (".res", ".sol")


def best_known(path: Path) -> float | None:
    """Return the best known cost; None when nothing says it."""
    return min((value for value in (*_beside(path), *_listed(path)) if value > 0), default=None)


def _beside(path: Path) -> Iterator[float]:
    """Yield the number a solution file begins with."""
    for suffix in BESIDE:
        words = _text(path.with_suffix(suffix)).split()
        yield from _number(words[0] if words else "")


def _listed(path: Path) -> Iterator[float]:
    """Yield the values of ``bks.csv`` and the like above; a list of several sets must name this one."""
    for folder in path.resolve().parents:
        for listed in sorted(folder.glob("*bks*.csv")):
            for row in csv.DictReader(_text(listed).splitlines()):
                named = next((row[name] for name in NAMES if row.get(name)), "")
                own = SET in (row.get("set") or SET).casefold()
                if named.casefold() == path.stem.casefold() and own:
                    yield from _number(next((row[name] for name in VALUES if row.get(name)), ""))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return ""


def _number(word: str) -> Iterator[float]:
    try:
        yield float(word)
    except ValueError:
        return
