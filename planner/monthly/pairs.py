"""Visits that come one after the other on one route, while a month is searched patch by patch.

Source: planning.md L3 (ordered stops). Hard. Inside a patch the search keeps the order; a halt whose partner is not in
the patch must not be put where the partner is not.
"""

import numpy as np

from planner.monthly.draft import Draft
from planner.monthly.ground import Ground
from planner.problem import NONE


def torn(ground: Ground, draft: Draft, halts: tuple[int, ...], *, alone: bool) -> set[int]:
    """Return which absent ones of `halts`, those of a patch, must wait: their partner stands elsewhere, or may soon.

    `alone` : no other patch is searched meanwhile, so who is absent and not in this one stays absent.
    """
    after = ground.problem.obligations.after
    later = np.flatnonzero(after != NONE).tolist()
    if not later:
        return set()
    halt_of = {row: halt for halt, members in enumerate(draft.halts) for row in members}
    mine, waiting = set(halts), set()
    for one, other in [pair for row in later for pair in ((row, int(after[row])), (int(after[row]), row))]:
        halt, partner = halt_of.get(one, NONE), halt_of.get(other, NONE)
        elsewhere = partner in draft.owner or (partner != NONE and not alone)
        if halt in mine and halt not in draft.owner and partner not in mine and elsewhere:
            waiting.add(halt)
    return waiting
