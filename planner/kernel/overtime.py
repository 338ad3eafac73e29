"""How far a shift would have to be stretched for a stop that is left out."""

import numpy as np

from planner.kernel.compiled import compiled, entry
from planner.kernel.insertion import detour, fits, may_take
from planner.kernel.instance import FORBIDDEN, Instance, Ints
from planner.kernel.routes import put_back, put_in
from planner.kernel.run import Routes, start
from planner.kernel.state import State
from planner.kernel.strict import surplus

STRETCH_S = 4 * 3600
"""Longest overtime looked for, in seconds."""


@compiled
def home_at(instance: Instance, state: State, vehicle: int) -> int:
    """Return the earliest moment the vehicle's route can end, all pauses taken, or left for home."""
    end = state.length[vehicle] + 1
    earliest = FORBIDDEN
    for level in range(instance.breaks[vehicle] + 1):
        if state.ready[vehicle, end, level] <= state.latest[vehicle, end, level]:
            earliest = min(earliest, state.ready[vehicle, end, level])
    return earliest


@entry
def least_overtime(instance: Instance, state: State, stop: int, regular_end: Ints) -> tuple[int, int]:
    """Return the vehicle that would serve `stop` with the least work past its `regular_end`, and the seconds."""
    best, least = -1, FORBIDDEN
    for vehicle in range(len(state.length)):
        if not may_take(instance, state, stop, vehicle):
            continue
        for position in range(state.length[vehicle] + 1):
            if not fits(instance, state, stop, vehicle, position):
                continue
            if surplus(instance, state, stop, vehicle, position) >= FORBIDDEN:
                continue
            put_in(instance, state, stop, vehicle, position, detour(instance, state, stop, vehicle, position))
            over = max(0, home_at(instance, state, vehicle) - regular_end[vehicle])
            put_back(instance, state)
            if over < least:
                best, least = vehicle, over
    return best, least


def overtimes(instance: Instance, routes: Routes, stops: list[int]) -> dict[int, tuple[int, int]]:
    """Return for each of `stops`, all absent from `routes`, the cheapest (vehicle, seconds of overtime), if any."""
    if 0 in instance.surcharge.shape:
        return {}
    stretched = instance._replace(shift_end=(instance.shift_end + STRETCH_S).astype(np.int32))
    state = start(stretched, seed=0, iterations=0, begin=routes)
    found = {stop: least_overtime(stretched, state, stop, instance.regular_end) for stop in stops}
    return {stop: (int(vehicle), int(over)) for stop, (vehicle, over) in found.items() if vehicle >= 0}
