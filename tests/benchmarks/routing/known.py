"""The best known value of an instance: from the routes or the cost beside it, or from a list in a folder above."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from tests.benchmarks.routing.case import Case, Drive
from tests.benchmarks.routing.judge import judge

ROUTE = re.compile(r"^\s*Route\s*#?\s*\d+\s*:(.*)$", re.IGNORECASE)
COST = re.compile(r"^\s*Cost\s*:?\s*([-+0-9.eE]+)\s*$", re.IGNORECASE)
NAMES = ("instance", "name")
VALUES = ("bks", "best_known", "best", "cost")


def best_known(case: Case) -> float | None:
    """Return the best known cost in the unit of the instance's family; None when nothing says it.

    Routes that stand beside the instance are believed before a number: their cost is added up by the rule used here.
    """
    for suffix in (".sol", ".res"):
        beside = case.path.with_suffix(suffix)
        if beside.is_file():
            found = _from_routes(case, beside)
            if found is not None:
                return found
    return from_list(case.path)


def solution_routes(path: Path, case: Case) -> tuple[Drive, ...]:
    """Return the routes of a ``.sol`` file; the n-th route is driven by the n-th vehicle."""
    owners = [number for number, fleet in enumerate(_in_file_turn(case)) for _ in range(fleet)]
    found: list[Drive] = []
    for line in _lines(path):
        match = ROUTE.match(line)
        if match and all(word.isdecimal() for word in match[1].split()):
            fleet = owners[min(len(found), len(owners) - 1)]
            found.append(Drive(fleet=fleet, stops=tuple(int(word) for word in match[1].split())))
    return tuple(found)


def _in_file_turn(case: Case) -> list[int]:
    # Vehicles alike stand together in every published file, so the fleets are in the file's turn.
    return [fleet.count for fleet in case.fleets]


def _from_routes(case: Case, path: Path) -> float | None:
    verdict = judge(case, solution_routes(path, case))
    if verdict.feasible:
        return case.shown(verdict.cost)
    for line in _lines(path):
        match = COST.match(line)
        if match:
            return _number(match[1])
    if path.suffix == ".res":
        return next((_number(line.split()[0]) for line in _lines(path) if line.split()), None)
    return None


def from_list(path: Path) -> float | None:
    """Look an instance up in the nearest ``bks.csv`` above it; a row of its own folder goes before one of its name."""
    for folder in path.resolve().parents:
        listed = folder / "bks.csv"
        if not listed.is_file():
            continue
        inside = path.resolve().parent.relative_to(folder).as_posix()
        rows = [row for row in csv.DictReader(_lines(listed)) if _first(row, NAMES).upper() == path.stem.upper()]
        own = [row for row in rows if row.get("set") == inside]
        alike = own or (rows if len(rows) == 1 else [])
        if alike:
            return _number(_first(alike[0], VALUES))
    return None


def _first(row: dict[str, str], names: tuple[str, ...]) -> str:
    return next((row[name] for name in names if row.get(name)), "")


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8-sig", errors="replace").splitlines()


def _number(word: str) -> float | None:
    try:
        return float(word)
    except ValueError:
        return None
