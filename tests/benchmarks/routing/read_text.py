"""Instances in the text form of Solomon and of Gehring and Homberger.

The name; VEHICLE with NUMBER and CAPACITY; CUSTOMER with rows of number, x, y, demand, ready time, due date, service
time; row 0 is the depot.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tests.benchmarks.routing.case import Kind
from tests.benchmarks.routing.errors import BadFileError
from tests.benchmarks.routing.table import MOST_NODES, Cart, Table
from tests.benchmarks.routing.text import Line, lines_of

COLUMNS = 7


def read_text(path: Path) -> Table:
    """Read a file; `BadFileError` says what is wrong with it and in which line."""
    lines = lines_of(path)
    count, capacity = _vehicles(path, _after(path, lines, "VEHICLE"))
    rows = [line for line in _after(path, lines, "CUSTOMER") if not _is_heading(line)]
    if len(rows) > MOST_NODES:
        raise rows[MOST_NODES].bad(f"more than {MOST_NODES} nodes", f"超过 {MOST_NODES} 个节点")
    for number, line in enumerate(rows):
        if line.whole(line.words[0]) != number:
            raise line.bad(
                f"row {number} wanted, found {line.words[0][:20]}", f"应为第 {number} 行,实为 {line.words[0][:20]}"
            )
    table = np.array([line.numbers(COLUMNS) for line in rows]).reshape(len(rows), COLUMNS)
    return Table(
        path=path,
        name=path.stem,
        kind=Kind.WINDOWS,
        at=table[:, 1:3],
        demand=table[:, 3],
        opens=table[:, 4],
        closes=table[:, 5],
        service=table[:, 6],
        prize=np.zeros(len(rows)),
        carts=[Cart(capacity=capacity)] * count,
        lines=dict.fromkeys(("demand", "service", "opens"), [line.number for line in rows]),
    )


def is_solomon(path: Path) -> bool:
    """Tell whether a text file looks like one of these, broken or not: one of its first lines says VEHICLE."""
    return any(line.text.upper() == "VEHICLE" for line in lines_of(path)[:10])


def _after(path: Path, lines: list[Line], title: str) -> list[Line]:
    for at, line in enumerate(lines):
        if line.text.upper() == title:
            return lines[at + 1 :]
    raise BadFileError(path, f"there is no line {title}", f"缺少 {title} 一行")


def _is_heading(line: Line) -> bool:
    return line.words[0][:1].isalpha()


def _vehicles(path: Path, lines: list[Line]) -> tuple[int, float]:
    for line in lines[:3]:
        if _is_heading(line):
            continue
        number, capacity = line.numbers(2)
        if not 1 <= number <= MOST_NODES or number != int(number) or capacity < 0:
            raise line.bad("a number of vehicles and their capacity wanted", "应为车辆数与容量")
        return int(number), capacity
    raise BadFileError(path, "the line with NUMBER and CAPACITY is missing", "缺少 NUMBER 与 CAPACITY 一行")
