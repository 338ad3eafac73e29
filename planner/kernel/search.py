"""The search: ruin, recreate, accept or reject; any number of iterations at a time."""

from planner.kernel.anneal import accepts, draw_limit, is_best
from planner.kernel.away import renew_away, stays_short
from planner.kernel.compiled import compiled, entry
from planner.kernel.insertion import detour, fits, may_take
from planner.kernel.instance import FORBIDDEN, Instance, Ints
from planner.kernel.pool import Pool, keep_route
from planner.kernel.recreate import opens_freely, recreate
from planner.kernel.routes import file_absent, forget, put_back, put_in
from planner.kernel.ruin import ruin
from planner.kernel.state import (
    CAREFUL_WINS,
    COST,
    FREE_WINS,
    IMPROVED,
    ITERATION,
    KEY,
    REMOVED,
    TOUCHED,
    State,
)
from planner.kernel.strict import surplus
from planner.kernel.timing import is_timely, lay_ends


@entry
def lay_out(instance: Instance, state: State) -> None:
    """Make every route of a blank state an empty, timed one."""
    for vehicle in range(len(state.length)):
        lay_ends(instance, state, vehicle)
        renew_away(instance, state, vehicle)


@compiled
def all_timely(instance: Instance, state: State) -> bool:
    """Tell whether the touched routes can be driven: cutting a stop out may not help where detours are short cuts."""
    for row in range(state.tally[TOUCHED]):
        vehicle = state.touched[row]
        if not is_timely(state, vehicle, instance.breaks[vehicle] + 1) or state.extra[vehicle] >= FORBIDDEN:
            return False
        if not stays_short(instance, state, vehicle):
            return False
    return True


@compiled
def keep_best(instance: Instance, state: State, pool: Pool) -> None:
    """Copy the present routes that differ from the best known, and show them to the pool."""
    for vehicle in range(len(state.length)):
        if state.stale[vehicle]:
            state.best_length[vehicle] = state.length[vehicle]
            for spot in range(state.length[vehicle] + 2):
                state.best_route[vehicle, spot] = state.route[vehicle, spot]
            state.stale[vehicle] = False
            keep_route(instance, state, pool, vehicle)
    state.best_total[KEY], state.best_total[COST] = state.total[KEY], state.total[COST]
    state.tally[IMPROVED] = state.tally[ITERATION]


@entry
def take_over(instance: Instance, state: State, vehicle: int, stops: Ints) -> bool:
    """Put `stops`, in order, on the vehicle's empty route and into the best found; tell whether all of them fit."""
    fit = True
    for row in range(len(stops)):
        stop, last = stops[row], state.length[vehicle]
        if (
            not may_take(instance, state, stop, vehicle)
            or not fits(instance, state, stop, vehicle, last)
            or surplus(instance, state, stop, vehicle, last) >= FORBIDDEN
        ):
            fit = False
            continue
        put_in(instance, state, stop, vehicle, last, detour(instance, state, stop, vehicle, last))
        state.removed[0], state.tally[REMOVED] = stop, 1
        file_absent(state)
    forget(state)
    state.best_length[vehicle] = state.length[vehicle]
    for spot in range(state.length[vehicle] + 2):
        state.best_route[vehicle, spot] = state.route[vehicle, spot]
    state.stale[vehicle] = False
    state.best_total[KEY], state.best_total[COST] = state.total[KEY], state.total[COST]
    return fit


@compiled
def step(instance: Instance, state: State, pool: Pool) -> None:
    """Do one iteration."""
    key, cost = state.total[KEY], state.total[COST]
    draw_limit(state)
    ruin(instance, state)
    # A route that a cut made late cannot be repaired by insertions, so the iteration is given up.
    free = opens_freely(state)
    if all_timely(instance, state) and recreate(instance, state, key, cost, free) and accepts(state, key, cost):
        forget(state)
        if is_best(state):
            keep_best(instance, state, pool)
            state.tally[FREE_WINS if free else CAREFUL_WINS] += 1
    else:
        put_back(instance, state)
        state.total[KEY], state.total[COST] = key, cost
    file_absent(state)
    state.tally[ITERATION] += 1


@entry
def advance(instance: Instance, state: State, pool: Pool, iterations: int) -> None:
    """Search on for `iterations`; the random numbers, the temperature and the best found go on from where they were."""
    for _ in range(iterations):
        step(instance, state, pool)
