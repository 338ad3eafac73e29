"""May a stop go between two others, and where does it cost least?"""

import numpy as np

from planner.kernel.away import is_short
from planner.kernel.chance import unit
from planner.kernel.clock import last_arrival, opens, paused
from planner.kernel.compiled import compiled, inlined
from planner.kernel.instance import FORBIDDEN, NEVER, Instance
from planner.kernel.pace import arrives
from planner.kernel.state import BLINK, BLINK_IN, State
from planner.kernel.strict import surplus
from planner.kernel.timing import take_pauses

EVERYWHERE, FORSAKEN = 0.05, 0.25
"""Chance that a stop absent before, without a place near, is offered all routes; and that one is whose near stops are
all absent, unless a price says what it is worth."""

NOBODY = -1
"""The vehicle of a place that does not exist."""


@inlined
def fits(instance: Instance, state: State, stop: int, vehicle: int, position: int) -> bool:
    """Tell whether `stop` may follow the node at `position`: windows, pauses and the end of the shift all hold."""
    profile, levels = instance.profile[vehicle], instance.breaks[vehicle] + 1
    there = instance.inbound[profile, stop, state.route[vehicle, position]]
    back = instance.duration[profile, stop, state.route[vehicle, position + 1]]
    if instance.pace.shape[1] > 0:
        return fits_pauses(instance, state, stop, vehicle, position, there, back)
    if levels == 1:
        begin = opens(instance, stop, state.ready[vehicle, position, 0] + there)
        if begin + instance.halt_s[stop] + back > state.latest[vehicle, position + 1, 0]:
            return False
        return is_short(instance, state, stop, vehicle, position, there, back)
    if levels == 2:
        return fits_one_pause(instance, state, stop, vehicle, position, there, back)
    return fits_pauses(instance, state, stop, vehicle, position, there, back)


@compiled
def fits_pauses(
    instance: Instance, state: State, stop: int, vehicle: int, position: int, there: int, back: int
) -> bool:
    """Do what `fits` does for any number of pauses and at any pace."""
    profile, levels, moment = instance.profile[vehicle], instance.breaks[vehicle] + 1, state.moment
    for level in range(levels):
        moment[level] = arrives(instance, profile, state.ready[vehicle, position, level], there)
    take_pauses(instance, state, vehicle)
    for level in range(levels):
        moment[level] = min(NEVER, opens(instance, stop, moment[level]) + instance.halt_s[stop])
    take_pauses(instance, state, vehicle)
    timely = False
    for level in range(levels):
        timely |= arrives(instance, profile, moment[level], back) <= state.latest[vehicle, position + 1, level]
    return timely


@inlined
def fits_one_pause(
    instance: Instance, state: State, stop: int, vehicle: int, position: int, there: int, back: int
) -> bool:
    """Do what the loops of `fits` do for the usual case of one pause, the way without it here first."""
    halt, after = instance.halt_s[stop], position + 1
    early = state.ready[vehicle, position, 0] + there
    left = opens(instance, stop, early) + halt
    if left + back <= state.latest[vehicle, after, 0]:
        return True
    late = min(state.ready[vehicle, position, 1] + there, paused(instance, vehicle, 0, early))
    late = min(opens(instance, stop, late) + halt, paused(instance, vehicle, 0, left))
    return late + back <= state.latest[vehicle, after, 1]


@inlined
def detour(instance: Instance, state: State, stop: int, vehicle: int, position: int) -> int:
    """Return what it costs to let `stop` follow the node at `position`."""
    profile = instance.profile[vehicle]
    before, after = state.route[vehicle, position], state.route[vehicle, position + 1]
    cost = instance.inbound[profile, stop, before] + instance.duration[profile, stop, after]
    cost += instance.surcharge[stop, vehicle]
    if state.length[vehicle] == 0:
        return cost + instance.open_cost[vehicle]
    return cost - state.leg[vehicle, position]


@inlined
def may_take(instance: Instance, state: State, stop: int, vehicle: int) -> bool:
    """Tell whether `vehicle` is allowed to serve `stop` and has room for it."""
    if instance.surcharge[stop, vehicle] >= FORBIDDEN:
        return False
    return state.carried[vehicle] + instance.load[stop] <= instance.room[vehicle]


