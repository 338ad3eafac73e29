"""Visits put between those that stand, everybody's order kept: the least a plan can change.

The test is the judge's own (`planner.checking.board`); the most important goes first, among equals the one that would
lose most by waiting.
"""

from dataclasses import dataclass, field
from datetime import date

import numpy as np
import numpy.typing as npt

from planner.checking.bars import Bar, Bars
from planner.checking.board import Board, board
from planner.checking.halts import NEVER, Halt, halt, halts_of
from planner.checking.lines import Line
from planner.checking.places import put
from planner.checking.room import Wanted
from planner.checking.timing import drive_of, drive_route
from planner.daily.layout import importance
from planner.plan import DayPlan, Route
from planner.problem import NONE, Problem
from planner.travel.travel_of import TravelOf

Longs = npt.NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Filled:
    """Routes with as much in them as there is room for; `left` are the rows there is none for."""

    routes: tuple[Route, ...]
    left: tuple[int, ...]


@dataclass(kw_only=True, eq=False)
class _Day:
    """One technician's day while it is filled: its stops, and what it offers to each row, int64 (n,) seconds."""

    halts: tuple[Halt, ...]
    line: Line
    bars: Longs
    costs: Longs = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    place: Longs = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    joins: npt.NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, dtype=np.bool_))


def fill(
    problem: Problem, travel: TravelOf, plan: DayPlan, on: date, rows: list[int], *, lending: bool = False
) -> Filled:
    """Put `rows` into the routes of `plan` on `on`, new routes where somebody has none.

    Visits of `plan` that cannot be kept in their order (who is late) are taken out, the least important first, and put
    in again where there is room. Nothing else moves. Routes of other days are looked at, not returned. With `lending`
    people work in other regions as the policy allows, else in their own.
    """
    rest = board(problem, travel, plan)
    tight = {route.technician: _loosened(rest, route) for route in plan.routes if route.on == on}
    loose = sorted({*rows, *(row for _, out in tight.values() for row in out)})
    numbers = np.array(loose, dtype=np.int64)
    for row in loose:
        rest.where.pop(row, None)
    rest.rest.planned_on[numbers] = np.datetime64("NaT", "D")
    these, bars = rest.wanted(numbers), rest.bars(numbers)
    days = {}
    for technician, person in enumerate(problem.technicians):
        shift = person.shift_on(on)
        if shift is None:
            continue
        halts = tight[technician][0] if technician in tight else ()
        line = rest.line_with(technician, shift, halts)
        days[technician] = _Day(halts=halts, line=line, bars=_bits(rest, bars, these, technician, on, lending=lending))
        _ask(rest, these, days[technician])
    left = _put_all(rest, these, days, bars)
    stands = {technician: halts for technician, (halts, _) in tight.items()}
    stands |= {technician: day.halts for technician, day in days.items()}
    routes = tuple(
        drive_route(problem, drive_of(problem, travel, technician), technician, on, halts)
        for technician, halts in sorted(stands.items())
        if halts
    )
    return Filled(routes=routes, left=left)


def _bits(rest: Board, bars: Bars, these: Wanted, technician: int, on: date, *, lending: bool) -> Longs:
    bits = bars.bits(technician, on)
    if not lending:
        abroad = rest.problem.sites.region[these.site] != rest.problem.technicians[technician].region
        bits[abroad] |= Bar.REGION
    return bits


def _put_all(rest: Board, these: Wanted, days: dict[int, _Day], bars: Bars) -> tuple[int, ...]:
    rank = importance(rest.problem, these.rows.astype(np.int32))
    open_ = np.ones(len(these), dtype=np.bool_)
    while open_.any() and days:
        people = sorted(days)
        costs = np.stack([days[one].costs for one in people])
        able = open_ & (costs < NEVER).any(axis=0)
        if not able.any():
            break
        first = able & (rank == rank[able].min())
        two = np.sort(costs, axis=0)[:2]
        regret = np.where(first, two[-1] - two[0] if len(two) > 1 else 0, -1)
        column = int(regret.argmax())
        who = people[int(costs[:, column].argmin())]
        day = days[who]
        day.halts = put(
            rest.problem, day.halts, int(these.rows[column]), int(day.place[column]), joins=bool(day.joins[column])
        )
        day.line = rest.line_with(who, day.line.shift, day.halts)
        open_[column] = False
        row = int(these.rows[column])
        rest.where[row] = who, day.line.on
        bars.stands(column, day.line.on)
        home = rest.problem.technicians[who].region
        if rest.problem.sites.region[these.site[column]] != home:
            bars.lend(who, day.line.on, column)
            for other in (one for one in people if rest.problem.technicians[one].region == home):
                days[other].bars |= bars.bits(other, day.line.on) & Bar.LENDING
                _ask(rest, these, days[other])
        in_series = rest.problem.obligations.series[row] != NONE
        for one in people if in_series else ():
            days[one].bars |= bars.bits(one, day.line.on) & Bar.SPACING
        for one in people if in_series or rest.linked[row] else (who,):
            _ask(rest, these, days[one])
    return tuple(these.rows[open_].tolist())


def _ask(rest: Board, these: Wanted, day: _Day) -> None:
    asked = rest.ask(day.line, these, day.bars)
    wanted = rest.problem.obligations.preferred[these.rows]
    strange = np.where((wanted != NONE) & (wanted != day.line.technician), rest.problem.policy.familiarity_s, 0)
    day.costs = np.where((asked.bars == 0) & asked.stands.found, asked.stands.added_s + strange, NEVER)
    day.place, day.joins = asked.stands.place, asked.stands.joins


def _loosened(rest: Board, route: Route) -> tuple[tuple[Halt, ...], tuple[int, ...]]:
    """Return the stops that can be kept in their order, and the visits that had to be taken out for it."""
    problem, out = rest.problem, []
    shift = problem.technicians[route.technician].shift_on(route.on)
    halts = halts_of(problem.obligations, route.stops)
    if shift is None:
        return (), tuple(row for one in halts for row in one.members)
    while halts and not rest.keeps(rest.line_with(route.technician, shift, halts)):
        members = [row for one in halts for row in one.members]
        rank = importance(problem, np.array(members, dtype=np.int32))
        least = [row for row, one in zip(members, rank, strict=True) if one == rank.max()]
        row = next((row for row in least if _keeps_without(rest, route.technician, route.on, halts, row)), least[-1])
        out.append(row)
        halts = _without(problem, halts, row)
    most = problem.technicians[route.technician].max_stops
    while most is not None and len(halts) > most:
        out += halts[-1].members
        halts = halts[:-1]
    return halts, tuple(out)


def _keeps_without(rest: Board, technician: int, on: date, halts: tuple[Halt, ...], row: int) -> bool:
    shift = rest.problem.technicians[technician].shift_on(on)
    return shift is not None and rest.keeps(rest.line_with(technician, shift, _without(rest.problem, halts, row)))


def _without(problem: Problem, halts: tuple[Halt, ...], row: int) -> tuple[Halt, ...]:
    kept = []
    for one in halts:
        members = tuple(member for member in one.members if member != row)
        if members == one.members:
            kept.append(one)
        elif members:
            kept.append(halt(problem.obligations, members, one.site))
    return tuple(kept)


__all__ = ["Filled", "fill"]
