"""Where on a day there is room for visits not on it: every place between two halts, for many visits at once.

This is the judge's insertion test: exact for the day as it stands, its order kept.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from planner.checking.halts import NEVER, halt
from planner.checking.lines import Line, rest
from planner.problem import NONE, Obligations, Sites

Longs = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
OverWork = Callable[[int, int, bool, bool], bool]
"""See `Bounds.over_work`: (column, place, joins, any_hours)."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Wanted:
    """`n` visits looking for room, int64 (n,) columns; seconds.

    Attributes
    ----------
    rows : obligations
    site, entrance : where; equal entrances are one building
    opens, closes : int64 (n, w), when the halt may begin (entering first), both ends included, in time order; spare
        columns close before they open
    """

    rows: Longs
    site: Longs
    entrance: Longs
    setup: Longs
    service: Longs
    opens: Longs
    closes: Longs

    def __len__(self) -> int:
        return len(self.rows)

    def take(self, chosen: Longs) -> "Wanted":
        """Return those at `chosen`."""
        return Wanted(**{name: getattr(self, name)[chosen] for name in self.__slots__})

    def serve(self, moment: Longs) -> Longs:
        """Return when each is done for who arrives at `moment`, int64 (..., n), ``NEVER`` where that is too late."""
        work, done = self.setup + self.service, np.full(moment.shape, NEVER, dtype=np.int64)
        for column in range(self.opens.shape[1] - 1, -1, -1):
            opens, closes = self.opens[:, column], self.closes[:, column]
            here = (moment <= closes) & (opens <= closes)
            done = np.where(here, np.maximum(moment, opens) + work, done)
        return done


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Room:
    """The best place for each of `n` visits, int64 (n,) columns.

    Attributes
    ----------
    place : a new halt stands before halt `place`; when `joins`, the visit is made last at halt `place`
    added_s : seconds of travel and entering that it adds; ``NEVER`` where there is no place
    over_s : seconds that the shift then runs over
    """

    place: Longs
    joins: Mask
    added_s: Longs
    over_s: Longs

    @property
    def found(self) -> Mask:
        """Where there is a place, bool (n,)."""
        return self.added_s < NEVER


def wanted(owed: Obligations, sites: Sites, rows: Longs) -> Wanted:
    """Return the visits `rows` as columns."""
    starts, ends = (table[rows].astype(np.int64) for table in owed.all_windows())
    site, setup = owed.site[rows].astype(np.int64), owed.setup_s[rows].astype(np.int64)
    return Wanted(
        rows=rows.astype(np.int64),
        site=site,
        entrance=entrances(sites, site),
        setup=setup,
        service=owed.service_s[rows].astype(np.int64),
        opens=np.where(starts <= ends, np.maximum(0, starts - setup[:, None]), NEVER),
        closes=ends - setup[:, None],
    )


def entrances(sites: Sites, site: Longs) -> Longs:
    """Return the entrance behind each of `site`: that of its building, or its own."""
    building = sites.building[site].astype(np.int64)
    return np.where(building == NONE, site, len(sites) + building)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Bounds:
    """What keeps `n` visits from some places of a day.

    Attributes
    ----------
    first, last : int64 (n,), a new halt stands before one of the halts `first` to `last`; what is made last at a halt
        is so at one of `first` - 1 to `last` - 1
    over_work : tells of visit number `column` made before halt `place` (or last at it, when it `joins`) whether the
        day's work is too much, at any hours when `any_hours`; None where seconds at the usual pace tell
    """

    first: Longs
    last: Longs
    over_work: OverWork | None = None

    def take(self, chosen: Longs) -> "Bounds":
        """Return those at `chosen`."""
        over = self.over_work
        part = (lambda column, *rest: over(int(chosen[column]), *rest)) if over else None
        return Bounds(first=self.first[chosen], last=self.last[chosen], over_work=part)


def anywhere(day: Line, count: int) -> Bounds:
    """Return no bounds for `count` visits."""
    return Bounds(first=np.zeros(count, dtype=np.int64), last=np.full(count, len(day.halts), dtype=np.int64))


