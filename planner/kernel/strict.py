"""What only a look at the whole route tells: overtime at its price, slower hours, working time, and who comes first.

A vehicle for which one of these matters is strict: a place that `planner.kernel.insertion.fits` lets through is looked
at once more here, exactly, by driving the route; what it finds is part of the route's cost (`State.extra`). All other
vehicles pay one look at a flag.
"""

import numpy as np
import numpy.typing as npt

from planner.kernel.clock import last_pause, opens, paused
from planner.kernel.compiled import compiled, entry, inlined
from planner.kernel.instance import FORBIDDEN, NEVER, Instance, Ints, Longs
from planner.kernel.pace import arrives, leaves
from planner.kernel.state import COST, State

LOOSE, ORDERED, DRIVEN = range(3)
"""Values of `Instance.strict`: nothing to look at; only the order of stops; the whole route."""

DEAREST = FORBIDDEN // 4
"""Most that overtime costs a route: a price beyond all reason must not look like a prohibition."""

MOMENT, ROAD, FILLED = range(3)
"""Rows of the scratch: where time stands with 0..b pauses taken, seconds driven, a pause fills the wait."""


@inlined
def surplus(instance: Instance, state: State, stop: int, vehicle: int, position: int) -> int:
    """Return what the place costs besides its detour; ``NEVER`` where it is none (a detour may be below nothing)."""
    if instance.strict[vehicle] == LOOSE:
        return 0
    return surplus_strict(instance, state, stop, vehicle, position)


@compiled
def surplus_strict(instance: Instance, state: State, stop: int, vehicle: int, position: int) -> int:
    """Do `surplus` for a strict vehicle."""
    if not in_order(instance, state, stop, vehicle, position):
        return NEVER
    if instance.strict[vehicle] == ORDERED or is_early(instance, state, stop, vehicle, position):
        return 0
    extra = extra_cost(instance, vehicle, state.route, vehicle, state.length[vehicle], stop, position, state.trip)
    return extra if extra >= FORBIDDEN else extra - state.extra[vehicle]


@compiled
def in_order(instance: Instance, state: State, stop: int, vehicle: int, position: int) -> bool:
    """Tell whether all that must come before the stop does, and nothing that must come after it."""
    for column in range(instance.ahead.shape[1]):
        first = instance.ahead[stop, column]
        if first >= 0 and state.owner[first] >= 0 and (state.owner[first] != vehicle or state.place[first] > position):
            return False
    for column in range(instance.behind.shape[1]):
        later = instance.behind[stop, column]
        if later >= 0 and state.owner[later] >= 0 and (state.owner[later] != vehicle or state.place[later] <= position):
            return False
    return True


@compiled
def is_early(instance: Instance, state: State, stop: int, vehicle: int, position: int) -> bool:
    """Tell in O(1) that nothing about the route changes but its detour: no overtime, by far.

    One window a stop and no pause: whatever comes later is later by no more than this insertion delays the next stop.
    """
    if instance.pace.shape[1] > 0 or instance.breaks[vehicle] > 0 or instance.window_end.shape[1] > 1:
        return False
    if instance.most_work[vehicle] < NEVER or state.extra[vehicle] > 0:
        return False
    profile, last = instance.profile[vehicle], state.length[vehicle] + 1
    there = state.ready[vehicle, position, 0] + instance.duration[profile, state.route[vehicle, position], stop]
    arrive = opens(instance, stop, there) + instance.halt_s[stop]
    arrive += instance.duration[profile, stop, state.route[vehicle, position + 1]]
    direct = instance.duration[profile, state.route[vehicle, position], state.route[vehicle, position + 1]]
    delay = max(0, arrive - state.ready[vehicle, position, 0] - direct)
    return state.ready[vehicle, last, 0] + delay <= instance.regular_end[vehicle]


@compiled
def settle(instance: Instance, state: State, vehicle: int) -> None:
    """Let the cost of a changed route hold what only driving it tells."""
    if instance.strict[vehicle] != DRIVEN:
        return
    extra = 0
    if state.length[vehicle] > 0:
        extra = extra_cost(instance, vehicle, state.route, vehicle, state.length[vehicle], -1, 0, state.trip)
    state.spent[vehicle] += extra - state.extra[vehicle]
    state.total[COST] += extra - state.extra[vehicle]
    state.extra[vehicle] = extra


