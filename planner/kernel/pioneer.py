"""Routes that pay only with several optional visits: one of them goes ahead, those near it follow.

A stop with a price is served where that costs less than leaving it out. Alone it seldom pays for a route of its own, so
an unused vehicle would stay unused. Now and then one absent stop, the pioneer, gets a route all the same; the absent
stops near it are then offered that route at the price of a detour. If they do not pay for it together, the plan is
rejected like any other that costs too much. Only stops with prices are pioneers: nothing else is drawn differently.
"""

from planner.kernel.chance import unit
from planner.kernel.compiled import compiled, inlined
from planner.kernel.insertion import NOBODY, may_take, scan_route, scan_unused
from planner.kernel.instance import FORBIDDEN, Instance
from planner.kernel.routes import put_in
from planner.kernel.state import PIONEER, State

PIONEERING = 0.3
"""Chance that the absent stop with a price around which room is made is a pioneer."""

FOLLOWERS = 100
"""Absent stops near it that are tried on its route."""


@inlined
def choose_pioneer(instance: Instance, state: State, seed: int) -> None:
    """Let `seed` be the iteration's pioneer, now and then."""
    pioneer = -1
    if state.bank_at[seed] >= 0 and instance.price[seed] > 0 and unit(state.words) < PIONEERING:
        pioneer = seed
    state.tally[PIONEER] = pioneer


@compiled
def open_for_pioneer(instance: Instance, state: State, room: float) -> int:
    """Open a route for the pioneer if that costs less than `room`, whatever its price; return the cost."""
    stop = state.tally[PIONEER]
    bound = int(min(max(0.0, room), float(FORBIDDEN)))
    vehicle, position, cost = scan_unused(instance, state, stop, NOBODY, NOBODY, bound)
    if vehicle < 0:
        return 0
    put_in(instance, state, stop, vehicle, position, cost)
    return cost


@compiled
def beside_pioneer(
    instance: Instance, state: State, stop: int, vehicle: int, position: int, cheapest: int
) -> tuple[int, int, int]:
    """Improve on a place for `stop` by one anywhere on the pioneer's route."""
    candidate = state.owner[state.tally[PIONEER]]
    if candidate >= 0 and may_take(instance, state, stop, candidate):
        found, cost = scan_route(instance, state, stop, candidate, cheapest)
        if found >= 0:
            return candidate, found, cost
    return vehicle, position, cheapest
