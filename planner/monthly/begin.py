"""The first plan of a month: everything is put where it costs least, series parted beforehand."""

import numpy as np

from planner.kernel import SearchLimits
from planner.monthly.draft import Draft, Halt
from planner.monthly.ground import Ground, Mask, Rows
from planner.monthly.improve import Question, answer
from planner.monthly.keep import Kept
from planner.monthly.movable import keeps_distance
from planner.monthly.patches import Patch
from planner.monthly.spacing_shares import shares


def begin(ground: Ground, halts: tuple[Halt, ...], limits: SearchLimits) -> Draft:
    """Return a draft of `halts` over all duties."""
    draft = Draft.blank(halts, len(ground.crew))
    rows = np.array([row for halt in halts for row in halt], dtype=np.int32)
    question = Question(
        patch=Patch(vehicles=tuple(range(len(ground.crew))), halts=tuple(range(len(halts)))),
        halts=halts,
        begin=tuple(np.zeros(0, dtype=np.int32) for _ in ground.crew),
        may=shares(ground.series, rows, ground.may[rows], ground.on, ground.fixed_on),
        price=ground.price[rows],
    )
    found = answer(ground, question, limits)
    for vehicle, stops in enumerate(found.routes):
        draft.put(vehicle, stops.tolist())
    drop_near(ground, draft)
    return draft


def resumed(ground: Ground, rows: Rows, kept: Kept, limits: SearchLimits) -> Draft:
    """Return the draft of a plan in force: its routes as far as they can still be driven, the rest absent."""
    duty_of = {(int(who), on): one for one, (who, on) in enumerate(zip(ground.people, ground.on, strict=True))}
    order = sorted(rows.tolist(), key=lambda row: (int(kept.start_s[row]), row))
    routes: list[list[int]] = [[] for _ in ground.crew]
    for number, row in enumerate(order):
        duty = duty_of.get((int(kept.by[row]), kept.on[row]))
        if duty is not None and ground.may[row, duty]:
            routes[duty].append(number)
    draft = Draft.blank(tuple((row,) for row in order), len(ground.crew))
    question = Question(
        patch=Patch(vehicles=tuple(range(len(ground.crew))), halts=tuple(range(len(order)))),
        halts=tuple((row,) for row in order),
        begin=tuple(np.array(route, dtype=np.int32) for route in routes),
        may=_as_kept(ground, np.array(order, dtype=np.int32), routes),
        price=ground.price[order],
    )
    for vehicle, stops in enumerate(answer(ground, question, limits).routes):
        draft.put(vehicle, stops.tolist())
    drop_near(ground, draft)
    return draft


def _as_kept(ground: Ground, rows: Rows, routes: list[list[int]]) -> Mask:
    """Let everything stand where it stood, and nowhere else."""
    may = np.zeros((len(rows), len(ground.crew)), dtype=np.bool_)
    for duty, route in enumerate(routes):
        may[route, duty] = True
    return may


def drop_near(ground: Ground, draft: Draft) -> None:
    """Take off what comes too near to, or too far from, another of its series, the later ones first."""
    planned_on = draft.planned_on(ground)
    for line in sorted(set(ground.series.line_of.values())):
        for row in reversed(line):
            if not np.isnat(planned_on[row]) and not keeps_distance(ground.series, [row], planned_on):
                _drop(draft, row)
                planned_on[row] = np.datetime64("NaT", "D")


def _drop(draft: Draft, row: int) -> None:
    halt = next(one for one, members in enumerate(draft.halts) if row in members)
    vehicle = draft.owner.pop(halt)
    draft.routes[vehicle] = [one for one in draft.routes[vehicle] if one != halt]
