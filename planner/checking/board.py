"""A plan on a board: every technician's day ready to be asked for room."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from planner.checking.bars import Bar, Bars
from planner.checking.case import Case, case
from planner.checking.chances import Standing, standing
from planner.checking.halts import Halt, halts_of
from planner.checking.lines import Line, line
from planner.checking.plain import require_plain
from planner.checking.room import Room, Wanted, entrances, room, spread, wanted
from planner.plan import DayPlan, Route
from planner.problem import Problem, Shift
from planner.travel import UNREACHABLE
from planner.travel.travel_of import TravelOf

Longs = npt.NDArray[np.int64]
Cell = tuple[int, date]

STRETCH_S = 4 * 3600
"""Longest overtime looked for, in seconds."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Asked:
    """What one technician's day says to `n` visits.

    Attributes
    ----------
    bars : int64 (n,) bits of `Bar`, the rules that no place on the day can mend
    stands, stretched, any_hours : the best place with the shift as it is, `STRETCH_S` longer, and were the customer
        there all day
    """

    day: Line
    bars: Longs
    stands: Room
    stretched: Room
    any_hours: Room


@dataclass(frozen=True, kw_only=True, eq=False)
class Board:
    """A plan, by technician and day; a day without a route is empty, one without a shift is not there."""

    facts: Case
    rest: Standing
    travel: TravelOf
    route_of: dict[Cell, Route]
    _lines: dict[Cell, Line] = field(default_factory=dict)

    @property
    def problem(self) -> Problem:
        """What is planned."""
        return self.facts.problem

    def cells(self, technicians: Iterable[int] | None = None) -> Iterator[Cell]:
        """Give every (technician, date) of the horizon with a shift, technician by technician."""
        horizon = self.problem.horizon
        for number in range(len(self.problem.technicians)) if technicians is None else technicians:
            for shift in self.problem.technicians[number].shifts:
                if horizon.start <= shift.on < horizon.until:
                    yield number, shift.on

    def line(self, cell: Cell) -> Line:
        """Return the day of a cell, which must have a shift."""
        if cell not in self._lines:
            shift = self.problem.technicians[cell[0]].shift_on(cell[1])
            if shift is None:
                raise ValueError(f"technician {cell[0]} has no shift on {cell[1]}")
            self._lines[cell] = self.line_with(cell[0], shift, self.halts(cell))
        return self._lines[cell]

    def halts(self, cell: Cell) -> tuple[Halt, ...]:
        """Return the stops of a cell as halts, none where it has no route."""
        route = self.route_of.get(cell)
        return halts_of(self.problem.obligations, route.stops) if route else ()

    def line_with(self, technician: int, shift: Shift, halts: tuple[Halt, ...], base: int | None = None) -> Line:
        """Return the day of `technician`, were `shift` the shift, `halts` the stops and `base` where it begins."""
        person = self.problem.technicians[technician]
        begins, ends = (person.start_site, person.end_site) if base is None else (base, base)
        sites = np.array([begins, *(one.site for one in halts), ends], dtype=np.int64)
        table = self.table(technician, sites, sites)
        place_of = {int(site): place for place, site in enumerate(sites)}
        return line(
            technician,
            shift,
            (begins, ends),
            halts,
            entrances(self.problem.sites, sites[1:-1]),
            lambda a, b: int(table[place_of[a], place_of[b]]),
            overtime_s=self.problem.policy.overtime_s,
            stretch_s=STRETCH_S,
        )

    def table(self, technician: int, origins: Longs, targets: Longs) -> Longs:
        """Return the seconds `technician` takes from each origin to each target, int64 (o, t)."""
        person = self.problem.technicians[technician]
        known = self.travel(person.region, person.profile)
        a, b = known.row[origins], known.row[targets]
        if (a >= 0).all() and (b >= 0).all():
            return known.matrix.duration_s[np.ix_(a, b)].astype(np.int64)
        many = np.repeat(origins, len(targets)), np.tile(targets, len(origins))
        seconds, _ = self.facts.travel(np.full(len(many[0]), technician, dtype=np.int64), *many)
        return seconds.reshape(len(origins), len(targets))

    def there_and_back(self, technician: int, profile: str, sites: Longs) -> tuple[Longs, Longs]:
        """Return the seconds from and to the technician's bases by `profile`, both int64 (1, t)."""
        person = self.problem.technicians[technician]
        known = self.travel(person.region, profile)
        at, tables = known.row[sites], known.matrix.duration_s
        begin, end = known.row[person.start_site], known.row[person.end_site]
        if begin < 0 or end < 0:
            lost = np.full((1, len(sites)), UNREACHABLE, dtype=np.int64)
            return lost, lost
        out = np.where(at >= 0, tables[begin, at], UNREACHABLE).astype(np.int64)
        back = np.where(at >= 0, tables[at, end], UNREACHABLE).astype(np.int64)
        return out[None, :], back[None, :]

    def wanted(self, rows: Longs) -> Wanted:
        """Return obligations as visits looking for room."""
        return wanted(self.problem.obligations, self.problem.sites, rows)

    def ask(self, day: Line, these: Wanted, bars: Longs, *, any_number: bool = False) -> Asked:
        """Ask a day for room for `these`, which `bars` keep from it otherwise; `any_number`: of stops."""
        owed, person = self.problem.obligations, self.problem.technicians[day.technician]
        back = self.table(day.technician, these.site, day.sites[1:]).T
        out = self.table(day.technician, day.sites[:-1], these.site)
        full = not any_number and person.max_stops is not None and len(day.halts) >= person.max_stops
        stands = room(owed, day, day.latest, these, out, back, full=full)
        left = np.flatnonzero(~stands.found)
        rest_, there, home = these.take(left), out[:, left], back[:, left]
        price = self.problem.policy.overtime_price or 1.0
        over = room(owed, day, day.stretched, rest_, there, home, full=full, over_price=price)
        stretched = spread(stands, left, over)
        any_hours = spread(stands, left, room(owed, day, day.latest, rest_, there, home, full=full, any_hours=True))
        bars = bars.copy()
        lost = (out[0] >= UNREACHABLE) | (back[-1] >= UNREACHABLE)
        bars[lost] |= Bar.UNREACHABLE
        open_ = ~stands.found & ~lost
        if full:
            bars[open_] |= Bar.MAX_STOPS
        bars[open_ & any_hours.found] |= Bar.HOURS
        bars[open_ & ~any_hours.found & (not full)] |= Bar.FULL
        return Asked(day=day, bars=bars, stands=stands, stretched=stretched, any_hours=any_hours)

    def bars(self, rows: Longs) -> Bars:
        """Return the rules that keep `rows` from days."""
        return Bars(self.facts, self.rest, rows)

    def without_shift(self, technicians: Iterable[int]) -> Iterator[Cell]:
        """Give every (technician, date) of the horizon without a shift."""
        horizon = self.problem.horizon
        for number in technicians:
            for day in range(horizon.days):
                on = horizon.start + timedelta(days=day)
                if self.problem.technicians[number].shift_on(on) is None:
                    yield number, on


def board(problem: Problem, travel: TravelOf, plan: DayPlan) -> Board:
    """Put a well-shaped `plan` on a board; ProblemError where the board does not know all rules of the problem."""
    require_plain(problem)
    facts = case(problem, travel, plan, None)
    return Board(
        facts=facts,
        rest=standing(facts),
        travel=travel,
        route_of={(route.technician, route.on): route for route in plan.routes},
    )
