"""Changing routes: put a stop in, cut stops out, remember what was, put it back."""

from planner.kernel.away import renew_away
from planner.kernel.compiled import compiled, inlined
from planner.kernel.insertion import detour
from planner.kernel.instance import Instance
from planner.kernel.state import ABSENT, BANKED, COST, KEY, REMOVED, TOUCHED, USED, State
from planner.kernel.strict import DRIVEN, settle
from planner.kernel.timing import renew_backward, renew_forward


@compiled
def remember(state: State, vehicle: int, levels: int) -> None:
    """Keep the vehicle's route as it is before the first change of this iteration."""
    if state.is_touched[vehicle]:
        return
    state.is_touched[vehicle] = True
    state.touched[state.tally[TOUCHED]] = vehicle
    state.tally[TOUCHED] += 1
    state.old_length[vehicle], state.old_spent[vehicle] = state.length[vehicle], state.spent[vehicle]
    state.old_carried[vehicle], state.old_extra[vehicle] = state.carried[vehicle], state.extra[vehicle]
    for spot in range(state.length[vehicle] + 2):
        state.old_route[vehicle, spot] = state.route[vehicle, spot]
        state.old_leg[vehicle, spot] = state.leg[vehicle, spot]
    for level in range(levels):
        for spot in range(state.length[vehicle] + 2):
            state.old_ready[vehicle, spot, level] = state.ready[vehicle, spot, level]
            state.old_latest[vehicle, spot, level] = state.latest[vehicle, spot, level]


@inlined
def use(instance: Instance, state: State, vehicle: int) -> None:
    """Take an unused vehicle off the idle ones of its kind."""
    kind, held = instance.kind[vehicle], state.idle_at[vehicle]
    state.idle_count[kind] -= 1
    end = state.idle_from[kind] + state.idle_count[kind]
    mover = state.idle[end]
    state.idle[held], state.idle_at[mover] = mover, held
    state.idle[end], state.idle_at[vehicle] = vehicle, end
    state.tally[USED] += 1


@inlined
def retire(instance: Instance, state: State, vehicle: int) -> None:
    """Put a vehicle that lost its last stop to the idle ones of its kind."""
    kind, held = instance.kind[vehicle], state.idle_at[vehicle]
    end = state.idle_from[kind] + state.idle_count[kind]
    mover = state.idle[end]
    state.idle[held], state.idle_at[mover] = mover, held
    state.idle[end], state.idle_at[vehicle] = vehicle, end
    state.idle_count[kind] += 1
    state.tally[USED] -= 1


@inlined
def move(state: State, vehicle: int, spot: int, target: int, levels: int) -> None:
    """Let the node at `spot`, with its times, stand at `target`."""
    node = state.route[vehicle, spot]
    state.route[vehicle, target], state.leg[vehicle, target] = node, state.leg[vehicle, spot]
    for level in range(levels):
        state.ready[vehicle, target, level] = state.ready[vehicle, spot, level]
        state.latest[vehicle, target, level] = state.latest[vehicle, spot, level]
    if node < len(state.owner):
        state.place[node] = target


@compiled
def put_in(instance: Instance, state: State, stop: int, vehicle: int, position: int, cost: int) -> None:
    """Let `stop` follow the node at `position`, which makes the route `cost` dearer."""
    levels = instance.breaks[vehicle] + 1
    if instance.strict[vehicle] == DRIVEN:
        # The rest of what the place costs is found when the route is settled.
        cost = detour(instance, state, stop, vehicle, position)
    remember(state, vehicle, levels)
    if state.length[vehicle] == 0:
        use(instance, state, vehicle)
    for spot in range(state.length[vehicle] + 1, position, -1):
        move(state, vehicle, spot, spot + 1, levels)
    state.length[vehicle] += 1
    profile, before, after = (
        instance.profile[vehicle],
        state.route[vehicle, position],
        state.route[vehicle, position + 2],
    )
    state.route[vehicle, position + 1] = stop
    state.leg[vehicle, position] = instance.inbound[profile, stop, before]
    state.leg[vehicle, position + 1] = instance.duration[profile, stop, after]
    state.owner[stop], state.place[stop] = vehicle, position + 1
    renew_forward(instance, state, vehicle, position + 1, position + 1)
    renew_backward(instance, state, vehicle, position + 1, position + 1)
    renew_away(instance, state, vehicle)
    state.carried[vehicle] += instance.load[stop]
    state.spent[vehicle] += cost
    state.total[COST] += cost - instance.price[stop]
    state.total[KEY] -= instance.stake[stop]
    settle(instance, state, vehicle)


