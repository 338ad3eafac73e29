"""A patch searched anew: its visits move between its days and people."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.daily.bundles import Bundle, bundle
from planner.daily.layout import Layout, lay_out
from planner.kernel import Found, SearchLimits
from planner.master import search
from planner.monthly.draft import Draft, Halt
from planner.monthly.ground import Ground
from planner.monthly.movable import spaced_days
from planner.monthly.pairs import torn
from planner.monthly.patches import Patch

Rows = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]
Dates = npt.NDArray[np.datetime64]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Question:
    """A patch with all that its search needs: nothing of it changes while others are searched.

    Attributes
    ----------
    halts : of each halt its obligations
    begin : for each vehicle of the patch its halts (places in `halts`)
    may : bool (rows, vehicles) over the obligations of `halts`, one halt after another
    price : int64, of the same shape
    """

    patch: Patch
    halts: tuple[Halt, ...]
    begin: tuple[Rows, ...]
    may: Mask
    price: npt.NDArray[np.int64]


def ask(
    ground: Ground,
    draft: Draft,
    patch: Patch,
    planned_on: Dates,
    free: Mask,
    extra: npt.NDArray[np.int64] | None = None,
    *,
    stay: bool = False,
    alone: bool = False,
) -> Question:
    """Gather what the search of `patch` needs.

    Parameters
    ----------
    free : bool (n,), see `planner.monthly.movable`
    extra : int64 (n, v), prices of this round
    stay : what is on a route keeps its day, whether of a series or not
    alone : no other patch is searched meanwhile, as with `stay`
    """
    waiting = torn(ground, draft, patch.halts, alone=stay or alone)
    movable = (halt for halt in patch.halts if halt in draft.owner or all(free[row] for row in draft.halts[halt]))
    kept = [halt for halt in movable if halt not in waiting]
    place_of = {halt: place for place, halt in enumerate(kept)}
    rows = np.array([row for halt in kept for row in draft.halts[halt]], dtype=np.int32)
    vehicles = np.array(patch.vehicles, dtype=np.int64)
    pick = np.ix_(rows, vehicles)
    may = ground.may[pick] & spaced_days(ground.series, rows, planned_on, free, ground.on[vehicles])
    if stay:
        may &= np.isnat(planned_on[rows])[:, None] | (planned_on[rows][:, None] == ground.on[vehicles])
    price = ground.price[pick] + (0 if extra is None else extra[pick])
    return Question(
        patch=Patch(vehicles=patch.vehicles, halts=tuple(kept)),
        halts=tuple(draft.halts[halt] for halt in kept),
        begin=tuple(np.array([place_of[halt] for halt in draft.routes[one]], dtype=np.int32) for one in vehicles),
        may=may,
        price=price,
    )


def layout_of(ground: Ground, question: Question) -> Layout:
    """Return the instance of a patch."""
    rows = np.array([row for halt in question.halts for row in halt], dtype=np.int32)
    crew = tuple(ground.crew[one] for one in question.patch.vehicles)
    return lay_out(
        ground.problem,
        ground.travel,
        0,
        rows,
        crew,
        may=question.may,
        classes=ground.classes[rows],
        halts=_bundles(ground, question, rows),
        extra=question.price,
    )


def _bundles(ground: Ground, question: Question, rows: Rows) -> tuple[Bundle, ...]:
    found, at = [], 0
    for members in question.halts:
        found.append(bundle(ground.problem, rows, list(range(at, at + len(members)))))
        at += len(members)
    return tuple(found)


def answer(ground: Ground, question: Question, limits: SearchLimits) -> Found:
    """Search the patch on from its routes."""
    return search(layout_of(ground, question).instance, limits, begin=question.begin)
