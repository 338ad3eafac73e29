"""Sequences of visits written out as routes by our timetable; what cannot be driven loses its least important visit.

Rivals may pause on the way, which our rules and the judge do not allow: hence the repair, which is to their advantage.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from planner.daily.bundles import Bundle, bundle
from planner.daily.duty import Duty
from planner.daily.layout import Layout, importance, lay_out
from planner.daily.timetable import timetable
from planner.daily.writing import write_routes
from planner.plan import Route
from planner.problem import NONE, Problem
from planner.travel.travel_of import TravelOf

Rows = npt.NDArray[np.int32]


def written(
    problem: Problem, travel: TravelOf, region: int, duties: tuple[Duty, ...], sequences: list[list[int]]
) -> tuple[Route, ...]:
    """Return the routes of `duties`, each over its sequence of obligations."""
    routes: list[Route] = []
    for duty, sequence in zip(duties, sequences, strict=True):
        left = list(sequence)
        while left:
            layout = _layout(problem, travel, region, duty, left)
            if _drivable(layout):
                routes += write_routes(layout, (np.arange(len(layout.bundles), dtype=np.int32),))
                break
            rank = importance(problem, np.array(left, dtype=np.int32))
            left.pop(len(left) - 1 - int(rank[::-1].argmax()))
    return tuple(routes)


def _layout(problem: Problem, travel: TravelOf, region: int, duty: Duty, sequence: list[int]) -> Layout:
    rows = np.array(sequence, dtype=np.int32)
    may = np.ones((len(rows), 1), dtype=np.bool_)
    return lay_out(problem, travel, region, rows, (duty,), may=may, halts=_halts(problem, rows))


def _halts(problem: Problem, rows: Rows) -> tuple[Bundle, ...]:
    """Let visits at one entrance right after each other be one halt, where their hours allow it."""
    halts: list[Bundle] = []
    for place in range(len(rows)):
        if halts and _same_door(problem, int(rows[place - 1]), int(rows[place])):
            joined = bundle(problem, rows, [*halts[-1].members, place])
            if joined.windows:
                halts[-1] = joined
                continue
        halts.append(bundle(problem, rows, [place]))
    return tuple(halts)


def _same_door(problem: Problem, a: int, b: int) -> bool:
    one, other = int(problem.obligations.site[a]), int(problem.obligations.site[b])
    building = problem.sites.building
    return one == other or (building[one] != NONE and building[one] == building[other])


def _drivable(layout: Layout) -> bool:
    room = int(layout.instance.room[0])
    if len(layout.bundles) > room:
        return False
    try:
        timetable(layout.instance, 0, np.arange(len(layout.bundles), dtype=np.int32))
    except ValueError:
        return False
    return True
