"""A plan on a board: every technician's day ready to be asked for room."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from planner.checking.bars import Bar, Bars
from planner.checking.case import Case, case
from planner.checking.chances import Standing, standing
from planner.checking.halts import NEVER, Halt, halt, halts_of
from planner.checking.lines import Line, line
from planner.checking.periods import going_of
from planner.checking.room import Bounds, OverWork, Room, Wanted, anywhere, entrances, room, spread, wanted
from planner.checking.timing import drive_of, drive_shift
from planner.plan import DayPlan, Route
from planner.problem import NONE, Obligations, Problem, Shift
from planner.travel import UNREACHABLE
from planner.travel.travel_of import TravelOf

Longs = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Cell = tuple[int, date]

DAY_S = 86_400
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
    any_work, any_order : the best place however much work it is for the day, and whatever comes before or after it
    """

    day: Line
    bars: Longs
    stands: Room
    stretched: Room
    any_hours: Room
    any_work: Room
    any_order: Room


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class _Left:
    """Visits a day has no room for as it stands, and the ways to and from them."""

    day: Line
    these: Wanted
    out: Longs
    back: Longs
    full: bool

    def room(self, owed: Obligations, bounds: Bounds, latest: Longs, **relaxed: Any) -> Room:
        """Return the room there is with something `relaxed`."""
        return room(owed, self.day, latest, self.these, self.out, self.back, bounds, full=self.full, **relaxed)

    def any_work(self, owed: Obligations, bounds: Bounds) -> Room | None:
        """Return the room there is for more work than the technician may do in a day; None without such a limit."""
        if self.full or self.day.most_work_s >= NEVER:
            return None
        return self.room(owed, bounds, self.day.latest, any_work=True)

    def any_order(self, owed: Obligations, bounds: Bounds) -> Room | None:
        """Return the room there is whatever comes before or after; None where nothing has to."""
        free = anywhere(self.day, len(self.these))
        bound = (bounds.first > free.first) | (bounds.last < free.last)
        if self.full or not bound.any():
            return None
        return self.room(owed, Bounds(first=free.first, last=free.last, over_work=bounds.over_work), self.day.latest)


@dataclass(frozen=True, kw_only=True, eq=False)
class Board:
    """A plan, by technician and day; a day without a route is empty, one without a shift is not there.

    `where` says on which day each planned obligation is made; who tries out other days keeps it true.
    """

    facts: Case
    rest: Standing
    travel: TravelOf
    route_of: dict[Cell, Route]
    where: dict[int, Cell]
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
            going_of(self.problem.policy, person.profile),
            most_work_s=person.max_work_s,
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
        bounds = self.bounds(day, these)
        stands = room(owed, day, day.latest, these, out, back, bounds, full=full)
        left = np.flatnonzero(~stands.found)
        others = _Left(day=day, these=these.take(left), out=out[:, left], back=back[:, left], full=full)
        within = bounds.take(left)
        price = self.problem.policy.overtime_price or 1.0
        over = others.room(owed, within, day.stretched, over_price=price)
        stretched = spread(stands, left, over)
        any_hours = spread(stands, left, others.room(owed, within, day.latest, any_hours=True))
        work, order = others.any_work(owed, within), others.any_order(owed, within)
        any_work = stands if work is None else spread(stands, left, work)
        any_order = stands if order is None else spread(stands, left, order)
        bars = bars.copy()
        lost = (out[0] >= UNREACHABLE) | (back[-1] >= UNREACHABLE)
        bars[lost] |= Bar.UNREACHABLE
        open_ = ~stands.found & ~lost
        if full:
            bars[open_] |= Bar.MAX_STOPS
        bars[bounds.first > bounds.last] |= Bar.ORDERED
        bars[open_ & any_hours.found] |= Bar.HOURS
        bars[~stands.found & any_work.found] |= Bar.MAX_WORK
        bars[~stands.found & any_order.found] |= Bar.ORDERED
        if not full:
            mended = any_hours.found | any_work.found | any_order.found | (bounds.first > bounds.last)
            bars[open_ & ~mended] |= Bar.FULL
        return Asked(
            day=day,
            bars=bars,
            stands=stands,
            stretched=stretched,
            any_hours=any_hours,
            any_work=any_work,
            any_order=any_order,
        )

    def bounds(self, day: Line, these: Wanted) -> Bounds:
        """Return what an order of visits and most work leave of the places of a day."""
        found, after = anywhere(day, len(these)), self.problem.obligations.after
        over = self._over_work(day, these) if day.most_work_s < NEVER and day.going.ground is not None else None
        place_of = {row: place for place, one in enumerate(day.halts) for row in one.members}
        for column, row in enumerate(these.rows.tolist()) if self.linked.any() else ():
            if not self.linked[row]:
                continue
            # Who must stand beside it but is on another day leaves no place at all.
            before, nowhere = int(after[row]), (len(day.halts) + 1, -1)
            if before in self.where or before in place_of:
                found.first[column] = max(found.first[column], place_of.get(before, nowhere[0] - 1) + 1)
            for later in np.flatnonzero(after == row).tolist():
                if later in self.where or later in place_of:
                    found.last[column] = min(found.last[column], place_of.get(later, nowhere[1]))
        return Bounds(first=found.first, last=found.last, over_work=over)

    def keeps(self, day: Line) -> bool:
        """Tell whether the halts of a day can be made as they stand: in time, in order, and in the day's work."""
        after, order = self.problem.obligations.after, [row for one in day.halts for row in one.members]
        place_of = {row: place for place, row in enumerate(order)}
        if any(place_of.get(int(after[row]), -1) > place for place, row in enumerate(order)):
            return False
        return day.timely and (day.most_work_s >= NEVER or self._work_s(day, day.halts) <= day.most_work_s)

    @cached_property
    def linked(self) -> Mask:
        """Which obligations come before or after another one, bool (n,)."""
        after = self.problem.obligations.after
        linked: Mask = after != NONE
        linked[after[linked]] = True
        return linked

    def _over_work(self, day: Line, these: Wanted) -> OverWork:
        def over(column: int, place: int, joins: bool, any_hours: bool) -> bool:  # noqa: FBT001
            row, owed = int(these.rows[column]), self.problem.obligations
            if joins:
                old = day.halts[place]
                new = halt(owed, (*old.members, row), old.site)
                halts = (*day.halts[:place], new, *day.halts[place + 1 :])
            else:
                new = halt(owed, (row,), hours=(0, 2 * DAY_S) if any_hours else None)
                halts = (*day.halts[:place], new, *day.halts[place:])
            return self._work_s(day, halts) > day.most_work_s

        return over

    def _work_s(self, day: Line, halts: tuple[Halt, ...]) -> int:
        """Return the seconds of travel at the pace of the hour, entering and service of a day over `halts`."""
        served = sum(one.work_s for one in halts)
        if day.going.ground is None and halts == day.halts:
            return day.usual_work_s
        drive = drive_of(self.problem, self.travel, day.technician)
        return drive_shift(self.problem, drive, day.technician, day.shift, halts).travel_s + served

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
    """Put a well-shaped `plan` on a board."""
    facts = case(problem, travel, plan, None)
    return Board(
        facts=facts,
        rest=standing(facts),
        travel=travel,
        route_of={(route.technician, route.on): route for route in plan.routes},
        where={
            visit.obligation: (route.technician, route.on)
            for route in plan.routes
            for stop in route.stops
            for visit in stop.visits
        },
    )
