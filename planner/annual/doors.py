"""How often a door must be opened at least, and from when on each visit behind it can share an entry; compiled.

The fewest weeks that meet all windows behind a door are found greedily: each time the earliest due week not yet met.
Greedy from the other end gives the earliest weeks of any such choice; between the two every week will do.
"""

import numpy as np
import numpy.typing as npt

from planner.annual.compiled import compiled

Ints = npt.NDArray[np.int64]


@compiled
def certain_entries(
    first: Ints, last: Ints, entry: Ints, begin: Ints, member: Ints, certain: Ints, best_first: Ints
) -> None:
    """Fill `certain` and `best_first`, both int64 (n,).

    Parameters
    ----------
    begin, member : int64 (doors + 1,), (n,), visits behind each door, by due week
    certain : the entry of each visit that surely takes one: windows of a door that do not overlap
    best_first : week from which on a visit can be made without an entry more
    """
    for door in range(len(begin) - 1):
        mine = member[begin[door] : begin[door + 1]]
        least = entry[mine[0]]
        for visit in mine:
            least = min(least, entry[visit])
        latest, count = np.empty(len(mine), np.int64), 0
        for visit in mine:
            if count == 0 or first[visit] > latest[count - 1]:
                latest[count] = last[visit]
                certain[visit] = least
                count += 1
        earliest = _earliest(first, last, mine, count)
        at = 0
        for visit in mine[np.argsort(first[mine])]:
            while at < count - 1 and latest[at] < first[visit]:
                at += 1
            best_first[visit] = max(first[visit], min(earliest[at], last[visit]))


@compiled
def _earliest(first: Ints, last: Ints, mine: Ints, count: int) -> Ints:
    """Return the earliest week of each of the `count` entries, int64 (count,)."""
    found = np.zeros(count, np.int64)
    at = count
    for visit in mine[np.argsort(-first[mine])]:
        if at == count or last[visit] < found[at]:
            at -= 1
            found[at] = first[visit]
    return found
