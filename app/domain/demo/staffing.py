"""How many inspectors and visitors an area needs so that the invented city can just keep its promises."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from app.domain.demo.history import TIER_EVERY_DAYS, History
from app.domain.demo.places import CityPlaces
from app.domain.kinds import CustomerKind

WEEK_H = 38.5
USEFUL_SHARE = 0.68
"""Share of working time left for doors once travel and the reserve are taken."""
SLACK = 1.15
INSPECTION_H = {
    CustomerKind.RESIDENTIAL: 0.25,
    CustomerKind.COMMERCIAL: 0.75,
    CustomerKind.INDUSTRIAL: 1.6,
    CustomerKind.HEATING: 1.6,
}
VISIT_H = 0.45


@dataclass(frozen=True, kw_only=True, slots=True)
class Staff:
    """People of one area: `inspectors` hold the gas inspection certificate, `visitors` do not."""

    inspectors: int
    visitors: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.inspectors + self.visitors


def needed(
    places: CityPlaces, history: History, area: npt.NDArray[np.int64], count: int, first: np.datetime64
) -> list[Staff]:
    """Return the staff of each of `count` areas: the law's steepest stretch decides the inspectors, the rest of the
    year's work the visitors; at least one of each, since nobody visits the customers of his own account (S4.4).
    """
    return [_of_area(places, history, np.flatnonzero(area == number), first) for number in range(count)]


def apportion(staff: list[Staff], technicians: int) -> list[Staff]:
    """Scale the staff to `technicians` in all, by largest remainder; inspectors and visitors keep their shares."""
    seats = [person for one in staff for person in (one.inspectors, one.visitors)]
    exact = np.array(seats) * technicians / max(1, sum(seats))
    given = np.floor(exact).astype(int)
    order = np.lexsort((np.arange(len(exact)), -(exact - given)))
    given[order[: technicians - int(given.sum())]] += 1
    return [
        Staff(inspectors=int(given[2 * number]), visitors=int(given[2 * number + 1])) for number in range(len(staff))
    ]


def _of_area(places: CityPlaces, history: History, rows: npt.NDArray[np.int64], first: np.datetime64) -> Staff:
    kinds = [places.kinds[int(row)] for row in rows]
    hours = np.array([INSPECTION_H[kind] for kind in kinds])
    cycle = np.array([730 if kind is CustomerKind.RESIDENTIAL else 365 for kind in kinds])
    due = (history.inspected_on[rows] - first).astype(np.int64) + cycle
    order = np.argsort(due, kind="stable")
    weeks = np.maximum(due[order] / 7.0, 3.0)
    steepest = float((np.cumsum(hours[order]) / weeks).max(initial=0.0))
    inspectors = max(1, int(np.ceil(steepest * SLACK / (WEEK_H * USEFUL_SHARE))))
    yearly = float((hours * 365 / cycle).sum()) + sum(
        VISIT_H * 365 / TIER_EVERY_DAYS[grade] for row in rows if (grade := history.tier[int(row)]) is not None
    )
    people = int(np.ceil(yearly * SLACK / (46 * WEEK_H * USEFUL_SHARE)))
    return Staff(inspectors=inspectors, visitors=max(1, people - inspectors))