@compiled
def extra_cost(
    instance: Instance, vehicle: int, route: Ints, row: int, length: int, stop: int, position: int, trip: Longs
) -> int:
    """Return overtime at its price and what slower hours add to the travel; ``NEVER`` when it cannot be driven.

    Parameters
    ----------
    route, row, length : the route, both ends included, in a row of `route`, and its number of stops
    stop, position : a stop to be put after the node at `position`; -1: none
    trip : int64 (3, b + 1), scratch
    """
    levels, profile = instance.breaks[vehicle] + 1, instance.profile[vehicle]
    for level in range(levels):
        trip[MOMENT, level] = instance.shift_start[vehicle] if level == 0 else NEVER
        trip[ROAD, level], trip[FILLED, level] = 0, 0
    rest(instance, vehicle, trip)
    here, usual, halts = route[row, 0], 0, 0
    steps = length + 1 + (1 if stop >= 0 else 0)
    for step in range(1, steps + 1):
        node = route[row, step - 1 if stop >= 0 and step > position + 1 else step]
        if stop >= 0 and step == position + 1:
            node = stop
        leg = instance.duration[profile, here, node]
        usual += leg
        for level in range(levels):
            if trip[MOMENT, level] < NEVER:
                there = arrives(instance, profile, trip[MOMENT, level], leg)
                trip[ROAD, level] += there - trip[MOMENT, level]
                trip[MOMENT, level] = there
        if step < steps:
            halt(instance, vehicle, node, leg, step == 1, trip)
            halts += instance.halt_s[node]
        here = node
    return priced(instance, vehicle, usual, halts, trip)


@compiled
def halt(instance: Instance, vehicle: int, stop: int, leg: int, first: bool, trip: Longs) -> None:  # noqa: FBT001
    """Pause, serve and pause; who would wait at the `first` door, a leg of `leg` away, leaves later instead."""
    levels, profile = instance.breaks[vehicle] + 1, instance.profile[vehicle]
    for level in range(levels):
        trip[FILLED, level] = 0
    rest(instance, vehicle, trip)
    for level in range(levels):
        if trip[MOMENT, level] >= NEVER:
            continue
        begin = opens(instance, stop, trip[MOMENT, level])
        if first and begin < NEVER and not trip[FILLED, level]:
            trip[ROAD, level] = begin - leaves(instance, profile, begin, leg)
        trip[MOMENT, level] = min(NEVER, begin + instance.halt_s[stop])
    rest(instance, vehicle, trip)


@compiled
def rest(instance: Instance, vehicle: int, trip: Longs) -> None:
    """Let each level of the scratch reach the next by pausing here, where that is earlier."""
    for pause in range(instance.breaks[vehicle]):
        ended = paused(instance, vehicle, pause, trip[MOMENT, pause])
        if ended < trip[MOMENT, pause + 1]:
            trip[MOMENT, pause + 1], trip[ROAD, pause + 1], trip[FILLED, pause + 1] = ended, trip[ROAD, pause], 1


@compiled
def priced(instance: Instance, vehicle: int, usual: int, halts: int, trip: Longs) -> int:
    """Return the extra cost of the way in the scratch that is home first; `usual` seconds are paid for already."""
    home, road = NEVER, 0
    for level in range(instance.breaks[vehicle] + 1):
        if trip[MOMENT, level] < home and may_end(instance, vehicle, level, trip[MOMENT, level]):
            home, road = trip[MOMENT, level], trip[ROAD, level]
    if home >= NEVER or road + halts > instance.most_work[vehicle]:
        return NEVER
    over = max(0, home - instance.regular_end[vehicle])
    return int(road - usual + min(float(DEAREST), np.floor(instance.overtime_price[vehicle] * over + 0.5)))


@compiled
def may_end(instance: Instance, vehicle: int, level: int, moment: int) -> bool:
    """Tell whether who is home at `moment` with `level` pauses taken is there in time for the others and the shift."""
    for pause in range(level, instance.breaks[vehicle]):
        if moment > last_pause(instance, vehicle, pause):
            return False
    return moment <= instance.shift_end[vehicle]


@entry
def extra_of(instance: Instance, vehicle: int, route: Ints, trip: Longs) -> int:
    """Return `extra_cost` of the route in the only row of `route`, both ends included."""
    return extra_cost(instance, vehicle, route, 0, route.shape[1] - 2, -1, 0, trip)


def extra_of_stops(instance: Instance, vehicle: int, stops: npt.NDArray[np.int32]) -> int:
    """Return what a route over `stops` costs besides travel, surcharges and opening; see `extra_cost`."""
    if instance.strict[vehicle] != DRIVEN or len(stops) == 0:
        return 0
    nodes = np.concatenate([[instance.start_node[vehicle]], stops, [instance.end_node[vehicle]]])
    trip = np.zeros((3, instance.break_s.shape[1] + 1), dtype=np.int64)
    return int(extra_of(instance, vehicle, nodes[None, :].astype(np.int32), trip))