@compiled
def stretch_cost(instance: Instance, state: State, vehicle: int, first: int, last: int) -> int:
    """Return the travel from the node before `first` to the one after `last`, with the surcharges between."""
    cost = state.leg[vehicle, last]
    for spot in range(first, last + 1):
        cost += state.leg[vehicle, spot - 1] + instance.surcharge[state.route[vehicle, spot], vehicle]
    return cost


@compiled
def cut_out(
    instance: Instance, state: State, vehicle: int, first: int, last: int, keep_first: int, keep_last: int
) -> None:
    """Take positions `first..last` off the route, except `keep_first..keep_last` (none when the range is empty)."""
    levels = instance.breaks[vehicle] + 1
    remember(state, vehicle, levels)
    cost, target = stretch_cost(instance, state, vehicle, first, last), first
    for spot in range(first, state.length[vehicle] + 2):
        node = state.route[vehicle, spot]
        if spot <= last and not keep_first <= spot <= keep_last:
            state.owner[node] = ABSENT
            state.carried[vehicle] -= instance.load[node]
            state.removed[state.tally[REMOVED]] = node
            state.tally[REMOVED] += 1
            state.total[KEY] += instance.stake[node]
            state.total[COST] += instance.price[node]
            continue
        move(state, vehicle, spot, target, levels)
        target += 1
    state.length[vehicle] = target - 2
    last_kept = first + max(0, keep_last - keep_first + 1) - 1
    profile = instance.profile[vehicle]
    for spot in range(first - 1, last_kept + 1):
        state.leg[vehicle, spot] = instance.duration[
            profile, state.route[vehicle, spot], state.route[vehicle, spot + 1]
        ]
    saved = cost - stretch_cost(instance, state, vehicle, first, last_kept)
    if state.length[vehicle] == 0:
        saved, state.extra[vehicle] = state.spent[vehicle], 0
        retire(instance, state, vehicle)
    state.spent[vehicle] -= saved
    state.total[COST] -= saved
    renew_forward(instance, state, vehicle, first, last_kept)
    renew_backward(instance, state, vehicle, first, last_kept)
    renew_away(instance, state, vehicle)
    settle(instance, state, vehicle)


@compiled
def forget(state: State) -> None:
    """Accept the iteration: nothing is remembered any more."""
    for row in range(state.tally[TOUCHED]):
        vehicle = state.touched[row]
        state.is_touched[vehicle] = False
        state.stale[vehicle] = True
    state.tally[TOUCHED] = 0


@compiled
def put_back(instance: Instance, state: State) -> None:
    """Reject the iteration: every touched route is as it was."""
    for row in range(state.tally[TOUCHED]):
        vehicle = state.touched[row]
        for spot in range(1, state.length[vehicle] + 1):
            state.owner[state.route[vehicle, spot]] = ABSENT
    for row in range(state.tally[TOUCHED]):
        vehicle = state.touched[row]
        if state.length[vehicle] == 0 and state.old_length[vehicle] > 0:
            use(instance, state, vehicle)
        elif state.length[vehicle] > 0 and state.old_length[vehicle] == 0:
            retire(instance, state, vehicle)
        put_back_route(state, vehicle, instance.breaks[vehicle] + 1)
        renew_away(instance, state, vehicle)
    state.tally[TOUCHED] = 0


@inlined
def put_back_route(state: State, vehicle: int, levels: int) -> None:
    """Let one route be as it was."""
    state.is_touched[vehicle] = False
    state.length[vehicle], state.spent[vehicle] = state.old_length[vehicle], state.old_spent[vehicle]
    state.carried[vehicle], state.extra[vehicle] = state.old_carried[vehicle], state.old_extra[vehicle]
    size = state.length[vehicle] + 2
    for spot in range(size):
        node = state.old_route[vehicle, spot]
        state.route[vehicle, spot], state.leg[vehicle, spot] = node, state.old_leg[vehicle, spot]
        if 0 < spot < size - 1:
            state.owner[node], state.place[node] = vehicle, spot
    for level in range(levels):
        for spot in range(size):
            state.ready[vehicle, spot, level] = state.old_ready[vehicle, spot, level]
            state.latest[vehicle, spot, level] = state.old_latest[vehicle, spot, level]


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
