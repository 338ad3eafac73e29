"""What many rows say together: gaps by size, budget and solver."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from tests.benchmarks.routing.measure import Row


@dataclass(frozen=True, kw_only=True, slots=True)
class Gaps:
    """One solver at one size and budget; `gaps` are those of feasible runs with a best known value, in percent."""

    size: int
    budget_s: float
    solver: str
    runs: int
    feasible: int
    gaps: tuple[float, ...]
    cpu_s: float
    peak_mb: float

    @property
    def mean(self) -> float | None:
        """The mean gap."""
        return statistics.fmean(self.gaps) if self.gaps else None

    @property
    def median(self) -> float | None:
        """The middle gap."""
        return statistics.median(self.gaps) if self.gaps else None

    @property
    def worst(self) -> float | None:
        """The largest gap."""
        return max(self.gaps, default=None)


def size_class(customers: int) -> int:
    """Return the customers rounded to hundreds, at least to 100 when there are 50 or more."""
    return customers if customers < 50 else max(100, round(customers / 100) * 100)


def gaps_of(rows: Iterable[Row]) -> list[Gaps]:
    """Return the gaps of each size, budget and solver in turn."""
    groups: dict[tuple[int, float, str], list[Row]] = {}
    for row in rows:
        key = size_class(cast(int, row["size"])), cast(float, row["budget_s"]), cast(str, row["solver"])
        groups.setdefault(key, []).append(row)
    return [_gaps(key, groups[key]) for key in sorted(groups, key=lambda key: key[:2])]


def told(rows: Sequence[Row]) -> Iterator[str]:
    """Yield the lines of a summary."""
    found = gaps_of(rows)
    heads = "".join(f"{head:>9}" for head in ("mean %", "median %", "worst %"))
    yield f"{'size':>5} {'CPU s':>6} {'solver':13} {'runs':>5} {'valid':>5}{heads} {'MB':>6}"
    for one in found:
        figures = "".join(f"{shown(value):>9}" for value in (one.mean, one.median, one.worst))
        head = f"{one.size:>5} {one.budget_s:>6g} {one.solver:13} {one.runs:>5} {one.feasible:>5}"
        yield f"{head}{figures} {one.peak_mb:>6.0f}"
    yield from _against_peers(found)


def shown(value: float | None) -> str:
    """Return a percentage for a table."""
    return "-" if value is None else f"{value:.2f}"


def _against_peers(found: Sequence[Gaps]) -> Iterator[str]:
    for one in found:
        peers = [
            (other.solver, other.mean) for other in found if (other.size, other.budget_s) == (one.size, one.budget_s)
        ]
        beside = [f"{name} {shown(mean)}" for name, mean in peers if name != one.solver]
        if one.solver == "roundsman" and beside:
            head = f"  {one.size} customers, {one.budget_s:g} CPU s: mean gap"
            yield f"{head} roundsman {shown(one.mean)} %, {', '.join(beside)}"


def _gaps(key: tuple[int, float, str], rows: Sequence[Row]) -> Gaps:
    return Gaps(
        size=key[0],
        budget_s=key[1],
        solver=key[2],
        runs=len(rows),
        feasible=sum(bool(row["feasible"]) for row in rows),
        gaps=tuple(cast(float, row["gap_pct"]) for row in rows if row["feasible"] and row["gap_pct"] is not None),
        cpu_s=max((cast(float, row["cpu_s"] or 0.0) for row in rows), default=0.0),
        peak_mb=max((cast(float, row["peak_mb"] or 0.0) for row in rows), default=0.0),
    )
