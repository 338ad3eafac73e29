"""Recreate: put the stops back one by one, each where it costs least, in one of several orders.

Source: as `planner.kernel.ruin`, section 4.3 (greedy insertion with blinks); orders by time window as in its section 5.
What is dearest to leave out goes first whenever something is left out.
"""

import numpy as np

from planner.kernel.anneal import EVERYTHING
from planner.kernel.chance import below, unit
from planner.kernel.compiled import inlined
from planner.kernel.insertion import scan_near
from planner.kernel.instance import FORBIDDEN, Instance
from planner.kernel.pioneer import beside_pioneer, open_for_pioneer
from planner.kernel.routes import put_in
from planner.kernel.state import (
    BANKED,
    CAREFUL_WINS,
    COST,
    FREE_WINS,
    ITERATION,
    KEY,
    LIMIT,
    PIONEER,
    REMOVED,
    UNIT,
    State,
)

STRICTLY = 0.7
"""Chance that what is dearest to leave out goes first when something is left out."""

RANDOM, FAR, NEAR, NARROW, EARLY, LATE, LONG = range(7)
"""Orders of insertion; they speak of the distance to a base, of the time window, of the halt."""

DRAWN = 4 * (RANDOM,) + 4 * (LONG,) + 2 * (FAR, NARROW, EARLY, LATE) + (NEAR,)
"""How often each order is drawn, as in the source."""


@inlined
def opens_freely(state: State) -> bool:
    """Draw whether unused vehicles are open to all stops of the iteration: as often as that has led to a new best."""
    wins = state.tally[FREE_WINS] + state.tally[CAREFUL_WINS]
    return bool(unit(state.words) * (wins + 2) < state.tally[FREE_WINS] + 1)


@inlined
def recreate(instance: Instance, state: State, key_before: int, cost_before: int, free: bool) -> bool:  # noqa: FBT001
    """Place the stops in `removed`; give up, returning false, once the plan cannot become good enough any more."""
    order = DRAWN[below(state.words, len(DRAWN))]
    # The first plan of all is laid class by class.
    by_stake = state.tally[BANKED] > 0 and (unit(state.words) < STRICTLY or state.tally[ITERATION] == 0)
    # `key` and `cost` hope that all stops still to come find a place, which then costs at least nothing.
    key, cost = state.total[KEY] - key_before, state.total[COST] - cost_before
    for row in range(state.tally[REMOVED]):
        stop = state.removed[row]
        state.rank[row] = rank_of(instance, state, stop, order)
        key -= instance.stake[stop]
        cost -= instance.price[stop]
    if state.tally[PIONEER] < 0:
        sort_removed(instance, state, by_stake)
    else:
        cost += open_for_pioneer(instance, state, state.tune[LIMIT] - float(cost) - state.tune[UNIT] * float(key))
    for row in range(state.tally[REMOVED]):
        stop = state.removed[row]
        if state.owner[stop] >= 0:
            continue
        room = state.tune[LIMIT] - float(cost) - state.tune[UNIT] * float(key)
        if room <= 0.0:
            return False
        out = state.tune[UNIT] * float(instance.stake[stop]) + float(instance.price[stop])
        # What is priced is left out where serving it costs more than that, all else at any cost there is room for.
        sold = instance.price[stop] > 0 and state.tune[LIMIT] < EVERYTHING
        most = min(room, out) if sold else room
        bound = int(min(np.ceil(most), float(FORBIDDEN)))
        vehicle, position, dearer = scan_near(instance, state, stop, free, out >= room, bound)
        if state.tally[PIONEER] >= 0:
            vehicle, position, dearer = beside_pioneer(instance, state, stop, vehicle, position, dearer)
        if vehicle >= 0:
            put_in(instance, state, stop, vehicle, position, dearer)
            cost += dearer
        elif out >= room:
            return False
        else:
            key += instance.stake[stop]
            cost += instance.price[stop]
    return True


@inlined
def rank_of(instance: Instance, state: State, stop: int, order: int) -> float:
    """Return the stop's rank in an order; low ranks are placed first."""
    if order in (FAR, NEAR):
        away = float(instance.duration[instance.profile[0], instance.start_node[0], stop])
        return -away if order == FAR else away
    if order == NARROW:
        return float(instance.window_end[stop, 0] - instance.window_start[stop, 0])
    if order == EARLY:
        return float(instance.window_start[stop, 0])
    if order == LATE:
        return -float(instance.window_end[stop, 0])
    if order == LONG:
        return -float(instance.halt_s[stop])
    return unit(state.words)


@inlined
def sort_removed(instance: Instance, state: State, by_stake: bool) -> None:  # noqa: FBT001
    """Sort `removed` by rank, within equal stakes when `by_stake` (insertion sort: the list is short)."""
    for row in range(1, state.tally[REMOVED]):
        stop, rank, at = state.removed[row], state.rank[row], row
        while at > 0:
            other = state.removed[at - 1]
            if by_stake and instance.stake[stop] != instance.stake[other]:
                ahead = instance.stake[stop] > instance.stake[other]
            else:
                ahead = rank < state.rank[at - 1]
            if not ahead:
                break
            state.removed[at], state.rank[at] = other, state.rank[at - 1]
            at -= 1
        state.removed[at], state.rank[at] = stop, rank
