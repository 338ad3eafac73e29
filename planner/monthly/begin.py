"""The first plan of a month: everything is put where it costs least, series parted beforehand."""

import numpy as np

from planner.kernel import SearchLimits
from planner.monthly.draft import Draft, Halt
from planner.monthly.ground import Dates, Ground, Mask, Rows
from planner.monthly.improve import Question, answer
from planner.monthly.keep import Kept
from planner.monthly.movable import keeps_distance
from planner.monthly.patches import Patch
from planner.monthly.spacing_shares import shares


def begin(ground: Ground, halts: tuple[Halt, ...], limits: SearchLimits) -> Draft:
    """Return a draft of `halts` over all duties."""
    return continued(ground, Draft.blank((), len(ground.crew)), halts, limits)


def continued(ground: Ground, draft: Draft, more: tuple[Halt, ...], limits: SearchLimits) -> Draft:
    """Return `draft` with `more` halts laid among those on its routes; visits of a series that stand keep their day."""
    draft = draft.copy()
    draft.halts += more
    kept = [halt for halt, members in enumerate(draft.halts) if members]
    halts, place_of = tuple(draft.halts[halt] for halt in kept), {halt: place for place, halt in enumerate(kept)}
    rows = np.array([row for halt in halts for row in halt], dtype=np.int32)
    question = Question(
        patch=Patch(vehicles=tuple(range(len(ground.crew))), halts=tuple(kept)),
        halts=halts,
        begin=tuple(np.array([place_of[halt] for halt in route], dtype=np.int32) for route in draft.routes),
        may=_parted(ground, rows, draft.planned_on(ground)),
        price=ground.price[rows],
    )
    found = answer(ground, question, limits)
    draft.clear(list(range(len(draft.routes))))
    for vehicle, stops in enumerate(found.routes):
        draft.put(vehicle, [kept[stop] for stop in stops.tolist()])
    drop_near(ground, draft)
    return draft


def _parted(ground: Ground, rows: Rows, planned_on: Dates) -> Mask:
    """Return on which duties each of `rows` may be made, bool (n, v), the days of a series shared out."""
    may = ground.may[rows]
    for place, row in enumerate(rows.tolist()):
        if row in ground.series.line_of and not np.isnat(planned_on[row]):
            may[place] &= ground.on == planned_on[row]
    return shares(ground.series, rows, may, ground.on, planned_on)


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
