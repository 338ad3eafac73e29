"""Simulated annealing: what is worse is accepted now and then, less and less often.

Source: as `planner.kernel.ruin`, section 4.4 (threshold ``cost < current - T ln U(0, 1)``, exponential cooling).
"""

import numpy as np

from planner.kernel.chance import unit
from planner.kernel.compiled import compiled, inlined
from planner.kernel.state import COLD, COST, GONE, HOT, ITERATION, KEY, LIMIT, PLANNED, UNIT, State


@inlined
def temperature(state: State) -> float:
    """Return the temperature of the present iteration."""
    gone = state.tune[GONE]
    if state.tally[PLANNED] > 0:
        gone = min(1.0, state.tally[ITERATION] / state.tally[PLANNED])
    return float(state.tune[HOT] * (state.tune[COLD] / state.tune[HOT]) ** gone)


@inlined
def draw_limit(state: State) -> None:
    """Draw how much worse than before the plan may be after the iteration."""
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
