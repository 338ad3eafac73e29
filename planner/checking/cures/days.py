"""Ways out on the days people work as it is: room, overtime, and each rule lifted by itself."""

from datetime import date

import numpy as np
import numpy.typing as npt

from planner.checking.bars import Bar, Bars
from planner.checking.board import Asked, Board
from planner.checking.cures.best import Best
from planner.checking.cures.kinds import LIFTS, CureKind, price_min
from planner.checking.room import Room, Wanted
from planner.problem import NONE

Longs = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


def try_days(rest: Board, these: Wanted, bars: Bars, people: list[int], best: Best) -> None:
    """Ask every day `people` work for room for `these`; what more than one rule keeps from it is not asked for."""
    hard = rest.problem.obligations.hard[these.rows]
    lapsed = rest.problem.obligations.due_by[these.rows] < np.datetime64(rest.problem.horizon.start, "D")
    for cell in rest.cells(people):
        bits = bars.bits(*cell)
        # A law that can still be kept is not bent.
        bits[hard & ~lapsed & (bits & Bar.LATE > 0)] |= Bar.EARLY
        chosen = np.flatnonzero(_liftable(bits) & (best.price > 0))
        if len(chosen):
            asked = rest.ask(rest.line(cell), these.take(chosen), bits[chosen])
            _offer(rest, these.take(chosen), chosen, bits[chosen], asked, best)


def try_days_off(rest: Board, these: Wanted, bars: Bars, people: list[int], best: Best) -> None:
    """Ask for room on days off, worked as the day nearest to them is."""
    price = price_min(CureKind.EXTRA_SHIFT, rest.problem.policy.cures)
    for technician, on in rest.without_shift(people):
        chosen = np.flatnonzero((bars.bits(technician, on) == 0) & (best.price > price))
        shifts = rest.problem.technicians[technician].shifts
        if not len(chosen) or not shifts:
            continue
        like = min(shifts, key=lambda one: (abs((one.on - on).days), one.on))
        day = rest.line_with(
            technician, type(like)(on=on, start_s=like.start_s, end_s=like.end_s, breaks=like.breaks), ()
        )
        asked = rest.ask(day, these.take(chosen), np.zeros(len(chosen), dtype=np.int64))
        best.offer(chosen, CureKind.EXTRA_SHIFT, day, asked.stands, _all(chosen), price + _minutes(asked.stands))


def _liftable(bits: Longs) -> Mask:
    one = np.zeros(len(bits), dtype=np.bool_)
    for bar in (0, *LIFTS, Bar.CERTIFICATE):
        one |= bits == int(bar)
    return one


def _offer(rest: Board, these: Wanted, chosen: Longs, bits: Longs, asked: Asked, best: Best) -> None:
    policy, day = rest.problem.policy, asked.day
    prices = policy.cures
    lost = (asked.bars & Bar.UNREACHABLE) > 0
    free = (bits == 0) & ~lost
    travel = _minutes(asked.stands) + _strange(rest, these, day.technician)
    best.offer(chosen, CureKind.INSERT, day, asked.stands, free, travel)
    hours = free & ~asked.stands.found
    best.offer(
        chosen, CureKind.WIDER_HOURS, day, asked.any_hours, hours, _minutes(asked.any_hours) + prices.wider_hours
    )
    over = asked.stretched.over_s / 60 * policy.overtime_price
    best.offer(chosen, CureKind.OVERTIME, day, asked.stretched, hours, _minutes(asked.stretched) + over)
    for bar, kind in LIFTS.items():
        alone = (bits == int(bar)) & ~lost
        if alone.any():
            late = _days_late(rest, these, day.on) if bar is Bar.LATE else 0.0
            best.offer(chosen, kind, day, asked.stands, alone, travel + price_min(kind, prices) + late)
    lacking = (bits == int(Bar.CERTIFICATE)) & ~lost
    if lacking.any():
        once = lacking & _held_once(rest, these, day.technician)
        best.offer(chosen, CureKind.RENEW, day, asked.stands, once, travel + prices.renew)
        best.offer(chosen, CureKind.CERTIFY, day, asked.stands, lacking & ~once, travel + prices.certify)
    best.offer(
        chosen, CureKind.MORE_WORK, day, asked.any_work, hours, _minutes(asked.any_work) + _work(rest, these, asked)
    )
    best.offer(chosen, CureKind.ANY_ORDER, day, asked.any_order, hours, _minutes(asked.any_order) + prices.any_order)
    if asked.bars.size and (asked.bars & Bar.MAX_STOPS).any():
        _one_more_stop(rest, these, chosen, free, asked, best)


def _one_more_stop(rest: Board, these: Wanted, chosen: Longs, free: Mask, asked: Asked, best: Best) -> None:
    found = rest.ask(asked.day, these, np.zeros(len(these), dtype=np.int64), any_number=True).stands
    price = _minutes(found) + rest.problem.policy.cures.more_stops
    best.offer(chosen, CureKind.MORE_STOPS, asked.day, found, free & ~asked.stands.found, price)


def _work(rest: Board, these: Wanted, asked: Asked) -> Floats:
    """Return what the work beyond the most of a day is worth, at the usual pace."""
    policy, day = rest.problem.policy, asked.day
    added = np.where(asked.any_work.found, asked.any_work.added_s, 0)
    over = np.maximum(0, day.usual_work_s + added + these.service - day.most_work_s)
    worth: Floats = over / 60 * policy.overtime_price + policy.cures.more_work
    return worth


def _minutes(found: Room) -> Floats:
    return np.where(found.found, found.added_s, 0) / 60


def _strange(rest: Board, these: Wanted, technician: int) -> Floats:
    """Return the minutes a strange face is worth."""
    wanted = rest.problem.obligations.preferred[these.rows]
    return np.where((wanted != NONE) & (wanted != technician), rest.problem.policy.familiarity_s / 60, 0.0)


def _days_late(rest: Board, these: Wanted, on: date) -> Floats:
    due = rest.problem.obligations.due_by[these.rows]
    days = (np.datetime64(on, "D") - due).astype("timedelta64[D]").astype(np.int64)
    return np.maximum(0, days).astype(np.float64)


def _held_once(rest: Board, these: Wanted, technician: int) -> Mask:
    """Tell for which visits the technician once held every certificate now lacking."""
    person, kinds = rest.problem.technicians[technician], rest.problem.certificates
    ever = sum(1 << bit for bit, kind in enumerate(kinds) if any(span.kind == kind for span in person.certificates))
    need = rest.problem.obligations.skills[these.rows]
    once: Mask = np.equal(need & ~np.uint64(ever), 0)
    return once


def _all(chosen: Longs) -> Mask:
    return np.ones(len(chosen), dtype=np.bool_)
