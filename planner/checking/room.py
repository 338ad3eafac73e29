"""Where on a day there is room for visits not on it: every place between two halts, for many visits at once.

This is the judge's insertion test: exact for the day as it stands, its order kept.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.checking.halts import NEVER, halt
from planner.checking.lines import Line, rest
from planner.problem import NONE, Obligations, Sites

Longs = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Wanted:
    """`n` visits looking for room, int64 (n,) columns; seconds.

    Attributes
    ----------
    rows : obligations
    site, entrance : where; equal entrances are one building
    opens, closes : when the halt may begin (entering first), both ends included
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
    site, setup = owed.site[rows].astype(np.int64), owed.setup_s[rows].astype(np.int64)
    return Wanted(
        rows=rows.astype(np.int64),
        site=site,
        entrance=entrances(sites, site),
        setup=setup,
        service=owed.service_s[rows].astype(np.int64),
        opens=np.maximum(0, owed.window_start_s[rows].astype(np.int64) - setup),
        closes=owed.window_end_s[rows].astype(np.int64) - setup,
    )


def entrances(sites: Sites, site: Longs) -> Longs:
    """Return the entrance behind each of `site`: that of its building, or its own."""
    building = sites.building[site].astype(np.int64)
    return np.where(building == NONE, site, len(sites) + building)


def room(
    owed: Obligations,
    day: Line,
    latest: Longs,
    these: Wanted,
    out: Longs,
    back: Longs,
    *,
    any_hours: bool = False,
    full: bool = False,
    over_price: float = 0.0,
) -> Room:
    """Return the place that adds least, the first of equals; `over_price` is what a second of overtime counts.

    Parameters
    ----------
    latest : ``day.latest`` or ``day.stretched``
    out, back : int64 (k + 1, n), seconds from each of ``day.sites[:-1]`` to each visit; to each of ``day.sites[1:]``
    any_hours : as if every customer were there all day
    full : no halt more may be made, only existing ones joined
    """
    count = len(these)
    if not count:
        none = np.zeros(0, dtype=np.int64)
        return Room(place=none, joins=none.astype(np.bool_), added_s=none, over_s=none)
    work = these.setup + these.service
    moment = np.minimum(day.ready.T[:, :, None] + out[None, :, :], NEVER)
    rest(day.pauses, moment)
    closes = np.full(count, NEVER) if any_hours else these.closes
    opens = np.zeros(count, dtype=np.int64) if any_hours else these.opens
    moment = np.where(moment <= closes, np.maximum(moment, opens) + work, NEVER)
    rest(day.pauses, moment)
    moment = moment + back[None, :, :]
    fits = (moment <= latest.T[:, :, None]).any(axis=0)
    over = np.zeros(fits.shape, dtype=np.int64)
    if over_price:
        late = moment - day.latest.T[:, :, None]
        over = np.maximum(0, np.where(moment <= latest.T[:, :, None], late, NEVER).min(axis=0))
    added = np.where(fits, out + back - day.legs[:, None] + these.setup, NEVER)
    if full:
        added[:] = NEVER
    place, column = np.where(fits, added + over_price * over, NEVER).argmin(axis=0), np.arange(count)
    best = Room(
        place=place,
        joins=np.zeros(count, dtype=np.bool_),
        added_s=added[place, column],
        over_s=over[place, column],
    )
    return best if any_hours or over_price else _joined(owed, day, latest, these, best)


def spread(base: Room, at: Longs, better: Room) -> Room:
    """Return `base` with `better`, one entry for each of the places `at`, put in."""
    columns = {name: getattr(base, name).copy() for name in base.__slots__}
    for name, column in columns.items():
        column[at] = getattr(better, name)
    return Room(**columns)


def _joined(owed: Obligations, day: Line, latest: Longs, these: Wanted, best: Room) -> Room:
    """Return `best`, or where it adds less, a visit more at a halt of the same entrance."""
    place, joins, added = best.place.copy(), best.joins.copy(), best.added_s.copy()
    for number, entrance in enumerate(day.entrances.tolist()):
        for column in np.flatnonzero(these.entrance == entrance).tolist():
            extra = _join_s(owed, day, latest, number, int(these.rows[column]))
            if extra < added[column]:
                place[column], joins[column], added[column] = number, True, extra
    return Room(place=place, joins=joins, added_s=added, over_s=best.over_s)


def _join_s(owed: Obligations, day: Line, latest: Longs, number: int, row: int) -> int:
    """Return the seconds of entering that visit `row` adds to halt `number`; ``NEVER`` where it does not fit."""
    old = day.halts[number]
    new = halt(owed, (*old.members, row), old.site)
    moment = np.minimum(day.ready[number] + day.legs[number], NEVER)
    rest(day.pauses, moment)
    moment = np.where(moment <= new.latest_s, np.maximum(moment + new.work_s, new.done_s), NEVER)
    rest(day.pauses, moment)
    fits = bool((moment + day.legs[number + 1] <= latest[number + 1]).any())
    return new.setup_s - old.setup_s if fits else NEVER
