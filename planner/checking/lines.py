"""A technician's day as it stands, ready to be asked what else it could take: who can leave where when, at the latest.

The moments are exact: the same rules as in `planner.checking.timing`, looked at from both ends, so that a stop more
between two others is judged by one comparison.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from planner.checking.halts import NEVER, Halt, last_in, next_in
from planner.checking.periods import Going
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
    legs : int64 (k + 1,), seconds from each of `sites` to the next at the usual pace
    going : what such seconds take at which hour
    most_work_s : most seconds of travel, entering and service, ``NEVER`` without limit
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
    going: Going
    most_work_s: int
    ready: Longs
    latest: Longs
    stretched: Longs

    @property
    def usual_work_s(self) -> int:
        """Seconds of travel at the usual pace, entering and service."""
        return int(self.legs.sum()) + sum(one.work_s for one in self.halts)

    @property
    def timely(self) -> bool:
        """Whether all halts can be made in this order, hours, pauses and shift kept."""
        home = self.going.arrive(self.ready[-1], self.legs[-1])
        return bool((home <= self.latest[-1]).any())


def line(
    technician: int,
    shift: Shift,
    ends: tuple[int, int],
    halts: tuple[Halt, ...],
    entrances: Longs,
    leg: Leg,
    going: Going,
    *,
    most_work_s: int | None,
    overtime_s: int,
    stretch_s: int,
) -> Line:
    """Look at a day from both ends.

    Parameters
    ----------
    ends : sites where it begins and ends
    entrances : int64 (k,), of the halts
    leg : seconds between two sites at the usual pace
    going : what they take at which hour
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
        going=going,
        most_work_s=NEVER if most_work_s is None else most_work_s,
        ready=_ready(shift.start_s, halts, pauses, legs, going),
        latest=_latest(closes, halts, pauses, legs, going),
        stretched=_latest(closes + stretch_s, halts, pauses, legs, going),
    )


def rest(pauses: tuple[Break, ...], moment: Longs) -> None:
    """Let the next pause be taken at `moment`, int64 (levels, ...) by pauses taken, where that is sooner; in place."""
    for level, one in enumerate(pauses):
        done = next_in(one.windows, moment[level]) + one.duration_s
        moment[level + 1] = np.minimum(moment[level + 1], done)


def _ready(begins: int, halts: tuple[Halt, ...], pauses: tuple[Break, ...], legs: Longs, going: Going) -> Longs:
    ready = np.full((len(halts) + 1, len(pauses) + 1), NEVER, dtype=np.int64)
    ready[0, 0] = begins
    rest(pauses, ready[0])
    for place, one in enumerate(halts):
        moment = going.arrive(ready[place], legs[place])
        rest(pauses, moment)
        moment = one.serve(moment)
        rest(pauses, moment)
        ready[place + 1] = moment
    return ready


def _latest(closes: int, halts: tuple[Halt, ...], pauses: tuple[Break, ...], legs: Longs, going: Going) -> Longs:
    latest = np.full((len(halts) + 1, len(pauses) + 1), -NEVER, dtype=np.int64)
    for level in range(len(pauses) + 1):
        latest[-1, level] = min([closes, *(one.windows[-1][1] for one in pauses[level:])])
    for place in range(len(halts) - 1, -1, -1):
        leaves = _paused(pauses, going.leave(latest[place + 1], legs[place + 1]))
        latest[place] = _paused(pauses, halts[place].arrive_by(leaves))
    return latest


def _paused(pauses: tuple[Break, ...], by: Longs) -> Longs:
    """Return until when one may be there, by pauses taken, when those missing may be taken there."""
    for level in range(len(pauses) - 1, -1, -1):
        by[level] = max(by[level], last_in(pauses[level].windows, by[level + 1] - pauses[level].duration_s))
    return by
