"""From the numbers of a file to a checked instance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from tests.benchmarks.routing.case import UNLIMITED, Case, Fleet, Kind, Longs
from tests.benchmarks.routing.errors import BadFileError

Floats = npt.NDArray[np.float64]

MOST_NODES = 20_000
"""The matrix of more would not fit in memory."""

NEGATIVE = (
    ("demand", "demand", "需求"),
    ("service", "service time", "服务时间"),
    ("prize", "prize", "奖励"),
    ("opens", "time", "时间"),
)
"""Columns that must not be: name, in English, in Chinese."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Cart:
    """One vehicle of a file, in the file's units; None: no limit, or every customer."""

    capacity: float | None
    longest: float | None = None
    serves: frozenset[int] | None = None


@dataclass(kw_only=True, slots=True)
class Table:
    """Columns of a file in the file's units, row 0 the depot; `lines` says in which line each row of a column is."""

    path: Path
    name: str
    kind: Kind
    at: Floats
    demand: Floats
    service: Floats
    opens: Floats
    closes: Floats
    prize: Floats
    carts: Sequence[Cart]
    lines: Mapping[str, Sequence[int]] = field(default_factory=dict)

    def case(self) -> Case:
        """Return the instance in whole units by the rule of its kind."""
        self._check()
        optional = self.prize > 0
        optional[0] = False
        return Case(
            name=self.name,
            kind=self.kind,
            path=self.path,
            distance=distances(self.at, self.kind),
            demand=_whole(self.demand, self.kind),
            service=_whole(self.service, self.kind),
            opens=_whole(self.opens, self.kind),
            closes=_whole(self.closes, self.kind),
            prize=_whole(self.prize, self.kind),
            optional=optional,
            fleets=self._fleets(),
        )

    def _fleets(self) -> tuple[Fleet, ...]:
        nodes = len(self.at)
        alike: dict[Cart, int] = {}
        for cart in self.carts:
            alike[cart] = alike.get(cart, 0) + 1
        found = []
        for cart, count in alike.items():
            serves = np.ones(nodes, dtype=np.bool_)
            if cart.serves is not None:
                serves = np.isin(np.arange(nodes), [0, *cart.serves])
            limits = (_limit(cart.capacity, self.kind), _limit(cart.longest, self.kind))
            found.append(Fleet(count=count, capacity=limits[0], longest=limits[1], serves=serves))
        return tuple(found)

    def _check(self) -> None:
        if len(self.at) < 2:
            raise BadFileError(self.path, "a depot and at least one customer are needed", "至少需要一个车场和一个客户")
        if not self.carts:
            raise BadFileError(self.path, "there are no vehicles", "没有车辆")
        for name, english, chinese in NEGATIVE:
            self._refuse(getattr(self, name) < 0, name, f"negative {english}", f"{chinese}为负")
        self._refuse(self.closes < self.opens, "opens", "the time window ends before it begins", "时间窗结束早于开始")
        most = np.full(len(self.at), -np.inf)
        for cart in self.carts:
            rows = slice(None) if cart.serves is None else sorted(cart.serves)
            most[rows] = np.maximum(most[rows], np.inf if cart.capacity is None else cart.capacity)
        most[0] = np.inf
        must = self.prize <= 0
        self._refuse(must & (most == -np.inf), "demand", "no vehicle may serve this customer", "没有车辆可服务该客户")
        self._refuse(must & (self.demand > most), "demand", "the demand fits no vehicle", "需求超过任何车辆的容量")

    def _refuse(self, wrong: npt.NDArray[np.bool_], column: str, english: str, chinese: str) -> None:
        for row in np.flatnonzero(wrong)[:1].tolist():
            lines = self.lines.get(column, ())
            line = lines[row] if row < len(lines) else None
            raise BadFileError(self.path, f"{english} (number {row})", f"{chinese}(编号 {row})", line)


def distances(at: Floats, kind: Kind) -> Longs:
    """Return straight distances, whole units, int64 (n, n), of points float64 (n, 2)."""
    apart = np.sqrt(((at[:, None, :] - at[None, :, :]) ** 2).sum(axis=2))
    return _whole(apart, kind)


def _whole(values: Floats, kind: Kind) -> Longs:
    scaled = kind.scale * values
    return (np.round(scaled) if kind is Kind.SITES else np.floor(scaled)).astype(np.int64)


def _limit(value: float | None, kind: Kind) -> int:
    return UNLIMITED if value is None else int(_whole(np.array([value]), kind)[0])
