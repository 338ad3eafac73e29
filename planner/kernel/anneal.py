"""Simulated annealing: what is worse is accepted now and then, less and less often.

Source: as `planner.kernel.ruin`, section 4.4 (threshold ``cost < current - T ln U(0, 1)``, exponential cooling).
"""

import numpy as np

from planner.kernel.chance import unit
from planner.kernel.compiled import compiled, inlined
from planner.kernel.instance import FORBIDDEN
from planner.kernel.state import COLD, COST, GONE, HOT, ITERATION, KEY, LIMIT, PLANNED, UNIT, USED, State

EVERYTHING = float(FORBIDDEN)
"""A limit that nothing reaches."""


@inlined
def temperature(state: State) -> float:
    """Return the temperature of the present iteration."""
    gone = state.tune[GONE]
    if state.tally[PLANNED] > 0:
        gone = min(1.0, state.tally[ITERATION] / state.tally[PLANNED])
    return float(state.tune[HOT] * (state.tune[COLD] / state.tune[HOT]) ** gone)


@inlined
def draw_limit(state: State) -> None:
    """Draw how much worse than before the plan may be after the iteration.

    Where stops have prices the first plan of all holds whatever finds a place: what does not pay is soon given up,
    while a route that pays only with many stops is seldom found one stop after the other.
    """
    if state.tally[ITERATION] == 0 and state.tally[USED] == 0 and state.total[COST] > 0:
        state.tune[LIMIT] = EVERYTHING
        return
    state.tune[LIMIT] = -temperature(state) * np.log(1.0 - unit(state.words))


@inlined
def accepts(state: State, key_before: int, cost_before: int) -> bool:
    """Tell whether the present total may replace the one before the iteration."""
    worse = float(state.total[COST] - cost_before) + state.tune[UNIT] * float(state.total[KEY] - key_before)
    return bool(worse < state.tune[LIMIT])


@compiled
def is_best(state: State) -> bool:
    """Tell whether the present total beats the best: less left out, or as much at a lower cost."""
    if state.total[KEY] != state.best_total[KEY]:
        return bool(state.total[KEY] < state.best_total[KEY])
    return bool(state.total[COST] < state.best_total[COST])
