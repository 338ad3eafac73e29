"""Changing routes: put a stop in, cut stops out, remember what was, put it back."""

from planner.kernel.compiled import compiled
from planner.kernel.instance import Instance
from planner.kernel.state import ABSENT, BANKED, COST, KEY, REMOVED, TOUCHED, State
from planner.kernel.timing import renew_backward, renew_forward


@compiled
def remember(state: State, vehicle: int) -> None:
    """Keep the vehicle's route as it is before the first change of this iteration."""
    if state.is_touched[vehicle]:
        return
    state.is_touched[vehicle] = True
    state.touched[state.tally[TOUCHED]] = vehicle
    state.tally[TOUCHED] += 1
    state.old_length[vehicle], state.old_spent[vehicle] = state.length[vehicle], state.spent[vehicle]
    state.old_carried[vehicle] = state.carried[vehicle]
    for spot in range(state.length[vehicle] + 2):
        state.old_route[vehicle, spot] = state.route[vehicle, spot]
        for level in range(state.ready.shape[2]):
            state.old_ready[vehicle, spot, level] = state.ready[vehicle, spot, level]
            state.old_latest[vehicle, spot, level] = state.latest[vehicle, spot, level]


@compiled
def move(state: State, vehicle: int, spot: int, target: int) -> None:
    """Let the node at `spot`, with its times, stand at `target`."""
    node = state.route[vehicle, spot]
    state.route[vehicle, target] = node
    for level in range(state.ready.shape[2]):
        state.ready[vehicle, target, level] = state.ready[vehicle, spot, level]
        state.latest[vehicle, target, level] = state.latest[vehicle, spot, level]
    if node < len(state.owner):
        state.place[node] = target


@compiled
def put_in(instance: Instance, state: State, stop: int, vehicle: int, position: int, cost: int) -> None:
    """Let `stop` follow the node at `position`, which makes the route `cost` dearer."""
    remember(state, vehicle)
    for spot in range(state.length[vehicle] + 1, position, -1):
        move(state, vehicle, spot, spot + 1)
    state.length[vehicle] += 1
    state.route[vehicle, position + 1] = stop
    state.owner[stop], state.place[stop] = vehicle, position + 1
    renew_forward(instance, state, vehicle, position + 1, position + 1)
    renew_backward(instance, state, vehicle, position + 1, position + 1)
    state.carried[vehicle] += instance.load[stop]
    state.spent[vehicle] += cost
    state.total[COST] += cost
    state.total[KEY] -= instance.stake[stop]


@compiled
def stretch_cost(instance: Instance, state: State, vehicle: int, first: int, last: int) -> int:
    """Return the travel from the node before `first` to the one after `last`, with the surcharges between."""
    profile, cost = instance.profile[vehicle], 0
    for spot in range(first, last + 2):
        cost += instance.duration[profile, state.route[vehicle, spot - 1], state.route[vehicle, spot]]
        if spot <= last:
            cost += instance.surcharge[state.route[vehicle, spot], vehicle]
    return cost


@compiled
def cut_out(
    instance: Instance, state: State, vehicle: int, first: int, last: int, keep_first: int, keep_last: int
) -> None:
    """Take positions `first..last` off the route, except `keep_first..keep_last` (none when the range is empty)."""
    remember(state, vehicle)
    cost, target = stretch_cost(instance, state, vehicle, first, last), first
    for spot in range(first, state.length[vehicle] + 2):
        node = state.route[vehicle, spot]
        if spot <= last and not keep_first <= spot <= keep_last:
            state.owner[node] = ABSENT
            state.carried[vehicle] -= instance.load[node]
            state.removed[state.tally[REMOVED]] = node
            state.tally[REMOVED] += 1
            state.total[KEY] += instance.stake[node]
            continue
        move(state, vehicle, spot, target)
        target += 1
    state.length[vehicle] = target - 2
    kept = max(0, keep_last - keep_first + 1)
    saved = cost - stretch_cost(instance, state, vehicle, first, first + kept - 1)
    if state.length[vehicle] == 0:
        saved = state.spent[vehicle]
    state.spent[vehicle] -= saved
    state.total[COST] -= saved
    renew_forward(instance, state, vehicle, first, first + kept - 1)
    renew_backward(instance, state, vehicle, first, first + kept - 1)


@compiled
def forget(state: State) -> None:
    """Accept the iteration: nothing is remembered any more."""
    for row in range(state.tally[TOUCHED]):
        vehicle = state.touched[row]
        state.is_touched[vehicle] = False
        state.stale[vehicle] = True
    state.tally[TOUCHED] = 0


@compiled
def put_back(state: State) -> None:
    """Reject the iteration: every touched route is as it was."""
    for row in range(state.tally[TOUCHED]):
        vehicle = state.touched[row]
        for spot in range(1, state.length[vehicle] + 1):
            state.owner[state.route[vehicle, spot]] = ABSENT
    for row in range(state.tally[TOUCHED]):
        vehicle = state.touched[row]
        state.is_touched[vehicle] = False
        state.length[vehicle], state.spent[vehicle] = state.old_length[vehicle], state.old_spent[vehicle]
        state.carried[vehicle] = state.old_carried[vehicle]
        for spot in range(state.length[vehicle] + 2):
            node = state.old_route[vehicle, spot]
            state.route[vehicle, spot] = node
            for level in range(state.ready.shape[2]):
                state.ready[vehicle, spot, level] = state.old_ready[vehicle, spot, level]
                state.latest[vehicle, spot, level] = state.old_latest[vehicle, spot, level]
            if 0 < spot <= state.length[vehicle]:
                state.owner[node], state.place[node] = vehicle, spot
    state.tally[TOUCHED] = 0


@compiled
def file_absent(state: State) -> None:
    """Bring the bank of absent stops up to date for the stops of this iteration."""
    for row in range(state.tally[REMOVED]):
        stop = state.removed[row]
        held = state.bank_at[stop]
        if state.owner[stop] == ABSENT and held < 0:
            state.bank[state.tally[BANKED]], state.bank_at[stop] = stop, state.tally[BANKED]
            state.tally[BANKED] += 1
        elif state.owner[stop] != ABSENT and held >= 0:
            state.tally[BANKED] -= 1
            mover = state.bank[state.tally[BANKED]]
            state.bank[held], state.bank_at[mover] = mover, held
            state.bank_at[stop] = -1
    state.tally[REMOVED] = 0
