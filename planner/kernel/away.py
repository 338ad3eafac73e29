"""The time between leaving and coming back of who may leave later: kept below a limit, tested in O(1).

Who leaves at `d`, no later than the last moment `l` at which nothing comes late, is back at ``max(a, d + t)``: `t` is
all travel and halts without waiting, `a` when one is back who leaves as early as possible and waits as long as that
takes. Away is shortest for who leaves last: ``max(a - l, t)``.

Source: T. Vidal et al., "A hybrid genetic algorithm with adaptive diversity management for a large class of vehicle
routing problems with time-windows", Computers & Operations Research 40(1), 2013, doi:10.1016/j.cor.2012.07.018, section
4.2 (durations of joined sequences); here for stops of one window and vehicles without pauses.
"""

from planner.kernel.compiled import compiled, inlined
from planner.kernel.instance import NEVER, Instance
from planner.kernel.state import State


@inlined
def renew_away(instance: Instance, state: State, vehicle: int) -> None:
    """Renew what `is_short` looks at after a change of the route; nothing where there is no limit."""
    if instance.most_away[vehicle] < NEVER:
        renew_limited(instance, state, vehicle)


@compiled
def renew_limited(instance: Instance, state: State, vehicle: int) -> None:
    """Do `renew_away` for a vehicle with a limit."""
    end = state.length[vehicle] + 1
    gone, leave = 0, instance.shift_end[vehicle]
    state.gone[vehicle, 0], state.leave_by[vehicle, 0] = gone, leave
    for position in range(1, end):
        node = state.route[vehicle, position]
        gone += state.leg[vehicle, position - 1]
        leave = min(leave, instance.window_end[node, 0] - gone)
        gone += instance.halt_s[node]
        state.gone[vehicle, position], state.leave_by[vehicle, position] = gone, leave
    ahead, back = 0, 0
    state.ahead[vehicle, end], state.back_at[vehicle, end] = ahead, back
    for position in range(end - 1, 0, -1):
        node = state.route[vehicle, position]
        ahead += instance.halt_s[node] + state.leg[vehicle, position]
        back = max(back, instance.window_start[node, 0] + ahead)
        state.ahead[vehicle, position], state.back_at[vehicle, position] = ahead, back


@inlined
def is_short(instance: Instance, state: State, stop: int, vehicle: int, position: int, there: int, back: int) -> bool:
    """Tell whether with `stop` after the node at `position`, where it is in time, one is not away too long.

    `there` and `back` are the travel to it and on from it.
    """
    if instance.most_away[vehicle] >= NEVER:
        return True
    return is_short_limited(instance, state, stop, vehicle, position, there, back)


@compiled
def is_short_limited(
    instance: Instance, state: State, stop: int, vehicle: int, position: int, there: int, back: int
) -> bool:
    """Do `is_short` for a vehicle with a limit."""
    halt, most = instance.halt_s[stop], instance.most_away[vehicle]
    work = state.gone[vehicle, position] + there + halt + back + state.ahead[vehicle, position + 1]
    if work > most:
        return False
    left = max(state.ready[vehicle, position, 0] + there, instance.window_start[stop, 0]) + halt
    home = max(left + back + state.ahead[vehicle, position + 1], state.back_at[vehicle, position + 1])
    begin = min(instance.window_end[stop, 0], state.latest[vehicle, position + 1, 0] - back - halt)
    leave = min(state.leave_by[vehicle, position], begin - there - state.gone[vehicle, position])
    return home - leave <= most


@inlined
def stays_short(instance: Instance, state: State, vehicle: int) -> bool:
    """Tell whether the whole route, which is in time, keeps the limit."""
    if instance.most_away[vehicle] >= NEVER:
        return True
    first = state.leg[vehicle, 0]
    work = first + state.ahead[vehicle, 1]
    home = max(instance.shift_start[vehicle] + work, state.back_at[vehicle, 1])
    return max(work, home - (state.latest[vehicle, 1, 0] - first)) <= instance.most_away[vehicle]
