"""Distances of a series that the law leaves no room for: no days open to its hard visits keep them.

Source: requirement S9.1 before S4.2: what must be made by law is made, even closer together or further apart than the
series asks; such a gap is told (soft), not held against the plan. Soft visits are never a reason: they can be left out.
"""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from planner.problem import Obligations

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
OpenDays = Callable[[int], Bools]
"""Which days of the horizon are open to an obligation (window, people), bool (days,)."""


def forced(owed: Obligations, wrong: Ints, pairs: tuple[Ints, Ints], open_days: OpenDays) -> set[int]:
    """Return those of the pairs `wrong` whose distance the law rules out.

    Parameters
    ----------
    pairs : before, after, int64 (k,), obligations that follow each other
    """
    before, after = pairs
    found = set()
    for place in wrong.tolist():
        one, two = int(before[place]), int(after[place])
        if (owed.hard[one] or owed.hard[two]) and not possible(owed, int(owed.series[one]), open_days):
            found.add(place)
    return found


def possible(owed: Obligations, series: int, open_days: OpenDays) -> bool:
    """Tell whether the hard visits of a series, in their sequence, have days that keep all distances between them.

    Those with another visit of the series between them are held to the least gap only: that one can be left out. A
    hard visit to which no day is open is left out too.
    """
    members = np.flatnonzero(owed.series == series)
    members = members[np.lexsort((members, owed.ideal_on[members]))]
    reached, last_place = None, 0
    for place, row in enumerate(members.tolist()):
        days = open_days(row)
        if not owed.hard[row] or not days.any():
            continue
        if reached is not None:
            most = int(owed.max_gap_days[row]) if place == last_place + 1 else 0
            days = days & _within(reached, int(owed.min_gap_days[row]), most)
        if not days.any():
            return False
        reached, last_place = days, place
    return True


def _within(reached: Bools, least: int, most: int) -> Bools:
    """Return the days at `least` to `most` (0: any) days after some day of `reached`."""
    days = len(reached)
    until = np.concatenate([[0], np.cumsum(reached)])
    day = np.arange(days)
    high = np.clip(day - least + 1, 0, days)
    low = np.clip(day - most, 0, days) if most else np.zeros(days, np.int64)
    return np.asarray(until[high] > until[np.minimum(low, high)])
