"""Halts next to each other at one building become one: who is inside does not pay the entrance again.

Source: planning.md L2 (entry time paid once). A sweep is cut where it gets too long to be placed well, or where its
visits prefer different people; when the search has put the parts side by side on one route, nothing parts them any
more. Only what can be driven as one halt is joined: with a pause between, one leaves and enters again.
"""

import numpy as np

from planner.daily.bundles import linked
from planner.daily.timetable import timetable
from planner.monthly.draft import Draft, Halt
from planner.monthly.ground import Ground, Mask
from planner.monthly.improve import Question, layout_of
from planner.monthly.patches import Patch
from planner.problem import NONE


def enter_once(ground: Ground, draft: Draft) -> int:
    """Join what can be joined; return how many entrances that saves."""
    bound, saved = linked(ground.problem), 0
    for vehicle in range(len(draft.routes)):
        place = 0
        while place + 1 < len(draft.routes[vehicle]):
            if _joined(ground, draft, vehicle, place, bound):
                saved += 1
            else:
                place += 1
    return saved


def door(ground: Ground, row: int) -> tuple[bool, int]:
    """Return the entrance of a visit: its building, or its own site."""
    site = int(ground.problem.obligations.site[row])
    building = int(ground.problem.sites.building[site])
    return (False, site) if building == NONE else (True, building)


def _joined(ground: Ground, draft: Draft, vehicle: int, place: int, bound: Mask) -> bool:
    """Let the halt at `place` of a route and the next one be one if that is driven no later; tell whether they are."""
    first, second = draft.routes[vehicle][place : place + 2]
    members = (*draft.halts[first], *draft.halts[second])
    if door(ground, members[0]) != door(ground, members[-1]) or bound[list(members)].any():
        return False
    before = [draft.halts[halt] for halt in draft.routes[vehicle]]
    ends = _ends(ground, vehicle, before)
    for order in dict.fromkeys((members, _by_hours(ground, members))):
        after = _ends(ground, vehicle, [*before[:place], order, *before[place + 2 :]])
        if ends is not None and after is not None and after <= ends:
            draft.halts[first], draft.halts[second] = order, ()
            del draft.owner[second], draft.routes[vehicle][place + 1]
            return True
    return False


def _by_hours(ground: Ground, members: Halt) -> Halt:
    """Return the visits in the order of sweeps: whose hours end first, then door by door."""
    owed = ground.problem.obligations
    return tuple(sorted(members, key=lambda row: (owed.window_end_s[row], owed.site[row], owed.ids[row])))


def _ends(ground: Ground, vehicle: int, halts: list[Halt]) -> int | None:
    """Return when the route over `halts` is over, in seconds of its day; None when it cannot be driven."""
    rows = [row for halt in halts for row in halt]
    pick, route = np.ix_(rows, [vehicle]), np.arange(len(halts), dtype=np.int32)
    question = Question(
        patch=Patch(vehicles=(vehicle,), halts=tuple(range(len(halts)))),
        halts=tuple(halts),
        begin=(route,),
        may=ground.may[pick],
        price=ground.price[pick],
    )
    layout = layout_of(ground, question)
    if not all(one.windows for one in layout.bundles):
        return None
    try:
        return timetable(layout.instance, 0, route).end_s
    except ValueError:
        return None
