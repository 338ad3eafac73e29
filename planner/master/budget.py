"""How much of a search's work is done: by iterations or by the caller's clock; what remains is spent here."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from planner.kernel import Instance
from planner.kernel.pool import Pool
from planner.kernel.search import advance
from planner.kernel.state import GONE, MEAN_REMOVED, PLANNED, State

Spent = Callable[[], float]

LONG, FEW = 20, 6.0
"""Mean stops a route from which on fewer stops are removed at a time, and how many: iterations on long routes cost more
(measured with one seed: a smaller gap on 3 of 4 instances with long routes, so this may be chance)."""

CHUNK, STEPS = 2_000, 100
"""Most iterations between two looks at the clock, and fewest looks at a budget of iterations."""


@dataclass(kw_only=True, slots=True)
class Budget:
    """Work of one search; see `planner.master.course.search` for `spent`, `progress` and `cancelled`."""

    iterations: int
    spent: Spent | None = None
    progress: Callable[[float], None] | None = None
    cancelled: Callable[[], bool] | None = None
    done: int = 0
    used: float = 0.0

    def look(self) -> None:
        """Ask the clock, or count, and tell the caller; a budget once used up stays so."""
        if self.used < 1.0:
            self.used = min(1.0, self.done / max(1, self.iterations) if self.spent is None else self.spent())
        if self.progress is not None:
            self.progress(self.used)

    def left(self, until: float = 1.0) -> bool:
        """Tell whether the share `until` was not used when last looked and the caller wants more."""
        return self.used < until and not (self.cancelled is not None and self.cancelled())

    def search(
        self, instance: Instance, state: State, pool: Pool, *, until: float = 1.0, most: int | None = None
    ) -> None:
        """Search on until the share `until` is used or `most` iterations are done.

        The temperature follows the share; so one state may be searched in turn with others.
        """
        state.tally[PLANNED] = 0
        if state.length.sum() > LONG * np.count_nonzero(state.length):
            state.tune[MEAN_REMOVED] = FEW
        end = None if most is None else self.done + most
        while self.left(until) and (end is None or self.done < end):
            state.tune[GONE] = self.used
            chunk = CHUNK if self.spent is not None else min(CHUNK, 1 + self.iterations // STEPS)
            advance(instance, state, pool, chunk)
            self.done += chunk
            self.look()
