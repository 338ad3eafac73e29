"""Distances of a series that the law leaves no room for: both visits are hard, and no days in their windows keep them.

Source: requirement S9.1 before S4.2: what must be made by law is made, even closer together or further apart than the
series asks; such a gap is told (soft), not held against the plan. A soft visit is never a reason: it can be left out.
"""

import numpy as np
import numpy.typing as npt

from planner.problem import Obligations

Ints = npt.NDArray[np.int64]


def forced(owed: Obligations, wrong: Ints, pairs: tuple[Ints, Ints], days: tuple[Ints, Ints]) -> set[int]:
    """Return those of the pairs `wrong` whose distance the law rules out.

    Parameters
    ----------
    pairs : before, after, int64 (k,), obligations that follow each other
    days : first, last, int64 (n,), days open to each, inclusive
    """
    before, after = pairs
    found = set()
    for place in wrong.tolist():
        one, two = int(before[place]), int(after[place])
        if not (owed.hard[one] and owed.hard[two]):
            continue
        line = np.flatnonzero((owed.series == owed.series[one]) & owed.hard)
        line = line[np.lexsort((line, owed.ideal_on[line]))]
        if not possible(owed, line, days):
            found.add(place)
    return found


def possible(owed: Obligations, line: Ints, days: tuple[Ints, Ints]) -> bool:
    """Tell whether the visits `line`, in their sequence, have days that keep all distances between them.

    The days open to each, given all before it, are a stretch: from the earliest plus the least gap to the latest plus
    the greatest. What is not next to each other in the whole series is held to the least gap only.
    """
    low = high = 0
    members = np.flatnonzero(owed.series == owed.series[line[0]])
    members = members[np.lexsort((members, owed.ideal_on[members]))].tolist()
    for number, row in enumerate(line.tolist()):
        first, last = int(days[0][row]), int(days[1][row])
        if number:
            adjacent = members.index(row) - members.index(int(line[number - 1])) == 1
            first = max(first, low + int(owed.min_gap_days[row]))
            if adjacent and owed.max_gap_days[row] > 0:
                last = min(last, high + int(owed.max_gap_days[row]))
        if first > last:
            return False
        low, high = first, last
    return True
