"""Instances in the form of VRPLIB: `KEY : VALUE` lines, then sections of numbered rows.

Read as PyVRP reads them (its page on supported fields): the first node is the depot, a prize above 0 makes a customer
optional, vehicles without a list of customers may serve all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from tests.benchmarks.routing.case import Kind
from tests.benchmarks.routing.errors import BadFileError
from tests.benchmarks.routing.table import MOST_NODES, Cart, Floats, Table
from tests.benchmarks.routing.text import Line, lines_of

WIDTHS = {"NODE_COORD": 2, "DEMAND": 1, "SERVICE_TIME": 1, "TIME_WINDOW": 2, "PRIZE": 1}
COLUMNS = {"demand": "DEMAND", "service": "SERVICE_TIME", "opens": "TIME_WINDOW", "prize": "PRIZE"}
OF_VEHICLES = ("CAPACITY", "VEHICLES_MAX_DURATION", "VEHICLES_ALLOWED_CLIENTS")
KEYS = ("NAME", "COMMENT", "TYPE", "DIMENSION", "VEHICLES", "CAPACITY", "SERVICE_TIME", "EDGE_WEIGHT_TYPE")
KINDS = {"CVRPTW": Kind.WINDOWS, "VRPTW": Kind.WINDOWS, "SDVRPTW": Kind.SITES, "PCVRPTW": Kind.PRIZES}
FAR = 1_000_000.0
"""When a depot without a window closes, in the file's units."""


@dataclass(kw_only=True, slots=True)
class Parts:
    """The lines of a file sorted by where they belong."""

    path: Path
    values: dict[str, tuple[Line, str]] = field(default_factory=dict)
    sections: dict[str, list[Line]] = field(default_factory=dict)

    def number(self, key: str) -> float | None:
        """Return a value that is a number; None when it is not given."""
        if key not in self.values:
            return None
        line, word = self.values[key]
        return line.number_of(word)

    def count(self, key: str) -> int | None:
        """Return a value that is a whole number of at least 1."""
        if key not in self.values:
            return None
        line, word = self.values[key]
        found = line.whole(word)
        if found < 1:
            raise line.bad(f"{key} must be at least 1", f"{key} 至少为 1")
        return found


def read_vrp(path: Path) -> Table:
    """Read a file; `BadFileError` says what is wrong with it and in which line."""
    parts = _parts(path)
    nodes = parts.count("DIMENSION")
    if nodes is None:
        raise BadFileError(path, "DIMENSION is missing", "缺少 DIMENSION")
    if nodes > MOST_NODES:
        raise parts.values["DIMENSION"][0].bad(f"more than {MOST_NODES} nodes", f"超过 {MOST_NODES} 个节点")
    _check_rest(parts, nodes)
    at = _column(parts, "NODE_COORD", nodes)
    if at is None:
        raise BadFileError(path, "NODE_COORD_SECTION is missing", "缺少 NODE_COORD_SECTION")
    windows = _column(parts, "TIME_WINDOW", nodes)
    if windows is None:
        windows = np.tile([0.0, FAR], (nodes, 1))
    return Table(
        path=path,
        name=path.stem,
        kind=_kind(parts),
        at=at,
        demand=_filled(parts, "DEMAND", nodes),
        service=_filled(parts, "SERVICE_TIME", nodes),
        opens=windows[:, 0],
        closes=windows[:, 1],
        prize=_filled(parts, "PRIZE", nodes),
        carts=_carts(parts, nodes),
        lines={
            column: [line.number for line in parts.sections[section]]
            for column, section in COLUMNS.items()
            if section in parts.sections
        },
    )


def _parts(path: Path) -> Parts:
    parts, section = Parts(path=path), ""
    for line in lines_of(path):
        first = line.words[0]
        if first == "EOF":
            break
        if first.endswith("_SECTION"):
            section = first.removesuffix("_SECTION")
            if section not in (*WIDTHS, *OF_VEHICLES, "DEPOT"):
                raise line.bad(f"{first} is not supported", f"不支持 {first}")
            if section in parts.sections:
                raise line.bad(f"{first} stands twice", f"{first} 出现两次")
            parts.sections[section] = []
        elif section and not first[:1].isalpha():
            parts.sections[section].append(line)
        else:
            section = ""
            _take_value(parts, line)
    return parts


def _take_value(parts: Parts, line: Line) -> None:
    key, colon, value = line.text.partition(":")
    key = key.strip()
    if not colon:
        raise line.bad("neither a row of numbers nor KEY : VALUE", "既不是数据行,也不是 KEY : VALUE")
    if key not in (*KEYS, *OF_VEHICLES):
        raise line.bad(f"{key[:40]} is not supported", f"不支持 {key[:40]}")
    parts.values[key] = line, value.strip()


