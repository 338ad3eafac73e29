"""Ways out with somebody more: a colleague like those there are, by other means of travel, or from another base."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from planner.checking.bars import Bar, Bars
from planner.checking.board import Board
from planner.checking.cures.best import Best, Way
from planner.checking.cures.kinds import CureKind, price_min
from planner.checking.lines import Line
from planner.checking.room import Room, Wanted, room
from planner.problem import Shift

Longs = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

MOST_PARTS = 4
"""Into how many visits one is split at most."""

DAY_BARS = int(Bar.EARLY | Bar.LATE | Bar.FROZEN | Bar.SPACING)


def try_people(rest: Board, these: Wanted, bars: Bars, people: list[int], best: Best) -> None:
    """Try an idle day of one more person with every certificate; then by other means, or based where the visit is."""
    prices = rest.problem.policy.cures
    for like, shift in _models(rest, people):
        day = rest.line_with(like, shift, ())
        open_ = np.flatnonzero(best.price > price_min(CureKind.PERSON, prices))
        if not len(open_):
            return
        asked = rest.ask(day, these.take(open_), np.zeros(len(open_), dtype=np.int64), any_number=True)
        dates = _dates(rest, bars, people, len(these))
        _take(best, open_, asked.stands, day, dates, CureKind.PERSON, price_min(CureKind.PERSON, prices))
        _try_parts(rest, these, day, dates, best)
        lost = np.flatnonzero((asked.bars & Bar.UNREACHABLE) > 0)
        _try_lost(rest, these, open_[lost], day, dates, best)


def _models(rest: Board, people: list[int]) -> Iterator[tuple[int, Shift]]:
    """Give for each base and means of travel in use a technician, and the shift most worked."""
    seen = set()
    for number in people:
        person = rest.problem.technicians[number]
        key = person.start_site, person.end_site, person.profile
        if key in seen or not person.shifts:
            continue
        seen.add(key)
        usual = Counter((one.start_s, one.end_s, one.breaks) for one in person.shifts)
        (start, end, breaks), _ = max(usual.items(), key=lambda entry: (entry[1], -entry[0][0], entry[0][1]))
        yield number, Shift(on=person.shifts[0].on, start_s=start, end_s=end, breaks=breaks)


def _dates(rest: Board, bars: Bars, people: list[int], count: int) -> list[date | None]:
    """Return for each visit the first day on which it may be made, one on which people work before others."""
    found: list[date | None] = [None] * count
    worked = sorted({on for _, on in rest.cells(people)})
    horizon = rest.problem.horizon
    others = [horizon.start + timedelta(days=day) for day in range(horizon.days)]
    days = [*worked, *(on for on in others if on not in set(worked))]
    left = np.ones(count, dtype=np.bool_)
    for on in days:
        free = left & ((bars.bits(people[0], on) & DAY_BARS) == 0)
        for place in np.flatnonzero(free).tolist():
            found[place] = on
        left &= ~free
        if not left.any():
            break
    return found


def _take(
    best: Best,
    chosen: Longs,
    found: Room,
    day: Line,
    dates: list[date | None],
    kind: CureKind,
    price: float,
    *,
    parts: int = 1,
    profile: str | None = None,
) -> None:
    for place in np.flatnonzero(found.found).tolist():
        number = int(chosen[place])
        on = dates[number]
        if on is not None:
            cost = price + float(found.added_s[place]) / 60
            way = Way(kind=kind, day=day, on=on, before=0, joins=False, price_min=cost, parts=parts, profile=profile)
            best.take(number, way)


def _try_parts(rest: Board, these: Wanted, day: Line, dates: list[date | None], best: Best) -> None:
    """Split what is too long for any shift into as few visits as fit one."""
    prices = rest.problem.policy.cures
    for parts in range(2, MOST_PARTS + 1):
        chosen = np.flatnonzero(np.isinf(best.price) & (these.service > day.shift.work_s // 2))
        if not len(chosen):
            return
        part = these.take(chosen)
        shorter = Wanted(
            rows=part.rows,
            site=part.site,
            entrance=part.entrance,
            setup=part.setup,
            service=-(-part.service // parts),
            opens=part.opens,
            closes=part.closes,
        )
        asked = rest.ask(day, shorter, np.zeros(len(chosen), dtype=np.int64), any_number=True)
        price = price_min(CureKind.SPLIT, prices) * parts + prices.person
        _take(best, chosen, asked.stands, day, dates, CureKind.SPLIT, price, parts=parts)


def _try_lost(rest: Board, these: Wanted, lost: Longs, day: Line, dates: list[date | None], best: Best) -> None:
    """Try where no road leads: each other means of travel in use, and a base where the visit is."""
    if not len(lost):
        return
    part, prices = these.take(lost), rest.problem.policy.cures
    person = rest.problem.technicians[day.technician]
    # By other means, or from another base, it is not the day of `day` that is driven: its usual seconds tell the work.
    bounds = replace(rest.bounds(day, part), over_work=None)
    others = {one.profile for one in rest.problem.technicians} - {person.profile}
    for profile in sorted(others):
        out, back = rest.there_and_back(day.technician, profile, part.site)
        found = room(rest.problem.obligations, day, day.latest, part, out, back, bounds)
        price = price_min(CureKind.OTHER_MODE, prices)
        _take(best, lost, found, day, dates, CureKind.OTHER_MODE, price, profile=profile)
    at_home = np.zeros((1, len(lost)), dtype=np.int64)
    found = room(rest.problem.obligations, day, day.latest, part, at_home, at_home, bounds)
    _take(best, lost, found, day, dates, CureKind.MOVED_BASE, price_min(CureKind.MOVED_BASE, prices))
