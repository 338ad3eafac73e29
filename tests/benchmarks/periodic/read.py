"""Cordeau's text form of periodic instances, and which files of a folder are such.

``type vehicles customers days`` with type 1; for each day the longest route (0: any) and the load of a vehicle; for
each node ``number x y service demand frequency choices`` and the choices, each a number whose bits are the days, the
highest bit the first day (the page of the instances, and J.-F. Cordeau, M. Gendreau, G. Laporte 1997,
doi:10.1002/(SICI)1097-0037(199709)30:2<105::AID-NET5>3.0.CO;2-G).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import inf
from pathlib import Path

import numpy as np

from tests.benchmarks.periodic.case import Days, PeriodicCase
from tests.benchmarks.routing.errors import BadFileError
from tests.benchmarks.routing.text import Line, lines_of

PERIODIC = 1
MOST_NODES, MOST_DAYS = 5_000, 31
"""What still fits in memory, and in the bits of a choice."""

SUFFIXES = (".txt", ".pvrp", ".dat", "")


def find_periodic(paths: Iterable[Path]) -> Iterator[PeriodicCase | BadFileError]:
    """Yield the instances at the paths, and what is wrong with each that cannot be read.

    In a folder, files of another form are passed over; a file that is named must be one of this form.
    """
    for path in paths:
        if not path.exists():
            yield BadFileError(path, "there is no such file or folder", "没有此文件或文件夹")
        elif path.is_dir():
            yield from _in_folder(path)
        else:
            yield _read(path)


def _in_folder(folder: Path) -> Iterator[PeriodicCase | BadFileError]:
    found = False
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in SUFFIXES and path.is_file() and is_periodic(path):
            found = True
            yield _read(path)
    if not found:
        yield BadFileError(folder, "no periodic instances here", "此处没有周期性路径算例")


def _read(path: Path) -> PeriodicCase | BadFileError:
    try:
        return read_periodic(path)
    except BadFileError as error:
        return error


def is_periodic(path: Path) -> bool:
    """Tell whether a file looks like one of these, broken or not: it begins with four whole numbers, the first 1."""
    try:
        words = lines_of(path)[0].words
    except BadFileError:
        return False
    return len(words) == 4 and all(word.isdecimal() for word in words) and int(words[0]) == PERIODIC


def read_periodic(path: Path) -> PeriodicCase:
    """Read a file; `BadFileError` says what is wrong with it and in which line."""
    lines = lines_of(path)
    vehicles, customers, days = _head(lines[0])
    if len(lines) != 2 + days + customers:
        raise BadFileError(
            path,
            f"{customers} customers and {days} days want {2 + days + customers} lines, found {len(lines)}",
            f"{customers} 个客户、{days} 天应有 {2 + days + customers} 行,实有 {len(lines)} 行",
        )
    limits = [_limits(line) for line in lines[1 : days + 1]]
    nodes = [_node(line, number, days) for number, line in enumerate(lines[days + 1 :])]
    case = PeriodicCase(
        name=path.stem,
        path=path,
        vehicles=vehicles,
        longest=tuple(longest for longest, _ in limits),
        capacity=tuple(capacity for _, capacity in limits),
        at=np.array([node[0][:2] for node in nodes]),
        service=np.array([node[0][2] for node in nodes]),
        demand=np.array([node[0][3] for node in nodes]),
        choices=tuple(node[1] for node in nodes),
    )
    for number, line in enumerate(lines[days + 2 :], start=1):
        _check_fits(case, number, line)
    return case


def _head(line: Line) -> tuple[int, int, int]:
    if len(line.words) != 4:
        raise line.bad("type, vehicles, customers and days wanted", "应为类型、车辆数、客户数与天数")
    kind, vehicles, customers, days = (line.whole(word) for word in line.words)
    if kind != PERIODIC:
        raise line.bad(f"type {kind} is not periodic (1)", f"类型 {kind} 不是周期性路径问题(1)")
    if not 1 <= vehicles <= MOST_NODES or not 1 <= customers <= MOST_NODES or not 1 <= days <= MOST_DAYS:
        raise line.bad(
            f"1 to {MOST_NODES} vehicles and customers and 1 to {MOST_DAYS} days wanted",
            f"车辆数与客户数应为 1 至 {MOST_NODES},天数应为 1 至 {MOST_DAYS}",
        )
    return vehicles, customers, days


def _limits(line: Line) -> tuple[float, float]:
    longest, capacity = line.numbers(2)
    if longest < 0 or capacity < 0:
        raise line.bad("a longest route and a capacity not below 0 wanted", "路线时长与容量不得为负")
    return longest or inf, capacity


def _node(line: Line, number: int, days: int) -> tuple[list[float], tuple[Days, ...]]:
    """Return (x, y, service, demand) and the choices of a node."""
    if len(line.words) < 5 or line.whole(line.words[0]) != number:
        raise line.bad(f"the row of node {number} wanted", f"应为节点 {number} 的一行")
    values = line.numbers()
    if min(values[3:5]) < 0:
        raise line.bad("negative service or demand", "服务时间或需求为负")
    if number == 0:
        return values[1:5], ()
    if len(values) < 8:
        raise line.bad("a frequency and its choices wanted", "应有频次与可选组合")
    frequency, count = line.whole(line.words[5]), line.whole(line.words[6])
    if count < 1 or len(values) != 7 + count:
        raise line.bad(
            f"{count} choices wanted, found {len(values) - 7}", f"应有 {count} 个组合,实有 {len(values) - 7} 个"
        )
    return values[1:5], tuple(_choice(line, word, frequency, days) for word in line.words[7:])


def _choice(line: Line, word: str, frequency: int, days: int) -> Days:
    bits = line.whole(word)
    chosen = tuple(day for day in range(days) if bits >> (days - 1 - day) & 1) if bits > 0 else ()
    if bits >= 1 << days or len(chosen) != frequency or not chosen:
        raise line.bad(
            f"choice {word[:20]} does not name {frequency} of {days} days",
            f"组合 {word[:20]} 不是 {days} 天中的 {frequency} 天",
        )
    return chosen


def _check_fits(case: PeriodicCase, number: int, line: Line) -> None:
    there_and_back = 2 * float(np.hypot(*(case.at[number] - case.at[0]))) + case.service[number]
    for choice in case.choices[number]:
        if all(case.demand[number] <= case.capacity[day] and there_and_back <= case.longest[day] for day in choice):
            return
    raise line.bad("no vehicle has room or time for this customer", "没有车辆能在容量与时长内服务该客户")