def _kind(parts: Parts) -> Kind:
    if "TYPE" in parts.values:
        line, word = parts.values["TYPE"]
        if word not in KINDS:
            raise line.bad(f"TYPE {word[:40]} is not one of {', '.join(KINDS)}", f"TYPE 须为 {'、'.join(KINDS)} 之一")
        return KINDS[word]
    if "PRIZE" in parts.sections:
        return Kind.PRIZES
    return Kind.SITES if "VEHICLES_ALLOWED_CLIENTS" in parts.sections else Kind.WINDOWS


def _check_rest(parts: Parts, nodes: int) -> None:
    if "EDGE_WEIGHT_TYPE" in parts.values:
        line, word = parts.values["EDGE_WEIGHT_TYPE"]
        if word != "EUC_2D":
            raise line.bad(
                f"EDGE_WEIGHT_TYPE {word[:40]} is not supported, only EUC_2D", "EDGE_WEIGHT_TYPE 只支持 EUC_2D"
            )
    depots = [line for line in parts.sections.get("DEPOT", []) if line.words != ("-1",)]
    if len(depots) > 1 or (depots and depots[0].whole(depots[0].words[0]) != 1):
        raise depots[-1].bad("the only depot must be number 1", "唯一的车场须为 1 号")
    del nodes


def _column(parts: Parts, section: str, nodes: int) -> Floats | None:
    """Return the numbers of a section, float64 (nodes, width), its rows numbered 1, 2, ..."""
    if section not in parts.sections:
        return None
    rows, width = parts.sections[section], WIDTHS[section]
    for number, line in enumerate(rows, start=1):
        if number > nodes:
            raise line.bad(f"more rows than DIMENSION {nodes}", f"行数超过 DIMENSION {nodes}")
        _numbered(line, number)
    if len(rows) < nodes:
        told = f"{section}_SECTION has {len(rows)} rows, DIMENSION is {nodes}"
        last = rows[-1].number if rows else None
        raise BadFileError(parts.path, told, f"{section}_SECTION 有 {len(rows)} 行,DIMENSION 为 {nodes}", last)
    return np.array([line.numbers(width + 1)[1:] for line in rows])


def _numbered(line: Line, number: int) -> None:
    if line.whole(line.words[0]) != number:
        raise line.bad(
            f"row {number} wanted, found {line.words[0][:20]}", f"应为第 {number} 行,实为 {line.words[0][:20]}"
        )


def _filled(parts: Parts, section: str, nodes: int) -> Floats:
    """Return one number for each node: of a section, of a single value for all customers, or 0."""
    column = _column(parts, section, nodes)
    if column is not None:
        return column[:, 0]
    same = np.full(nodes, parts.number(section) or 0.0)
    same[0] = 0.0
    return same


def _carts(parts: Parts, nodes: int) -> list[Cart]:
    count = parts.count("VEHICLES") or nodes - 1
    if count > MOST_NODES:
        raise parts.values["VEHICLES"][0].bad(f"more than {MOST_NODES} vehicles", f"超过 {MOST_NODES} 辆车")
    capacity = _of_vehicles(parts, "CAPACITY", count)
    longest = _of_vehicles(parts, "VEHICLES_MAX_DURATION", count)
    serves: list[frozenset[int] | None] = [None] * count
    for number, line in enumerate(_vehicle_rows(parts, "VEHICLES_ALLOWED_CLIENTS", count)):
        chosen = [line.whole(word) - 1 for word in line.words[1:]]
        if not all(0 < one < nodes for one in chosen):
            raise line.bad("a customer that does not exist", "客户不存在")
        serves[number] = frozenset(chosen)
    return [
        Cart(capacity=carries, longest=away, serves=who)
        for carries, away, who in zip(capacity, longest, serves, strict=True)
    ]


def _of_vehicles(parts: Parts, key: str, count: int) -> list[float | None]:
    rows = _vehicle_rows(parts, key, count)
    return [line.numbers(2)[1] for line in rows] if rows else [parts.number(key)] * count


def _vehicle_rows(parts: Parts, section: str, count: int) -> list[Line]:
    if section not in parts.sections:
        return []
    rows = parts.sections[section]
    if len(rows) != count:
        told = f"{section}_SECTION has {len(rows)} rows, there are {count} vehicles"
        last = rows[-1].number if rows else None
        raise BadFileError(parts.path, told, f"{section}_SECTION 有 {len(rows)} 行,车辆为 {count}", last)
    for number, line in enumerate(rows, start=1):
        _numbered(line, number)
    return rows
