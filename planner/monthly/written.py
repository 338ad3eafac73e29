"""A draft written out as routes."""

import numpy as np

from planner.daily.writing import write_routes
from planner.monthly.draft import Draft
from planner.monthly.ground import Ground
from planner.monthly.improve import Question, layout_of
from planner.monthly.patches import Patch
from planner.plan import Route

TOGETHER = 24
"""Routes laid out at once: a layout grows with the square of its halts."""


def written(ground: Ground, draft: Draft) -> tuple[Route, ...]:
    """Return a route for every duty that has halts."""
    used = [vehicle for vehicle, route in enumerate(draft.routes) if route]
    routes: list[Route] = []
    for first in range(0, len(used), TOGETHER):
        routes += _some(ground, draft, tuple(used[first : first + TOGETHER]))
    return tuple(routes)


def _some(ground: Ground, draft: Draft, vehicles: tuple[int, ...]) -> tuple[Route, ...]:
    halts = tuple(halt for vehicle in vehicles for halt in draft.routes[vehicle])
    ends = np.cumsum([len(draft.routes[vehicle]) for vehicle in vehicles])
    begin = tuple(np.arange(a, b, dtype=np.int32) for a, b in zip([0, *ends[:-1]], ends, strict=True))
    rows = [row for halt in halts for row in draft.halts[halt]]
    pick = np.ix_(rows, vehicles)
    question = Question(
        patch=Patch(vehicles=vehicles, halts=halts),
        halts=tuple(draft.halts[halt] for halt in halts),
        begin=begin,
        may=ground.may[pick],
        price=ground.price[pick],
    )
    return write_routes(layout_of(ground, question), begin)
