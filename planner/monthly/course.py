"""The course of a region's month from its first plan: rounds of search, the law, what is left, then who does what."""

from collections.abc import Callable

import numpy as np

from planner.kernel import SearchLimits
from planner.monthly.balance import evened, excess, exchange
from planner.monthly.draft import Draft
from planner.monthly.ground import Ground
from planner.monthly.last_chance import last_chance
from planner.monthly.law_first import law_first
from planner.monthly.rounds import one_round
from planner.monthly.wishes import Wishes

ROUNDS = 12
"""Cuts of the map, one after another: more and shorter rounds beat fewer and longer ones (measured)."""

FULL = 100
"""Halts for which ``iterations`` are meant: a region of more gets more of them."""


def course(
    ground: Ground,
    draft: Draft,
    search: SearchLimits,
    wishes: Wishes,
    cancelled: Callable[[], bool] | None = None,
) -> None:
    """Improve `draft` with ``search.iterations`` for each week, or for each hundred halts where they are more."""
    halts = max(1, sum(len(members) > 0 for members in draft.halts))
    steps = search.iterations * max(ground.problem.horizon.weeks, halts / FULL) / halts / ROUNDS
    pressure = np.zeros(len(ground.problem.technicians))
    for turn in range(ROUNDS):
        if cancelled is not None and cancelled():
            return
        pressure += (excess(ground, draft) - pressure) / (turn + 1)
        extra = evened(ground, pressure, wishes.balance)
        one_round(ground, draft, turn, steps, search.seed, extra=extra, cancelled=cancelled)
        draft.take_apart()
    law_first(ground, draft, steps, search.seed, cancelled)
    last_chance(ground, draft, steps, search.seed, cancelled)
    exchange(ground, draft, wishes.balance)
