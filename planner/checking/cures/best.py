"""The cheapest way out found so far for each of many visits."""

from dataclasses import dataclass, field
from datetime import date

import numpy as np
import numpy.typing as npt

from planner.checking.cures.kinds import CureKind
from planner.checking.lines import Line
from planner.checking.room import Room

Longs = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Way:
    """A way out: `kind`, the day it leads to, where on it, and what it costs in minutes.

    Attributes
    ----------
    day : the technician's day it was found on; of one more person, a day like it
    on : the date, that of `day` where there is no other
    parts : into how many visits it is split
    profile, base : means of travel and site of one more person, None as in `day`
    """

    kind: CureKind
    day: Line
    on: date
    before: int
    joins: bool
    price_min: float
    parts: int = 1
    profile: str | None = None
    base: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Best:
    """`n` visits and the cheapest way for each; of equally cheap ones the first stays."""

    price: npt.NDArray[np.float64]
    ways: list[Way | None] = field(default_factory=list)

    def offer(
        self, chosen: Longs, kind: CureKind, day: Line, room: Room, may: Mask, price: npt.NDArray[np.float64]
    ) -> None:
        """Take `room` on `day` for those of `chosen` (places in the columns) that `may` and for which it is cheaper.

        `room`, `may` and `price` (minutes) have one entry for each of `chosen`.
        """
        better = may & room.found & (price < self.price[chosen])
        for place in np.flatnonzero(better).tolist():
            number = int(chosen[place])
            self.price[number] = price[place]
            self.ways[number] = Way(
                kind=kind,
                day=day,
                on=day.on,
                before=int(room.place[place]),
                joins=bool(room.joins[place]),
                price_min=float(price[place]),
            )

    def take(self, number: int, way: Way) -> None:
        """Take `way` for visit `number` if it is cheaper."""
        if way.price_min < self.price[number]:
            self.price[number], self.ways[number] = way.price_min, way


def nothing_yet(count: int) -> Best:
    """Return no way for any of `count` visits."""
    return Best(price=np.full(count, np.inf), ways=[None] * count)
