"""What no round had room for is tried on every duty, the other visits keeping their days.

Of each series one at a time. It ends by itself: a pass without a gain in which nothing is tried for the first time is
the last, and there are only so many visits to gain or to try.
"""

from collections.abc import Callable

import numpy as np

from planner.kernel import SearchLimits
from planner.monthly.draft import Draft
from planner.monthly.ground import Ground
from planner.monthly.improve import answer, ask
from planner.monthly.movable import spaced_days
from planner.monthly.patches import Patch
from planner.monthly.rounds import take_over

WHOLE = 400
"""Halts up to which all routes take part; of more, those of idle duties only: the rounds have tried the others."""


def last_chance(
    ground: Ground, draft: Draft, steps: float, seed: int, cancelled: Callable[[], bool] | None = None
) -> None:
    """Add to `draft` what fits; nothing more important is lost for it."""
    draft.take_apart()
    tried: set[int] = set()
    gained = True
    while cancelled is None or not cancelled():
        chosen = _choose(ground, draft, tried)
        if not chosen or not (gained or {draft.halts[halt][0] for halt in chosen} - tried):
            return
        before = len(draft.owner)
        _try(ground, draft, chosen, steps, seed + len(tried))
        tried |= {draft.halts[halt][0] for halt in chosen}
        gained = len(draft.owner) > before
        draft.take_apart()


def _choose(ground: Ground, draft: Draft, tried: set[int]) -> list[int]:
    """Return the absent halts that somebody may serve, of each series one: the first that has not been tried yet."""
    absent = [halt for halt in draft.absent() if len(draft.halts[halt]) == 1]
    rows = np.array([draft.halts[halt][0] for halt in absent], dtype=np.int32)
    everything = np.ones(len(ground.problem.obligations), dtype=np.bool_)
    spaced = spaced_days(ground.series, rows, draft.planned_on(ground), everything, ground.on)
    possible = set(np.flatnonzero((ground.may[rows] & spaced).any(axis=1)).tolist())
    chosen: dict[tuple[int, ...], int] = {}
    for place, (halt, row) in enumerate(zip(absent, rows.tolist(), strict=True)):
        line = ground.series.line_of.get(row, (row,))
        # One that nothing makes possible must not keep the others of its series from their chance.
        if place in possible and (line not in chosen or (draft.halts[chosen[line]][0] in tried and row not in tried)):
            chosen[line] = halt
    return list(chosen.values())


def _try(ground: Ground, draft: Draft, chosen: list[int], steps: float, seed: int) -> None:
    whole = len(draft.owner) <= WHOLE
    vehicles = tuple(vehicle for vehicle, route in enumerate(draft.routes) if whole or not route)
    if not vehicles:
        return
    halts = [halt for vehicle in vehicles for halt in draft.routes[vehicle]]
    free = np.zeros(len(ground.problem.obligations), dtype=np.bool_)
    free[[draft.halts[halt][0] for halt in chosen]] = True
    patch = Patch(vehicles=vehicles, halts=(*halts, *chosen))
    question = ask(ground, draft, patch, draft.planned_on(ground), free, stay=True)
    limits = SearchLimits(iterations=max(1, round(steps * len(patch.halts))), seed=seed, master_work=0.0)
    take_over(ground, draft, question, answer(ground, question, limits))
