"""The rows of all benchmarks, read from files of JSON lines."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

Row = dict[str, object]
SIZES = ("size", "customers", "visits")
BENCHES = ("year", "proof", "month", "field", "replan", "pvrp", "speed")
"""Files named like these hold rows of these, whatever their instances are called."""

NUMBERED = re.compile(r"^([a-z_]+)-(\d+)$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Rows:
    """Rows, and the questions asked of them."""

    all: tuple[Row, ...]

    def where(self, *keep: Callable[[Row], bool], **wanted: object) -> Rows:
        """Return the rows with these values that pass all tests."""
        chosen = (row for row in self.all if all(row.get(key) == value for key, value in wanted.items()))
        return Rows(all=tuple(row for row in chosen if all(test(row) for test in keep)))

    def numbers(self, key: str) -> list[float]:
        """Return the numbers under a key."""
        found = (number(row, key) for row in self.all)
        return [value for value in found if value is not None]

    def distinct(self, key: str) -> list[object]:
        """Return the different values under a key, in order of first appearance."""
        return list(dict.fromkeys(row[key] for row in self.all if row.get(key) is not None))

    def by_seed(self, figure: Callable[[Rows], float | None]) -> list[float]:
        """Return a figure for each seed."""
        found = (figure(self.where(seed=seed)) for seed in self.distinct("seed"))
        return [value for value in found if value is not None]

    def __len__(self) -> int:
        return len(self.all)


def number(row: Row, key: str) -> float | None:
    """Return a number of a row; None when it is something else."""
    value = row.get(key)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def read_rows(files: Iterable[Path], tell: Callable[[str], None]) -> Rows:
    """Read all rows; of those that measure the same the last counts. Lines that are none are told and left out."""
    kept: dict[tuple[object, ...], Row] = {}
    for file in files:
        for row in _rows_of(file, tell):
            key = ("bench", "solver", "instance", "seed", "budget_s")
            kept[tuple(row.get(part) for part in key)] = row
    return Rows(all=tuple(kept.values()))


def _rows_of(file: Path, tell: Callable[[str], None]) -> Iterator[Row]:
    for at, line in enumerate(file.read_text(encoding="utf-8", errors="replace").splitlines(), start=1):
        try:
            row = json.loads(line) if line.strip() else None
        except ValueError:
            tell(f"{file}:{at}: not JSON, left out / 不是 JSON,已略过")
            continue
        # Lines of other shapes (growth, figures of other benchmarks) are worked out anew here or not shown.
        if isinstance(row, dict) and "solver" in row and "growth" not in row:
            yield _completed(cast(Row, row), file)


def _completed(row: Row, file: Path) -> Row:
    """Return the row with its benchmark and its size, as far as they can be told."""
    match = NUMBERED.match(str(row.get("instance", "")))
    named = file.name.split(".")[0].split("-")[0]
    bench = row.get("bench") or (match[1] if match and named not in BENCHES else named)
    sizes = [row[key] for key in SIZES if number(row, key) is not None]
    size = sizes[0] if sizes else (int(match[2]) if match else None)
    return row | {"bench": bench, "size": size}
