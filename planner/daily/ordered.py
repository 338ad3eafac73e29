"""What comes one after the other on one route, where one of the two stands already.

Source: planning.md L3 (ordered stops). Hard.
"""

import numpy as np
import numpy.typing as npt

from planner.daily.duty import Duty
from planner.daily.rules.columns import people_of
from planner.plan import Stop
from planner.problem import NONE, Obligations

Mask = npt.NDArray[np.bool_]


def partner_planned(owed: Obligations, planned_on: npt.NDArray[np.datetime64]) -> Mask:
    """Return which obligations have one planned that must stand on the same route, bool (n,)."""
    later = np.flatnonzero(owed.after != NONE)
    first = owed.after[later]
    bound = np.zeros(len(owed), dtype=np.bool_)
    bound[later[~np.isnat(planned_on[first])]] = True
    bound[first[~np.isnat(planned_on[later])]] = True
    return bound


def after_fixed(
    owed: Obligations, rows: npt.NDArray[np.int32], crew: tuple[Duty, ...], fixed: dict[int, tuple[Stop, ...]]
) -> Mask:
    """Return which duty may serve which row after the stops that stay as they are, bool (n, v).

    What comes after a fixed visit stays with its technician; what should have come before one is too late.
    """
    may = np.ones((len(rows), len(crew)), dtype=np.bool_)
    if not (owed.after != NONE).any():
        return may
    holder = {visit.obligation: who for who, stops in fixed.items() for stop in stops for visit in stop.visits}
    missed = {int(owed.after[number]) for number in holder}
    people = people_of(crew)
    for place, row in enumerate(rows.tolist()):
        who = holder.get(int(owed.after[row]))
        if who is not None:
            may[place] &= people == who
        if row in missed:
            may[place] = False
    return may
