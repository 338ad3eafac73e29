"""A month that leaves out legal visits is begun again with what law asks alone; all else is laid around it.

Source: `planner.problem.priority` (lexicographic). `planner.monthly.law_first` makes room for one visit at a time;
where legal visits of several series would have to move together, only another beginning finds the place.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from planner.daily.bundles import longest_sweep
from planner.kernel import SearchLimits
from planner.monthly.begin import begin, continued
from planner.monthly.course import course
from planner.monthly.draft import Draft
from planner.monthly.ground import Ground, Rows
from planner.monthly.last_chance import WHOLE
from planner.monthly.law_first import chain
from planner.monthly.surcharges import in_good_time
from planner.monthly.sweeps import sweeps
from planner.monthly.wishes import Wishes
from planner.problem import Priority

AGAIN = 3
"""Beginnings tried in a region of up to `WHOLE` halts; a larger one is begun again once."""

Cancelled = Callable[[], bool]


def law_alone(
    ground: Ground,
    draft: Draft,
    first: SearchLimits,
    search: SearchLimits,
    wishes: Wishes,
    cancelled: Cancelled | None = None,
) -> Draft:
    """Return `draft`, or a draft that leaves out fewer legal visits.

    Parameters
    ----------
    first, search : limits of a first plan and of the rounds after it, as for `draft`
    """
    rows = np.array(sorted(row for members in draft.halts for row in members), dtype=np.int32)
    law = _law(ground, rows)
    for again in range(1, 1 + (AGAIN if len(draft.owner) <= WHOLE else 1)):
        missed = _missed(ground, draft)
        if not missed or (cancelled is not None and cancelled()):
            return draft
        anew = replace(search, seed=search.seed + again * 7_919)
        other = begin(ground, _swept(ground, law), replace(first, seed=anew.seed))
        other.take_apart()
        course(ground, other, anew, wishes, cancelled)
        if _missed(ground, other) >= missed:
            continue
        other = continued(ground, other, _swept(ground, np.setdiff1d(rows, law)), first)
        other.take_apart()
        course(ground, other, anew, wishes, cancelled)
        if _missed(ground, other) < missed:
            draft = other
    return draft


def _law(ground: Ground, rows: Rows) -> Rows:
    """Return what law asks of `rows`, with what must be made before or after it on one route."""
    asked = {one for row in rows[ground.classes[rows] == Priority.LAW].tolist() for one in chain(ground, row)}
    return np.array(sorted(asked & set(rows.tolist())), dtype=np.int32)


def _swept(ground: Ground, rows: Rows) -> tuple[tuple[int, ...], ...]:
    longest = longest_sweep([duty.shift.work_s for duty in ground.crew])
    return sweeps(ground.problem, rows, in_good_time(ground), longest)


def _missed(ground: Ground, draft: Draft) -> int:
    """Return how many legal visits are on no route though somebody may make them on some day."""
    rows = np.array([row for halt in draft.absent() for row in draft.halts[halt]], dtype=np.int32)
    return int((ground.may[rows].any(axis=1) & (ground.classes[rows] == Priority.LAW)).sum())
