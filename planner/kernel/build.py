"""Laying out an instance from tables of stops and vehicles."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.kernel.instance import FORBIDDEN, Instance, Ints, Longs

NEAREST = 100
"""Neighbours kept of each stop."""

BESIDE = 24
"""Stops kept beside which a place for a stop is looked for, before and after it."""

WAITING = 0.2
"""What a second of waiting that two stops in a row must cause counts against a second of travel."""

Pause = tuple[int, int, int]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class StopTable:
    """`n` stops; node `i` of the matrices is stop `i`. Columns as in `planner.kernel.instance.Instance`.

    Attributes
    ----------
    windows : for each stop its (start, end) pairs in time order, both ends included
    price : none: nothing
    """

    halt_s: npt.NDArray[np.int64]
    windows: tuple[tuple[tuple[int, int], ...], ...]
    load: npt.NDArray[np.int64]
    stake: Longs
    price: Longs | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Vehicle:
    """One technician on one day: where from and to (nodes), when, with how much room, by which profile.

    Attributes
    ----------
    breaks : (first moment to begin, last moment to begin, length) of each pause
    """

    start_node: int
    end_node: int
    shift_start: int
    shift_end: int
    room: int
    profile: int = 0
    open_cost: int = 0
    breaks: tuple[Pause, ...] = ()


def build_instance(
    duration: npt.NDArray[np.int32],
    stops: StopTable,
    vehicles: tuple[Vehicle, ...],
    surcharge: npt.NDArray[np.int64],
) -> Instance:
    """Check the tables and lay them out.

    Parameters
    ----------
    duration : int32 (p, N, N), seconds between nodes by profile; the first `n` nodes are the stops
    surcharge : int64 (n, v), ``FORBIDDEN`` or above where the vehicle may not serve the stop

    Raises
    ------
    ValueError
        If shapes disagree or a number is negative: the caller made a mistake, this is no matter of input.
    """
    n, count = len(stops.halt_s), len(vehicles)
    price = np.zeros(n, dtype=np.int64) if stops.price is None else stops.price
    _check(duration, stops, price, surcharge, (n, count))
    starts, ends = _windows(stops.windows)
    pauses = [possible_pauses(one) for one in vehicles]
    breaks = _pause_table(pauses)
    columns = {
        name: np.array([getattr(one, name) for one in vehicles], dtype=np.int32)
        for name in ("start_node", "end_node", "shift_start", "shift_end", "room", "profile", "open_cost")
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
        kind=_kinds(vehicles, surcharge32),
        breaks=np.array([len(one) for one in pauses], dtype=np.int32),
        break_start=np.ascontiguousarray(breaks[:, :, 0]),
        break_end=np.ascontiguousarray(breaks[:, :, 1]),
        break_s=np.ascontiguousarray(breaks[:, :, 2]),
        **columns,
    )


def possible_pauses(vehicle: Vehicle) -> tuple[Pause, ...]:
    """Return the pauses that lie in the shift, in order, each cut to the moments at which all can still be taken."""
    kept: list[Pause] = []
    before = vehicle.shift_end
    for start, end, length in sorted(vehicle.breaks, reverse=True):
        last = min(end, before - length)
        if last >= max(start, vehicle.shift_start):
            kept.append((start, end, length))
            before = last
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


def _windows(windows: tuple[tuple[tuple[int, int], ...], ...]) -> tuple[Ints, Ints]:
    width = max((len(each) for each in windows), default=0) or 1
    # Spare columns open after they close: nothing fits them, forward or backward.
    starts = np.full((len(windows), width), np.iinfo(np.int32).max, dtype=np.int32)
    ends = np.full((len(windows), width), -1, dtype=np.int32)
    for row, each in enumerate(windows):
        for column, (start, end) in enumerate(sorted(each)):
            starts[row, column], ends[row, column] = max(0, start), end
    return starts, ends


def _pause_table(pauses: list[tuple[Pause, ...]]) -> Ints:
    width = max((len(one) for one in pauses), default=0)
    table = np.zeros((len(pauses), width, 3), dtype=np.int32)
    for row, one in enumerate(pauses):
        if one:
            table[row, : len(one)] = one
    return table


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
