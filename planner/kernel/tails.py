"""Tails: two routes of exchangeable vehicles exchange all that follows after a stop; so routes are parted and joined.

Cutting strings moves a few stops at a time, which seldom opens or closes a long route. Where an order of stops binds
routes nothing is exchanged.

Source: J.-Y. Potvin and J.-M. Rousseau, "An exchange heuristic for routeing problems with time windows", Journal of the
Operational Research Society 46(12), 1995, doi:10.1057/jors.1995.204 (2-opt*: the order of the stops is kept).
"""

from planner.kernel.away import renew_away
from planner.kernel.chance import unit
from planner.kernel.compiled import compiled
from planner.kernel.instance import FORBIDDEN, Instance
from planner.kernel.routes import remember, retire, use
from planner.kernel.state import COST, State
from planner.kernel.strict import settle
from planner.kernel.timing import renew_backward, renew_forward

PARTED = 0.2
"""Share of exchanges with an unused vehicle, which part a route in two."""

OVERLOOKED = 0.5
"""Chance that a place is overlooked, so that it is not always the same that is chosen."""


@compiled
def exchange(instance: Instance, state: State, stop: int) -> int:
    """Exchange tails of the route of `stop` and another; return the other vehicle, -1 when there was none."""
    one = state.owner[stop]
    if one < 0 or instance.ahead.shape[1] > 0:
        return -1
    kind = instance.kind[one]
    if unit(state.words) < PARTED:
        if state.idle_count[kind] == 0 or state.length[one] < 2:
            return -1
        other = state.idle[state.idle_from[kind]]
        swap(instance, state, one, parting(instance, state, one), other, 0)
        return int(other)
    beside = joining(instance, state, stop)
    if beside < 0:
        return -1
    other = state.owner[beside]
    swap(instance, state, one, state.place[stop], other, state.place[beside] - 1)
    return int(other)


@compiled
def parting(instance: Instance, state: State, one: int) -> int:
    """Return after which position it costs little to part the route in two."""
    profile, start, end = instance.profile[one], instance.start_node[one], instance.end_node[one]
    best, least = 1, FORBIDDEN
    for spot in range(1, state.length[one]):
        cost = instance.inbound[profile, end, state.route[one, spot]] - state.leg[one, spot]
        cost += instance.duration[profile, start, state.route[one, spot + 1]]
        if cost < least and unit(state.words) >= OVERLOOKED:
            best, least = spot, cost
    return best


@compiled
def joining(instance: Instance, state: State, stop: int) -> int:
    """Return a stop of another route that may follow `stop` with all that comes after it, at little cost; or -1."""
    one, spot = state.owner[stop], state.place[stop]
    profile, after = instance.profile[one], state.route[one, spot + 1]
    plain = instance.breaks[one] == 0 and instance.pace.shape[1] == 0
    best, least = -1, FORBIDDEN
    for rank in range(instance.near_after.shape[1]):
        beside = instance.near_after[stop, rank]
        if beside < 0:
            break
        other = state.owner[beside]
        if other < 0 or other == one or instance.kind[other] != instance.kind[one]:
            continue
        at = state.place[beside]
        before = state.route[other, at - 1]
        there, back = instance.duration[profile, stop, beside], instance.duration[profile, before, after]
        cost = there + back - state.leg[one, spot] - state.leg[other, at - 1]
        if cost >= least or unit(state.words) < OVERLOOKED:
            continue
        if plain and state.ready[one, spot, 0] + there > state.latest[other, at, 0]:
            continue
        if plain and state.ready[other, at - 1, 0] + back > state.latest[one, spot + 1, 0]:
            continue
        if has_room(instance, state, one, spot, other, at - 1):
            best, least = beside, cost
    return best


@compiled
def has_room(instance: Instance, state: State, one: int, at: int, other: int, to: int) -> bool:
    """Tell whether both vehicles can carry the tail of the other."""
    more = 0
    for spot in range(at + 1, state.length[one] + 1):
        more -= instance.load[state.route[one, spot]]
    for spot in range(to + 1, state.length[other] + 1):
        more += instance.load[state.route[other, spot]]
    return bool(state.carried[one] + more <= instance.room[one] and state.carried[other] - more <= instance.room[other])


@compiled
def swap(instance: Instance, state: State, one: int, at: int, other: int, to: int) -> None:
    """Exchange what follows after position `at` of one route and `to` of the other, both untouched, of one kind."""
    levels = instance.breaks[one] + 1
    remember(state, one, levels)
    remember(state, other, levels)
    lay_tail(instance, state, one, at, other, to, levels)
    lay_tail(instance, state, other, to, one, at, levels)


@compiled
def lay_tail(instance: Instance, state: State, one: int, at: int, other: int, to: int, levels: int) -> None:
    """Let the remembered tail of the other route follow after position `at`."""
    profile, tail = instance.profile[one], state.old_length[other] - to
    for step in range(1, tail + 2):
        node = state.old_route[other, to + step]
        state.route[one, at + step], state.leg[one, at + step] = node, state.old_leg[other, to + step]
        for level in range(levels):
            state.ready[one, at + step, level] = state.old_ready[other, to + step, level]
            state.latest[one, at + step, level] = state.old_latest[other, to + step, level]
        if step <= tail:
            state.owner[node], state.place[node] = one, at + step
    state.leg[one, at] = instance.duration[profile, state.route[one, at], state.route[one, at + 1]]
    state.length[one] = at + tail
    if state.old_length[one] == 0 and at + tail > 0:
        use(instance, state, one)
    elif state.old_length[one] > 0 and at + tail == 0:
        retire(instance, state, one)
    renew_forward(instance, state, one, at + 1, at + 1)
    renew_backward(instance, state, one, at, at)
    renew_away(instance, state, one)
    add_up(instance, state, one)


@compiled
def add_up(instance: Instance, state: State, vehicle: int) -> None:
    """Let load and cost of the route be those of its stops."""
    cost, load, length = 0, 0, state.length[vehicle]
    if length > 0:
        cost = state.leg[vehicle, length] + instance.open_cost[vehicle]
    for spot in range(1, length + 1):
        node = state.route[vehicle, spot]
        cost += state.leg[vehicle, spot - 1] + instance.surcharge[node, vehicle]
        load += instance.load[node]
    state.total[COST] += cost - state.spent[vehicle]
    state.spent[vehicle], state.carried[vehicle], state.extra[vehicle] = cost, load, 0
    settle(instance, state, vehicle)
