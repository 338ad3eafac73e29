"""Rounds of search over a region's month: patches side by side, then the next cut of the map."""

from collections.abc import Callable, Iterator

import numpy as np

from planner.kernel import Found, SearchLimits
from planner.monthly.draft import Draft
from planner.monthly.ground import Ground, Prices
from planner.monthly.improve import Question, answer, ask
from planner.monthly.movable import keeps_distance, movable
from planner.monthly.patches import patches

Cancelled = Callable[[], bool]


def one_round(
    ground: Ground,
    draft: Draft,
    turn: int,
    steps: float,
    seed: int,
    *,
    extra: Prices | None = None,
    cancelled: Cancelled | None = None,
) -> int:
    """Search every patch of a new cut once, `steps` iterations a halt; return how many became other ones.

    Parameters
    ----------
    turn : number of the round: decides the cut, and which visits of a series may change their day
    extra : int64 (n, v), prices of this round
    """
    draw = np.random.default_rng([seed, turn])
    planned_on = draft.planned_on(ground)
    free = movable(ground.series, planned_on, turn)
    asked = [ask(ground, draft, patch, planned_on, free, extra) for patch in patches(ground, draft, draw)]
    better = 0
    for question, found in _answers(ground, asked, steps, seed + turn, cancelled):
        better += take_over(ground, draft, question, found)
    return better


def _answers(
    ground: Ground,
    asked: list[Question],
    steps: float,
    seed: int,
    cancelled: Cancelled | None,
) -> Iterator[tuple[Question, Found]]:
    limits = [
        SearchLimits(iterations=max(1, round(steps * len(one.halts))), seed=seed * 1_009 + number, master_work=0.0)
        for number, one in enumerate(asked)
    ]
    for one, limit in zip(asked, limits, strict=True):
        if cancelled is not None and cancelled():
            return
        yield one, answer(ground, one, limit)


def take_over(ground: Ground, draft: Draft, question: Question, found: Found) -> bool:
    """Let the routes of a patch be those found, unless a series would come too near; tell whether they are."""
    vehicles = list(question.patch.vehicles)
    before = {vehicle: draft.routes[vehicle] for vehicle in vehicles}
    after = {
        vehicle: [question.patch.halts[place] for place in stops.tolist()]
        for vehicle, stops in zip(vehicles, found.routes, strict=True)
    }
    if before == after:
        return False
    _swap(draft, after)
    rows = [row for halt in question.halts for row in halt if row in ground.series.line_of]
    if rows and not keeps_distance(ground.series, rows, draft.planned_on(ground)):
        _swap(draft, before)
        return False
    return True


def _swap(draft: Draft, routes: dict[int, list[int]]) -> None:
    draft.clear(list(routes))
    for vehicle, halts in routes.items():
        draft.put(vehicle, halts)
