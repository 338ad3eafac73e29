"""What the compiled search works on: one flat tuple of arrays."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]

FORBIDDEN = 1 << 30
"""A surcharge that means: this vehicle may not serve this stop."""

NEVER = (1 << 31) - 1
"""A moment later than any other, in seconds."""


class Instance(NamedTuple):
    """`n` stops, `v` vehicles (a vehicle is one technician on one day), `p` profiles, times in seconds.

    Attributes
    ----------
    duration : int32 (p, N, N), travel between nodes; nodes 0..n-1 are the stops, the others starts and ends
    inbound : int32 (p, N, N), the same with rows and columns exchanged, so that all ways to a node lie side by side
    halt_s : int32 (n,), entering plus service
    window_start, window_end : int32 (n, w), when a halt may begin (both ends included), in time order; spare
        columns hold a start after their end
    load : int32 (n,), what the stop takes of a vehicle's room, at least 0
    stake : int64 (n,), what is lost when the stop is left out; comparing sums of stakes compares the counts left
        out class by class, see `planner.kernel.objective`
    price : int64 (n,), what leaving the stop out costs, measured like travel; only where the stake is 0
    surcharge : int32 (n, v), extra cost of serving the stop with the vehicle, or ``FORBIDDEN``
    near : int32 (n, m), the other stops from the nearest on
    near_before, near_after : int32 (n, k), stops that it may directly follow, and those that may directly follow it,
        the best first by way and waiting; -1 after the last
    start_node, end_node, shift_start, shift_end, room, profile, open_cost : int32 (v,)
    most_away : int32 (v,), most seconds between leaving and coming back, or ``NEVER``; see `planner.kernel.away`
    kind : int32 (v,), equal numbers are exchangeable vehicles
    breaks : int32 (v,), number of pauses to take, at most `b`
    break_start, break_end : int32 (v, b, u), first and last moment a pause may begin, in each of its windows in time
        order; spare columns hold a start after their end
    break_s : int32 (v, b), length of a pause
    regular_end : int32 (v,), when overtime begins; `shift_end` is the last moment to be home
    overtime_price : float64 (v,), cost of each second home after `regular_end`
    most_work : int64 (v,), most seconds of travel and halts on one route, waiting and pauses not counted
    pace_until, pace : int64 (p, k), until when how fast a profile gets on, in millionths of the way that takes a
        second by `duration`; `k` is 0 when travel is the same all day; see `planner.kernel.pace`
    ahead, behind : int32 (n, a), stops that come before and after a stop, on the same route, if they are on any;
        ``-1`` in spare columns
    strict : int8 (v,), how closely a route of the vehicle has to be looked at; see `planner.kernel.strict`
    """

    duration: npt.NDArray[np.int32]
    inbound: npt.NDArray[np.int32]
    halt_s: Ints
    window_start: Ints
    window_end: Ints
    load: Ints
    stake: Longs
    price: Longs
    surcharge: Ints
    near: Ints
    near_before: Ints
    near_after: Ints
    start_node: Ints
    end_node: Ints
    shift_start: Ints
    shift_end: Ints
    room: Ints
    profile: Ints
    open_cost: Ints
    most_away: Ints
    kind: Ints
    breaks: Ints
    break_start: Ints
    break_end: Ints
    break_s: Ints
    regular_end: Ints
    overtime_price: npt.NDArray[np.float64]
    most_work: Longs
    pace_until: Longs
    pace: Longs
    ahead: Ints
    behind: Ints
    strict: npt.NDArray[np.int8]
