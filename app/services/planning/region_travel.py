"""Travel within each region, asked of the road network once for each means of travel.

Doors behind one entrance, and doors at one place, are one point: a region of a city has far fewer points than doors.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from app.services.ledger.keys import Ints
from app.services.ports.roads import Points, Roads
from planner.problem import Problem
from planner.travel import TravelProfile
from planner.travel.travel_of import RegionTravel

_SAME_PLACE = 6
"""Decimals of a degree (0.1 m) to which two places are one."""


@dataclass(frozen=True, kw_only=True, eq=False)
class RegionTravels:
    """Answers `planner.travel.travel_of.TravelOf`, and says where a site's point lies."""

    problem: Problem
    roads: Roads
    _answers: dict[tuple[int, str], RegionTravel] = field(default_factory=dict)
    _points: dict[int, tuple[Points, npt.NDArray[np.int32]]] = field(default_factory=dict)

    def __call__(self, region: int, profile: str) -> RegionTravel:
        """Return the travel of a region, computed when first asked for."""
        if (region, profile) not in self._answers:
            points, row = self.points(region)
            matrix = self.roads.matrix(points, TravelProfile(profile))
            self._answers[region, profile] = RegionTravel(matrix=matrix, row=row)
        return self._answers[region, profile]

    def prepare(self, told: Callable[[float], None]) -> None:
        """Ask for all travel that planning may need."""
        wanted = self._wanted()
        for number, (region, profile) in enumerate(wanted):
            self(region, profile)
            told((number + 1) / len(wanted))

    def points(self, region: int) -> tuple[Points, npt.NDArray[np.int32]]:
        """Return the distinct points of a region, and the row of each site of the problem (-1: not in it)."""
        if region not in self._points:
            self._points[region] = _distinct(self.problem, _sites(self.problem, region))
        return self._points[region]

    def along(self, region: int, sites: list[int]) -> Points:
        """Return the points of `sites` of a region, in order."""
        points, row = self.points(region)
        return points[row[sites]]

    def _wanted(self) -> list[tuple[int, str]]:
        owing = set(np.unique(self.problem.region_of()).tolist())
        helped = {(loan.giver, loan.taker) for loan in self.problem.policy.lending}
        pairs = {(person.region, person.profile) for person in self.problem.technicians}
        pairs |= {(taker, profile) for region, profile in pairs for giver, taker in helped if giver == region}
        return sorted(pair for pair in pairs if pair[0] in owing)


def _sites(problem: Problem, region: int) -> Ints:
    """Return the sites of a region, and the bases of whoever may be lent to it."""
    givers = {loan.giver for loan in problem.policy.lending if loan.taker == region} | {region}
    bases = [site for one in problem.technicians if one.region in givers for site in (one.start_site, one.end_site)]
    there = problem.sites.region == region
    there[bases] = True
    return np.flatnonzero(there)


def _distinct(problem: Problem, sites: Ints) -> tuple[Points, npt.NDArray[np.int32]]:
    lonlat, building = problem.sites.lonlat[sites], problem.sites.building[sites]
    # Every door of a building stands where its first one does.
    _, first, of_building = np.unique(building, return_index=True, return_inverse=True)
    stands = np.where((building >= 0)[:, None], lonlat[first[of_building.ravel()]], lonlat)
    _, kept, point = np.unique(np.round(stands, _SAME_PLACE), axis=0, return_index=True, return_inverse=True)
    row = np.full(len(problem.sites), -1, np.int32)
    row[sites] = point.ravel()
    return stands[kept], row
