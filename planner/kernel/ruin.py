"""Ruin: cut strings of neighbouring stops out of neighbouring routes, some of which have exchanged tails before.

Source: J. Christiaens and G. Vanden Berghe, "Slack induction by string removals for vehicle routing problems",
Transportation Science 54(2), 2020, doi:10.1287/trsc.2019.0914, section 4.2 (string and split string removal).
"""

from planner.kernel.chance import below, unit
from planner.kernel.compiled import compiled, inlined
from planner.kernel.instance import Instance
from planner.kernel.pioneer import FOLLOWERS, choose_pioneer
from planner.kernel.routes import cut_out
from planner.kernel.state import BANKED, ITERATION, LONGEST_STRING, MEAN_REMOVED, PIONEER, REMOVED, TAILS, USED, State
from planner.kernel.tails import exchange

SPLIT = 0.5
"""Share of cuts that keep some stops in the middle of the string."""

LONGER = 0.01
"""Chance that one more stop is kept there."""

MISSED = 0.4
"""Chance that room is made around a stop that is left out, when there is one."""

MOST_ABSENT = 12
"""Absent stops that are tried again in one iteration."""


@inlined
def ruin(instance: Instance, state: State) -> None:
    """Fill `removed` with the stops of some strings around a random stop, and with absent ones."""
    n, banked = len(state.owner), state.tally[BANKED]
    seed = below(state.words, n)
    if banked > 0 and unit(state.words) < MISSED:
        seed = state.bank[below(state.words, banked)]
    routed, used = n - banked, state.tally[USED]
    if used > 0:
        longest = min(state.tune[LONGEST_STRING], routed / used)
        most = 4.0 * state.tune[MEAN_REMOVED] / (1.0 + longest) - 1.0
        if unit(state.words) >= state.tune[TAILS] or not cut_exchanged(instance, state, seed, max(1, int(longest))):
            strings = int(unit(state.words) * most + 1.0)
            cut_around(instance, state, seed, strings, max(1, int(longest)))
    choose_pioneer(instance, state, seed)
    invite_absent(instance, state, seed)


@inlined
def cut_around(instance: Instance, state: State, seed: int, strings: int, longest: int) -> None:
    """Cut a string out of each of the `strings` routes nearest to `seed`."""
    for rank in range(-1, instance.near.shape[1]):
        stop = seed if rank < 0 else instance.near[seed, rank]
        vehicle = state.owner[stop]
        if vehicle < 0 or state.is_touched[vehicle]:
            continue
        cut_string(instance, state, vehicle, state.place[stop], longest)
        strings -= 1
        if strings <= 0:
            return


@compiled
def cut_exchanged(instance: Instance, state: State, seed: int, longest: int) -> bool:
    """Exchange the tails of two routes and cut a string out of each; tell whether there were two."""
    other = exchange(instance, state, seed)
    if other < 0:
        return False
    cut_string(instance, state, state.owner[seed], state.place[seed], longest)
    if state.length[other] > 0:
        cut_string(instance, state, other, 1 + below(state.words, state.length[other]), longest)
    return True


@compiled
def cut_string(instance: Instance, state: State, vehicle: int, position: int, longest: int) -> None:
    """Cut a random string that holds `position`, sometimes keeping its middle."""
    length = state.length[vehicle]
    size, kept = 1 + below(state.words, min(length, longest)), 0
    if size > 1 and size < length and unit(state.words) < SPLIT:
        kept = 1
        while size + kept < length and unit(state.words) < LONGER:
            kept += 1
    span = size + kept
    lowest, highest = max(1, position - span + 1), min(position, length - span + 1)
    first = lowest + below(state.words, highest - lowest + 1)
    keep_first = first + 1 + below(state.words, size - 1) if kept else first
    cut_out(instance, state, vehicle, first, first + span - 1, keep_first, keep_first + kept - 1)


@compiled
def invite_absent(instance: Instance, state: State, seed: int) -> None:
    """Add absent stops to `removed`: all at first or when few, else near ones and random ones."""
    before, most = state.tally[REMOVED], MOST_ABSENT // 2 if state.tally[PIONEER] < 0 else FOLLOWERS
    if state.tally[BANKED] <= MOST_ABSENT or state.tally[ITERATION] == 0:
        for row in range(state.tally[BANKED]):
            invite(state, state.bank[row])
        return
    for rank in range(-1, instance.near.shape[1]):
        stop = seed if rank < 0 else instance.near[seed, rank]
        if state.bank_at[stop] >= 0:
            invite(state, stop)
        if state.tally[REMOVED] - before >= most:
            break
    for _ in range(MOST_ABSENT // 2):
        stop = state.bank[below(state.words, state.tally[BANKED])]
        known = False
        for row in range(before, state.tally[REMOVED]):
            known |= state.removed[row] == stop
        if not known:
            invite(state, stop)


@compiled
def invite(state: State, stop: int) -> None:
    """Add one stop to those the iteration has to place."""
    state.removed[state.tally[REMOVED]] = stop
    state.tally[REMOVED] += 1
