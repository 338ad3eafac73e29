"""Forward departures and backward latest arrivals of a route, renewed from the changed stretch on.

With them an insertion is tested without walking the route (M. W. P. Savelsbergh, "The vehicle routing problem with time
windows: minimizing route duration", ORSA Journal on Computing 4(2), 1992, doi:10.1287/ijoc.4.2.146). Pauses add one
level per pause taken: a pause begins inside its window, at a place, before or after a halt, never while travelling or
serving.
"""

from planner.kernel.clock import before_pause, last_arrival, last_pause, opens, paused
from planner.kernel.compiled import compiled, inlined
from planner.kernel.instance import NEVER, Instance
from planner.kernel.pace import arrives, leaves
from planner.kernel.state import State


@inlined
def take_pauses(instance: Instance, state: State, vehicle: int) -> None:
    """Let each level of the scratch `moment` reach the next by pausing here, where that is earlier."""
    for pause in range(instance.breaks[vehicle]):
        ended = paused(instance, vehicle, pause, state.moment[pause])
        state.moment[pause + 1] = min(state.moment[pause + 1], ended)


@compiled
def renew_forward(instance: Instance, state: State, vehicle: int, first: int, last: int) -> None:
    """Renew `ready` from position `first`; after `last` stop as soon as nothing changes."""
    levels, profile = instance.breaks[vehicle] + 1, instance.profile[vehicle]
    if levels == 1 and instance.pace.shape[1] == 0:
        renew_forward_plain(instance, state, vehicle, first, last)
        return
    end = state.length[vehicle] + 1
    moment = state.moment
    for position in range(first, end + 1):
        node = state.route[vehicle, position]
        travel = state.leg[vehicle, position - 1]
        for level in range(levels):
            moment[level] = min(NEVER, arrives(instance, profile, state.ready[vehicle, position - 1, level], travel))
        take_pauses(instance, state, vehicle)
        if position < end:
            for level in range(levels):
                moment[level] = min(NEVER, opens(instance, node, moment[level]) + instance.halt_s[node])
            take_pauses(instance, state, vehicle)
        changed = position <= last
        for level in range(levels):
            changed |= state.ready[vehicle, position, level] != moment[level]
            state.ready[vehicle, position, level] = moment[level]
        if not changed:
            return


@inlined
def renew_forward_plain(instance: Instance, state: State, vehicle: int, first: int, last: int) -> None:
    """Do what `renew_forward` does where no pause is taken: the moment stays in a register."""
    end, moment = state.length[vehicle] + 1, state.ready[vehicle, first - 1, 0]
    for position in range(first, end + 1):
        moment += state.leg[vehicle, position - 1]
        if position < end:
            node = state.route[vehicle, position]
            moment = opens(instance, node, moment) + instance.halt_s[node]
        moment = min(NEVER, moment)
        if position > last and state.ready[vehicle, position, 0] == moment:
            return
        state.ready[vehicle, position, 0] = moment


@compiled
def renew_backward(instance: Instance, state: State, vehicle: int, first: int, last: int) -> None:
    """Renew `latest` from position `last` down; before `first` stop as soon as nothing changes."""
    breaks, profile = instance.breaks[vehicle], instance.profile[vehicle]
    for position in range(last, 0, -1):
        node = state.route[vehicle, position]
        travel = state.leg[vehicle, position]
        changed = position >= first
        leave_next, arrive_next = -1, -1
        for level in range(breaks, -1, -1):
            leave = leaves(instance, profile, state.latest[vehicle, position + 1, level], travel)
            if level < breaks:
                leave = max(leave, before_pause(instance, vehicle, level, leave_next))
            arrive = last_arrival(instance, node, leave - instance.halt_s[node])
            if level < breaks:
                arrive = max(arrive, before_pause(instance, vehicle, level, arrive_next))
            leave_next, arrive_next = leave, arrive
            changed |= state.latest[vehicle, position, level] != arrive
            state.latest[vehicle, position, level] = arrive
        if not changed:
            return


@compiled
def lay_ends(instance: Instance, state: State, vehicle: int) -> None:
    """Make the vehicle's route empty and time it."""
    breaks = instance.breaks[vehicle]
    state.route[vehicle, 0], state.route[vehicle, 1] = instance.start_node[vehicle], instance.end_node[vehicle]
    profile, home = instance.profile[vehicle], instance.end_node[vehicle]
    state.leg[vehicle, 0] = instance.duration[profile, instance.start_node[vehicle], home]
    state.length[vehicle], state.spent[vehicle], state.carried[vehicle] = 0, 0, 0
    for level in range(breaks + 1):
        state.moment[level] = instance.shift_start[vehicle] if level == 0 else NEVER
    take_pauses(instance, state, vehicle)
    for level in range(breaks + 1):
        state.ready[vehicle, 0, level] = state.moment[level]
    state.latest[vehicle, 1, breaks] = instance.shift_end[vehicle]
    for level in range(breaks - 1, -1, -1):
        # What is not yet taken on the way is taken at home: the day is over, so it need not end inside the shift.
        after = state.latest[vehicle, 1, level + 1]
        state.latest[vehicle, 1, level] = min(after, last_pause(instance, vehicle, level))
    renew_forward(instance, state, vehicle, 1, 1)


@compiled
def is_timely(state: State, vehicle: int, levels: int) -> bool:
    """Tell whether the route gets home in time; `levels` is the vehicle's breaks plus one."""
    end = state.length[vehicle] + 1
    timely = False
    for level in range(levels):
        timely |= state.ready[vehicle, end, level] <= state.latest[vehicle, end, level]
    return timely
