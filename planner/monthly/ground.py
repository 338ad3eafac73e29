"""What stays the same while a region's month is planned: who may make which visit on which day, and at what price."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.daily.duty import Duty
from planner.daily.layout import importance
from planner.daily.rules import allowed
from planner.daily.rules.columns import days_of, people_of
from planner.daily.spacing import Series, series_of
from planner.problem import Problem
from planner.travel import TravelMatrix
from planner.travel.travel_of import RegionTravel

Rows = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]
Prices = npt.NDArray[np.int64]
Dates = npt.NDArray[np.datetime64]


@dataclass(frozen=True, kw_only=True, slots=True)
class PartTravel:
    """Travel of a part by profile: row `i` of each matrix is site `i`."""

    tables: Mapping[str, TravelMatrix]

    def __call__(self, region: int, profile: str) -> RegionTravel:
        """Return the travel of the part's only region."""
        del region
        matrix = self.tables[profile]
        return RegionTravel(matrix=matrix, row=np.arange(len(matrix), dtype=np.int32))


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Ground:
    """A region of `n` obligations and `v` duties.

    Attributes
    ----------
    may : bool (n, v), the hard rules on one visit and one duty
    price : int64 (n, v), travel seconds it costs besides that the duty serves the row
    classes : int64 (n,), importance, 0 first
    on, people : datetime64[D] (v,), int32 (v,), day and technician of each duty
    fixed_on : datetime64[D] (n,), day of what is not planned here but stands; NaT for all else
    """

    problem: Problem
    travel: PartTravel
    series: Series
    crew: tuple[Duty, ...]
    may: Mask
    price: Prices
    classes: Prices
    on: Dates
    people: Rows
    fixed_on: Dates

    @property
    def near(self) -> npt.NDArray[np.int32]:
        """Seconds between all sites by the first profile, int32 (sites, sites)."""
        return self.travel.tables[min(self.travel.tables)].duration_s


def ground(problem: Problem, tables: Mapping[str, TravelMatrix], crew: tuple[Duty, ...], price: Prices) -> Ground:
    """Lay the ground for the obligations of `problem`, all of one region."""
    rows = np.arange(len(problem.obligations), dtype=np.int32)
    return Ground(
        problem=problem,
        travel=PartTravel(tables=tables),
        series=series_of(problem.obligations),
        crew=crew,
        may=allowed(problem, rows, crew),
        price=price,
        classes=importance(problem, rows),
        on=days_of(crew),
        people=people_of(crew),
        fixed_on=np.full(len(rows), np.datetime64("NaT", "D")),
    )
