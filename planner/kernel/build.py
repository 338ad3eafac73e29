"""Laying out an instance from tables of stops and vehicles."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.kernel.instance import FORBIDDEN, NEVER, Instance, Ints, Longs
from planner.kernel.pace import Pace, pace_tables
from planner.kernel.strict import DRIVEN, LOOSE, ORDERED

NEAREST = 100
"""Neighbours kept of each stop."""

BESIDE = 24
"""Stops kept beside which a place for a stop is looked for, before and after it."""

WAITING = 0.2
"""What a second of waiting that two stops in a row must cause counts against a second of travel."""

Window = tuple[int, int]
Pause = tuple[int, int, int] | tuple[int, int, int, tuple[Window, ...]]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class StopTable:
    """`n` stops; node `i` of the matrices is stop `i`. Columns as in `planner.kernel.instance.Instance`.

    Attributes
    ----------
    windows : for each stop its (start, end) pairs in time order, both ends included
    price : none: nothing
    after : pairs (first, later) of stops: in this order on one route, when both are on any
    """

    halt_s: npt.NDArray[np.int64]
    windows: tuple[tuple[tuple[int, int], ...], ...]
    load: npt.NDArray[np.int64]
    stake: Longs
    price: Longs | None = None
    after: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Vehicle:
    """One technician on one day: where from and to (nodes), when, with how much room, by which profile.

    Attributes
    ----------
    shift_end : when the regular shift ends; ``overtime_s`` more are allowed at `overtime_price` a second
    breaks : (first moment to begin, last moment to begin, length) of each pause, and the other windows in which it may
        begin instead; pauses are taken in the order in which their first windows begin
    most_work : most seconds of travel and halts
    most_away : most seconds between leaving and coming back, for who may leave later; None: the shift alone counts. Not
        together with breaks, slower hours or stops of several windows
    """

    start_node: int
    end_node: int
    shift_start: int
    shift_end: int
    room: int
    profile: int = 0
    open_cost: int = 0
    breaks: tuple[Pause, ...] = ()
    overtime_s: int = 0
    overtime_price: float = 0.0
    most_work: int | None = None
    most_away: int | None = None


def build_instance(
    duration: npt.NDArray[np.int32],
    stops: StopTable,
    vehicles: tuple[Vehicle, ...],
    surcharge: npt.NDArray[np.int64],
    paces: tuple[Pace, ...] = (),
) -> Instance:
    """Check the tables and lay them out.

    Parameters
    ----------
    duration : int32 (p, N, N), seconds between nodes by profile; the first `n` nodes are the stops
    surcharge : int64 (n, v), ``FORBIDDEN`` or above where the vehicle may not serve the stop
    paces : by profile (until when, how fast in millionths) in time order, the last for the rest of time; empty where
        travel is the same all day

    Raises
    ------
    ValueError
        If shapes disagree or a number is negative: the caller made a mistake, this is no matter of input.
    """
    n, count = len(stops.halt_s), len(vehicles)
    price = np.zeros(n, dtype=np.int64) if stops.price is None else stops.price
    _check(duration, stops, price, surcharge, (n, count))
    starts, ends = window_table(stops.windows)
    pauses = [possible_pauses(one) for one in vehicles]
    break_start, break_end, break_s = _pause_tables(pauses)
    tables = pace_tables(paces, len(duration))
    columns = {
        name: np.array([getattr(one, name) for one in vehicles], dtype=np.int32)
        for name in ("start_node", "end_node", "shift_start", "room", "profile", "open_cost")
    }
    surcharge32 = np.ascontiguousarray(np.minimum(surcharge, FORBIDDEN).astype(np.int32))
    before, after = _beside(duration[0] if len(duration) else np.zeros((n, n), dtype=np.int32), stops, starts, ends)
    outbound = np.ascontiguousarray(duration, dtype=np.int32)
    inbound = np.ascontiguousarray(outbound.transpose(0, 2, 1))
    return Instance(
        duration=outbound,
        # One copy serves both where all ways are as long as the ways back: less to hold in the processor's cache.
        inbound=outbound if np.array_equal(inbound, outbound) else inbound,
        halt_s=stops.halt_s.astype(np.int32),
        window_start=starts,
        window_end=ends,
        load=stops.load.astype(np.int32),
        stake=stops.stake.astype(np.int64),
        price=price.astype(np.int64),
        surcharge=surcharge32,
        near=nearest(duration[0] if len(duration) else np.zeros((n, n), dtype=np.int32), n),
        near_before=before,
        near_after=after,
        most_away=_most_away(vehicles, starts.shape[1], paces),
        kind=_kinds(vehicles, surcharge32),
        shift_end=np.array([one.shift_end + one.overtime_s for one in vehicles], dtype=np.int32),
        breaks=np.array([len(one) for one in pauses], dtype=np.int32),
        break_start=break_start,
        break_end=break_end,
        break_s=break_s,
        regular_end=np.array([one.shift_end for one in vehicles], dtype=np.int32),
        overtime_price=np.array([one.overtime_price for one in vehicles], dtype=np.float64),
        most_work=np.array([NEVER if one.most_work is None else one.most_work for one in vehicles], dtype=np.int64),
        pace_until=tables.pace_until,
        pace=tables.pace,
        ahead=_linked(n, [(later, first) for first, later in stops.after]),
        behind=_linked(n, list(stops.after)),
        strict=np.array([_strict(one, stops.after, tables.pace.shape[1]) for one in vehicles], dtype=np.int8),
        **columns,
    )


def windows_of(pause: Pause) -> tuple[Window, ...]:
    """Return all windows in which a pause may begin, in time order."""
    return tuple(sorted(((pause[0], pause[1]), *(pause[3] if len(pause) == 4 else ()))))


def possible_pauses(vehicle: Vehicle) -> tuple[Pause, ...]:
    """Return the pauses that lie in the shift and its overtime, in order, so that all can be taken."""
    kept: list[Pause] = []
    before = vehicle.shift_end + vehicle.overtime_s
    for pause in sorted(vehicle.breaks, key=lambda one: (windows_of(one)[0], one[2]), reverse=True):
        lasts = [(start, min(end, before - pause[2])) for start, end in windows_of(pause)]
        possible = [last for start, last in lasts if last >= max(start, vehicle.shift_start)]
        if possible:
            kept.append(pause)
            before = max(possible)
    return tuple(kept[::-1])


def _check(
    duration: npt.NDArray[np.int32],
    stops: StopTable,
    price: Longs,
    surcharge: npt.NDArray[np.int64],
    shape: tuple[int, int],
) -> None:
    columns = (stops.halt_s, stops.load, stops.stake, price)
    if any(column.shape != shape[:1] for column in columns) or len(stops.windows) != shape[0]:
        raise ValueError(f"stop columns must have {shape[0]} rows")
    if surcharge.shape != shape or duration.ndim != 3 or duration.shape[1] != duration.shape[2]:
        raise ValueError("surcharge or duration has the wrong shape")
    if any((column < 0).any() for column in columns) or (duration < 0).any() or duration.shape[1] < shape[0]:
        raise ValueError("durations, loads, stakes and prices must not be negative; every stop is a node")
    if (price[stops.stake > 0] > 0).any():
        raise ValueError("a stop with a stake must have no price")


def window_table(windows: tuple[tuple[Window, ...], ...]) -> tuple[Ints, Ints]:
    """Return first and last moments of the windows of each row, int32 (rows, w)."""
    width = max((len(each) for each in windows), default=0) or 1
    # Spare columns open after they close: nothing fits them, forward or backward.
    starts = np.full((len(windows), width), np.iinfo(np.int32).max, dtype=np.int32)
    ends = np.full((len(windows), width), -1, dtype=np.int32)
    for row, each in enumerate(windows):
        for column, (start, end) in enumerate(sorted(each)):
            starts[row, column], ends[row, column] = max(0, start), end
    return starts, ends


def _pause_tables(pauses: list[tuple[Pause, ...]]) -> tuple[Ints, Ints, Ints]:
    width = max((len(one) for one in pauses), default=0)
    every = [pause for one in pauses for pause in one]
    starts, ends = window_table(tuple(windows_of(pause) for pause in every))
    shape = (len(pauses), width, starts.shape[1])
    first, last = np.full(shape, np.iinfo(np.int32).max, dtype=np.int32), np.full(shape, -1, dtype=np.int32)
    length = np.zeros(shape[:2], dtype=np.int32)
    at = 0
    for row, one in enumerate(pauses):
        for column, pause in enumerate(one):
            first[row, column], last[row, column], length[row, column] = starts[at], ends[at], pause[2]
            at += 1
    return first, last, length


def _most_away(vehicles: tuple[Vehicle, ...], windows: int, paces: tuple[Pace, ...]) -> Ints:
    limited = [one for one in vehicles if one.most_away is not None]
    if limited and (windows > 1 or any(paces) or any(one.breaks for one in limited)):
        raise ValueError("a limit on the time away goes with one window a stop, one pace and no breaks")
    return np.array([NEVER if one.most_away is None else one.most_away for one in vehicles], dtype=np.int32)


def _linked(n: int, pairs: list[tuple[int, int]]) -> Ints:
    """Return for each stop the others it is paired with, int32 (n, most)."""
    others: list[list[int]] = [[] for _ in range(n)]
    for one, other in pairs:
        others[one].append(other)
    table = np.full((n, max((len(one) for one in others), default=0)), -1, dtype=np.int32)
    for row, each in enumerate(others):
        table[row, : len(each)] = each
    return table


def _strict(one: Vehicle, after: tuple[tuple[int, int], ...], stretches: int) -> int:
    if one.overtime_s > 0 or one.most_work is not None or stretches > 0:
        return DRIVEN
    return ORDERED if after else LOOSE


def nearest(duration: npt.NDArray[np.int32], n: int) -> Ints:
    """Return for each of the first `n` nodes the others of them from the nearest on, int32 (n, m)."""
    apart = duration[:n, :n].astype(np.int64)
    apart = np.minimum(apart, apart.T)
    np.fill_diagonal(apart, np.iinfo(np.int64).max)
    most = min(NEAREST, max(0, n - 1))
    return np.ascontiguousarray(np.argsort(apart, axis=1, kind="stable")[:, :most].astype(np.int32))


def _beside(duration: npt.NDArray[np.int32], stops: StopTable, starts: Ints, ends: Ints) -> tuple[Ints, Ints]:
    """Return for each stop those it may directly follow and those that may directly follow it, the best first.

    Source: T. Vidal et al., "A hybrid genetic algorithm with adaptive diversity management for a large class of vehicle
    routing problems with time-windows", Computers & Operations Research 40(1), 2013, doi:10.1016/j.cor.2012.07.018,
    section 4.3 (correlation of a pair of stops).
    """
    n = len(stops.halt_s)
    leg = duration[:n, :n].astype(np.float64)
    first, last = starts.min(axis=1, initial=np.iinfo(np.int32).max), ends.max(axis=1, initial=-1)
    there = first[:, None] + stops.halt_s[:, None] + leg
    waits = np.maximum(0.0, first[None, :] - (last + stops.halt_s)[:, None] - leg)
    apart = np.where(there <= last[None, :], leg + WAITING * waits, np.inf)
    np.fill_diagonal(apart, np.inf)
    return _first_of(apart.T), _first_of(apart)


def _first_of(apart: npt.NDArray[np.float64]) -> Ints:
    order = np.argsort(apart, axis=1, kind="stable")[:, :BESIDE]
    kept = np.isfinite(np.take_along_axis(apart, order, axis=1))
    return np.ascontiguousarray(np.where(kept, order, -1).astype(np.int32))


def _kinds(vehicles: tuple[Vehicle, ...], surcharge: Ints) -> Ints:
    known: dict[tuple[Vehicle, bytes], int] = {}
    columns = np.ascontiguousarray(surcharge.T)
    kinds = [known.setdefault((one, columns[row].tobytes()), len(known)) for row, one in enumerate(vehicles)]
    return np.array(kinds, dtype=np.int32).reshape(len(vehicles))
