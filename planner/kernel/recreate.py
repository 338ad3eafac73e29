"""Recreate: put the stops back one by one, each where it costs least, in one of several orders.

Source: as `planner.kernel.ruin`, section 4.3 (greedy insertion with blinks); orders by time window as in its section 5.
What is dearest to leave out goes first whenever something is left out.
"""

from planner.kernel.chance import below, unit
from planner.kernel.compiled import compiled
from planner.kernel.insertion import scan_all, scan_near
from planner.kernel.instance import Instance
from planner.kernel.routes import put_in
from planner.kernel.state import BANKED, CAREFUL_WINS, FREE_WINS, REMOVED, State

LARGE = 220
"""From this many stops on only places beside near stops are looked at."""

RANDOM, FAR, NEAR, NARROW, EARLY, LATE, LONG = range(7)
"""Orders of insertion; they speak of the distance to a base, of the time window, of the halt."""

DRAWN = 4 * (RANDOM,) + 4 * (LONG,) + 2 * (FAR, NARROW, EARLY, LATE) + (NEAR,)
"""How often each order is drawn, as in the source."""


@compiled
def recreate(instance: Instance, state: State) -> bool:
    """Place the stops in `removed`; return whether unused vehicles were open to all of them."""
    wins = state.tally[FREE_WINS] + state.tally[CAREFUL_WINS]
    free = unit(state.words) * (wins + 2) < state.tally[FREE_WINS] + 1
    order = DRAWN[below(state.words, len(DRAWN))]
    by_stake = state.tally[BANKED] > 0 and unit(state.words) < 0.7
    for row in range(state.tally[REMOVED]):
        state.rank[row] = rank_of(instance, state, state.removed[row], order)
    sort_removed(instance, state, by_stake)
    large = len(state.owner) > LARGE
    for row in range(state.tally[REMOVED]):
        stop = state.removed[row]
        if large:
            vehicle, position, cost = scan_near(instance, state, stop, free)
        else:
            vehicle, position, cost = scan_all(instance, state, stop, free)
        if vehicle >= 0:
            put_in(instance, state, stop, vehicle, position, cost)
    return free


@compiled
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


@compiled
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