@inlined
def blinks(state: State) -> bool:
    """Overlook a place now and then; the places until the next one overlooked are drawn at once."""
    if state.tune[BLINK] <= 0.0:
        return False
    if state.tally[BLINK_IN] < 0:
        state.tally[BLINK_IN] = int(np.log(1.0 - unit(state.words)) / np.log(1.0 - state.tune[BLINK]))
    state.tally[BLINK_IN] -= 1
    return state.tally[BLINK_IN] < 0


@inlined
def scan_route(instance: Instance, state: State, stop: int, vehicle: int, cheapest: int) -> tuple[int, int]:
    """Return the cheapest place in one route below the cost `cheapest`: position (-1: none) and cost."""
    found = -1
    plain = instance.breaks[vehicle] == 0
    latest_begin = last_arrival(instance, stop, FORBIDDEN)
    profile = instance.profile[vehicle]
    empty = state.length[vehicle] == 0
    extra = instance.surcharge[stop, vehicle] + (instance.open_cost[vehicle] if empty else 0)
    for position in range(state.length[vehicle] + 1):
        before, after = state.route[vehicle, position], state.route[vehicle, position + 1]
        if plain and state.ready[vehicle, position, 0] > latest_begin:
            break
        cost = extra + instance.inbound[profile, stop, before] + instance.duration[profile, stop, after]
        if not empty:
            cost -= state.leg[vehicle, position]
        if cost < cheapest and not blinks(state) and fits(instance, state, stop, vehicle, position):
            cost += surplus(instance, state, stop, vehicle, position)
            if cost < cheapest:
                found, cheapest = position, cost
    return found, cheapest


@compiled
def scan_all(instance: Instance, state: State, stop: int, bound: int) -> tuple[int, int, int]:
    """Return the cheapest place on a used vehicle below the cost `bound`: vehicle (or ``NOBODY``), position, cost."""
    vehicle, position, cheapest = NOBODY, NOBODY, bound
    for candidate in range(len(state.length)):
        if state.length[candidate] > 0 and may_take(instance, state, stop, candidate):
            found, cost = scan_route(instance, state, stop, candidate, cheapest)
            if found >= 0:
                vehicle, position, cheapest = candidate, found, cost
    return vehicle, position, cheapest


@inlined
def scan_unused(
    instance: Instance, state: State, stop: int, vehicle: int, position: int, cheapest: int
) -> tuple[int, int, int]:
    """Improve on a place by opening a route: one vehicle of each kind is looked at."""
    for kind in range(len(state.idle_count)):
        if state.idle_count[kind] == 0:
            continue
        candidate = state.idle[state.idle_from[kind]]
        cost = detour(instance, state, stop, candidate, 0)
        if cost >= cheapest or not may_take(instance, state, stop, candidate) or blinks(state):
            continue
        if fits(instance, state, stop, candidate, 0):
            cost += surplus(instance, state, stop, candidate, 0)
            if cost < cheapest:
                vehicle, position, cheapest = candidate, 0, cost
    return vehicle, position, cheapest


@inlined
def scan_near(
    instance: Instance,
    state: State,
    stop: int,
    free: bool,  # noqa: FBT001
    must: bool,  # noqa: FBT001
    bound: int,
) -> tuple[int, int, int]:
    """Return the cheapest place below the cost `bound`: behind or ahead of a near stop, or on an unused vehicle."""
    vehicle, position, cheapest, met = NOBODY, NOBODY, bound, False
    for side in range(2):
        for rank in range(instance.near_before.shape[1]):
            beside = instance.near_before[stop, rank] if side == 0 else instance.near_after[stop, rank]
            if beside < 0:
                break
            candidate = state.owner[beside]
            if candidate < 0:
                continue
            met = True
            spot = state.place[beside] - side
            cost = detour(instance, state, stop, candidate, spot)
            if cost >= cheapest or not may_take(instance, state, stop, candidate) or blinks(state):
                continue
            if fits(instance, state, stop, candidate, spot):
                cost += surplus(instance, state, stop, candidate, spot)
                if cost < cheapest:
                    vehicle, position, cheapest = candidate, spot, cost
    if free or vehicle < 0:
        vehicle, position, cheapest = scan_unused(instance, state, stop, vehicle, position, cheapest)
    # What was absent before and finds no place near is looked for everywhere only now and then (`fill` does so last).
    chance = EVERYWHERE if met or instance.stake[stop] == 0 else FORSAKEN
    if vehicle < 0 and ((not must and state.bank_at[stop] < 0) or unit(state.words) < chance):
        return scan_all(instance, state, stop, bound)
    return vehicle, position, cheapest