def room(
    owed: Obligations,
    day: Line,
    latest: Longs,
    these: Wanted,
    out: Longs,
    back: Longs,
    bounds: Bounds,
    *,
    any_hours: bool = False,
    any_work: bool = False,
    full: bool = False,
    over_price: float = 0.0,
) -> Room:
    """Return the place that adds least, the first of equals; `over_price` is what a second of overtime counts.

    Parameters
    ----------
    latest : ``day.latest`` or ``day.stretched``
    out, back : int64 (k + 1, n), seconds from each of ``day.sites[:-1]`` to each visit; to each of ``day.sites[1:]``
    any_hours : as if every customer were there all day
    any_work : however much work it is for one day
    full : no halt more may be made, only existing ones joined
    """
    count = len(these)
    if not count:
        none = np.zeros(0, dtype=np.int64)
        return Room(place=none, joins=none.astype(np.bool_), added_s=none, over_s=none)
    moment = _back(day, these, out, back, any_hours=any_hours)
    fits = (moment <= latest.T[:, :, None]).any(axis=0)
    place = np.arange(len(day.halts) + 1)[:, None]
    fits &= (bounds.first <= place) & (place <= bounds.last)
    added = out + back - day.legs[:, None] + these.setup
    if not any_work and bounds.over_work is None:
        fits &= day.usual_work_s + added + these.service <= day.most_work_s
    over = np.zeros(fits.shape, dtype=np.int64)
    if over_price:
        late = moment - day.latest.T[:, :, None]
        over = np.maximum(0, np.where(moment <= latest.T[:, :, None], late, NEVER).min(axis=0))
    added = np.where(fits, added, NEVER)
    if full:
        added[:] = NEVER
    key = np.where(added < NEVER, added + over_price * over, NEVER)
    if not any_work and bounds.over_work is not None:
        _leave_work(bounds.over_work, key, any_hours=any_hours)
        added[key >= NEVER] = NEVER
    best, column = key.argmin(axis=0), np.arange(count)
    found = Room(
        place=best,
        joins=np.zeros(count, dtype=np.bool_),
        added_s=added[best, column],
        over_s=over[best, column],
    )
    if any_hours or over_price:
        return found
    return _joined(owed, day, latest, these, found, bounds, any_work=any_work)


def _back(day: Line, these: Wanted, out: Longs, back: Longs, *, any_hours: bool) -> Longs:
    """Return when one is at the next site with each visit made in between, int64 (b + 1, k + 1, n)."""
    moment = day.going.arrive(day.ready.T[:, :, None], out[None, :, :])
    rest(day.pauses, moment)
    whenever = np.where(moment < NEVER, moment + these.setup + these.service, NEVER)
    moment = whenever if any_hours else these.serve(moment)
    rest(day.pauses, moment)
    return day.going.arrive(moment, back[None, :, :])


def _leave_work(over_work: OverWork, key: npt.NDArray[Any], *, any_hours: bool) -> None:
    """Strike the places of `key` (places, visits) that are too much work, for each visit until the cheapest is not."""
    for column in range(key.shape[1]):
        for place in np.argsort(key[:, column], kind="stable").tolist():
            if key[place, column] >= NEVER or not over_work(column, place, False, any_hours):  # noqa: FBT003
                break
            key[place, column] = NEVER


def spread(base: Room, at: Longs, better: Room) -> Room:
    """Return `base` with `better`, one entry for each of the places `at`, put in."""
    columns = {name: getattr(base, name).copy() for name in base.__slots__}
    for name, column in columns.items():
        column[at] = getattr(better, name)
    return Room(**columns)


def _joined(
    owed: Obligations, day: Line, latest: Longs, these: Wanted, best: Room, bounds: Bounds, *, any_work: bool
) -> Room:
    """Return `best`, or where it adds less, a visit more at a halt of the same entrance."""
    place, joins, added = best.place.copy(), best.joins.copy(), best.added_s.copy()
    most = NEVER if any_work or bounds.over_work is not None else day.most_work_s
    for number, entrance in enumerate(day.entrances.tolist()):
        here = (these.entrance == entrance) & (bounds.first - 1 <= number) & (number < bounds.last)
        for column in np.flatnonzero(here).tolist():
            extra = _join_s(owed, day, latest, number, int(these.rows[column]))
            if extra >= added[column] or day.usual_work_s + extra + these.service[column] > most:
                continue
            # Last for it drives the whole day.
            over_work = None if any_work else bounds.over_work
            if over_work is None or not over_work(column, number, True, False):  # noqa: FBT003
                place[column], joins[column], added[column] = number, True, extra
    return Room(place=place, joins=joins, added_s=added, over_s=best.over_s)


def _join_s(owed: Obligations, day: Line, latest: Longs, number: int, row: int) -> int:
    """Return the seconds of entering that visit `row` adds to halt `number`; ``NEVER`` where it does not fit."""
    old = day.halts[number]
    new = halt(owed, (*old.members, row), old.site)
    moment = day.going.arrive(day.ready[number], day.legs[number])
    rest(day.pauses, moment)
    moment = new.serve(moment)
    rest(day.pauses, moment)
    fits = bool((day.going.arrive(moment, day.legs[number + 1]) <= latest[number + 1]).any())
    return new.setup_s - old.setup_s if fits else NEVER
