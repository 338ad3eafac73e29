"""Trips to a cell: the fewest there must be, the weeks they are best made in, and the visits made on each.

A cell is a neighbourhood reached in one drive; a trip is a technician's day there. Visits whose windows lie within
weeks a..b take at least ``ceil(work / day)`` trips within a..b. These conditions on running totals of trips form a
network (every row holds one +1 and one -1), so the longest path through the weeks is the exact optimum for visits that
may be divided, and a bound for those that may not.
"""

import numpy as np
import numpy.typing as npt

from planner.annual.compiled import compiled

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
SWEEPS, SETTLE = 3, 4


@compiled
def required(first: Ints, last: Ints, amount: Ints, day_s: int, asked: Ints) -> None:
    """Fill `asked` (weeks, weeks) with the trips that the windows inside weeks a..b ask for.

    Parameters
    ----------
    first, last, amount : int64 (n,), window in weeks (inclusive) and seconds of each visit of a cell
    """
    weeks = asked.shape[0]
    asked[:] = 0
    for visit in range(len(first)):
        asked[first[visit], last[visit]] += amount[visit]
    for a in range(weeks - 1, -1, -1):
        running = 0
        for b in range(a, weeks):
            running += asked[a, b]
            asked[a, b] = running + (asked[a + 1, b] if a + 1 < weeks else 0)
    for a in range(weeks):
        for b in range(a, weeks):
            asked[a, b] = -(-asked[a, b] // day_s)


@compiled
def fewest(asked: Ints, total: Ints) -> int:
    """Fill `total` (weeks + 1,) with the fewest trips by the end of each week, as late as may be; return the last."""
    weeks = asked.shape[0]
    total[0] = 0
    for b in range(weeks):
        most = total[b]
        for a in range(b + 1):
            most = max(most, total[a] + asked[a, b])
        total[b + 1] = most
    return int(total[weeks])


@compiled
def may_move(asked: Ints, total: Ints, source: int, target: int) -> bool:
    """Tell whether one trip may go from week `source` to week `target` without leaving a window short."""
    weeks = asked.shape[0]
    if target < source:
        for a in range(target + 1, source + 1):
            for b in range(source, weeks):
                if total[b + 1] - total[a] - 1 < asked[a, b]:
                    return False
        return True
    for b in range(source, target):
        for a in range(source + 1):
            if total[b + 1] - total[a] - 1 < asked[a, b]:
                return False
    return True


@compiled
def settle(asked: Ints, total: Ints, load: Ints, room: Floats, sweeps: int) -> None:
    """Move the trips of one cell to weeks in which its region has most room, as long as any gains.

    Parameters
    ----------
    total : int64 (weeks + 1,), running trips of the cell, changed in place
    load : int64 (weeks,), trips of all cells of the region, this one's included, changed in place
    room : float64 (weeks,), trips the region's people can make
    """
    weeks = asked.shape[0]
    for _ in range(sweeps):
        changed = False
        for source in range(weeks):
            if total[source + 1] == total[source]:
                continue
            here, best, gain = load[source] / max(room[source], 1e-3), source, 1e-9
            for target in range(weeks):
                if target == source or room[target] <= 0:
                    continue
                found = here - (load[target] + 1) / max(room[target], 1e-3)
                if found > gain and may_move(asked, total, source, target):
                    best, gain = target, found
            if best != source:
                step = 1 if best < source else -1
                for week in range(min(best, source), max(best, source)):
                    total[week + 1] += step
                load[source] -= 1
                load[best] += 1
                changed = True
        if not changed:
            return


@compiled
def plan_trips(begin: Ints, first: Ints, last: Ints, amount: Ints, day_s: int, room: Floats, total: Ints) -> None:
    """Fill `total` (c, weeks + 1) with the fewest trips to each cell, in the best weeks.

    Parameters
    ----------
    begin : int64 (c + 1,), where the visits of each cell begin
    room : float64 (weeks,), how the trips of all cells should be spread
    """
    cells, weeks = total.shape[0], total.shape[1] - 1
    load = np.zeros(weeks, np.int64)
    asked = np.zeros((weeks, weeks), np.int64)
    for sweep in range(SWEEPS):
        for cell in range(cells):
            mine = slice(begin[cell], begin[cell + 1])
            required(first[mine], last[mine], amount[mine], day_s, asked)
            if sweep == 0:
                fewest(asked, total[cell])
                load += np.diff(total[cell])
            settle(asked, total[cell], load, room, SETTLE)
