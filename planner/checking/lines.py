"""A technician's day as it stands, ready to be asked what else it could take: who can leave where when, at the latest.

The moments are exact: the same rules as in `planner.checking.timing`, looked at from both ends, so that a stop more
between two others is judged by one comparison.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from planner.checking.halts import NEVER, Halt
from planner.problem import Break, Shift

Longs = npt.NDArray[np.int64]
Leg = Callable[[int, int], int]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Line:
    """The day of `technician` on `on` over `k` halts, with `b` pauses.

    Attributes
    ----------
    entrances : int64 (k,), entrance of each halt, see `planner.checking.room.entrances`
    sites : int64 (k + 2,), where the day begins, its halts, where it ends
    legs : int64 (k + 1,), seconds from each of `sites` to the next
    ready : int64 (k + 1, b + 1), earliest moment to leave each of ``sites[:-1]`` with so many pauses taken; ``NEVER``
        where that cannot be
    latest : int64 (k + 1, b + 1), last moment to arrive at each of ``sites[1:]`` with so many pauses taken and still
        keep all that follows; negative where that cannot be
    stretched : the same, were the shift `stretch_s` longer
    """

    technician: int
    on: date
    shift: Shift
    halts: tuple[Halt, ...]
    pauses: tuple[Break, ...]
    entrances: Longs
    sites: Longs
    legs: Longs
    ready: Longs
    latest: Longs
    stretched: Longs


def line(
    technician: int,
    shift: Shift,
    ends: tuple[int, int],
    halts: tuple[Halt, ...],
    entrances: Longs,
    leg: Leg,
    *,
    overtime_s: int,
    stretch_s: int,
) -> Line:
    """Look at a day from both ends.

    Parameters
    ----------
    ends : sites where it begins and ends
    entrances : int64 (k,), of the halts
    leg : seconds between two sites
    overtime_s : how far the shift may run over anyway
    stretch_s : how much longer it is in `Line.stretched`
    """
    pauses = tuple(sorted(shift.breaks, key=lambda one: (one.window_start_s, one.window_end_s)))
    sites = np.array([ends[0], *(one.site for one in halts), ends[1]], dtype=np.int64)
    legs = np.array([leg(int(a), int(b)) for a, b in zip(sites[:-1], sites[1:], strict=True)], dtype=np.int64)
    closes = shift.end_s + overtime_s
    return Line(
        technician=technician,
        on=shift.on,
        shift=shift,
        halts=halts,
        pauses=pauses,
        entrances=entrances,
        sites=sites,
        legs=legs,
        ready=_ready(shift.start_s, halts, pauses, legs),
        latest=_latest(closes, halts, pauses, legs),
        stretched=_latest(closes + stretch_s, halts, pauses, legs),
    )


def rest(pauses: tuple[Break, ...], moment: Longs) -> None:
    """Let the next pause be taken at `moment`, int64 (levels, ...) by pauses taken, where that is sooner; in place."""
    for level, one in enumerate(pauses):
        here = moment[level]
        done = np.where(here <= one.window_end_s, np.maximum(here, one.window_start_s) + one.duration_s, NEVER)
        moment[level + 1] = np.minimum(moment[level + 1], done)


def _ready(begins: int, halts: tuple[Halt, ...], pauses: tuple[Break, ...], legs: Longs) -> Longs:
    ready = np.full((len(halts) + 1, len(pauses) + 1), NEVER, dtype=np.int64)
    ready[0, 0] = begins
    rest(pauses, ready[0])
    for place, one in enumerate(halts):
        moment = np.minimum(ready[place] + legs[place], NEVER)
        rest(pauses, moment)
        moment = np.where(moment <= one.latest_s, np.maximum(moment + one.work_s, one.done_s), NEVER)
        rest(pauses, moment)
        ready[place + 1] = moment
    return ready


def _latest(closes: int, halts: tuple[Halt, ...], pauses: tuple[Break, ...], legs: Longs) -> Longs:
    latest = np.full((len(halts) + 1, len(pauses) + 1), -NEVER, dtype=np.int64)
    for level in range(len(pauses) + 1):
        latest[-1, level] = min([closes, *(one.window_end_s for one in pauses[level:])])
    for place in range(len(halts) - 1, -1, -1):
        one = halts[place]
        leaves = _paused(pauses, latest[place + 1] - legs[place + 1])
        serves = np.where(one.done_s <= leaves, np.minimum(one.latest_s, leaves - one.work_s), -NEVER)
        latest[place] = _paused(pauses, serves)
    return latest


def _paused(pauses: tuple[Break, ...], by: Longs) -> Longs:
    """Return until when one may be there, by pauses taken, when those missing may be taken there."""
    for level in range(len(pauses) - 1, -1, -1):
        one, left = pauses[level], by[level + 1] - pauses[level].duration_s
        if left >= one.window_start_s:
            by[level] = max(by[level], min(one.window_end_s, left))
    return by
