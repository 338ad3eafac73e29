"""How every level asks for travel times: by region and travel profile, for sites by their index in the problem."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from planner.travel.matrix import TravelMatrix


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class RegionTravel:
    """Travel among the sites of one region (its bases and those of lent technicians included), for one profile.

    Attributes
    ----------
    matrix : (m, m), travel among the `m` sites of the region
    row : int32 (sites of the problem,), row of each site in `matrix`; -1 for a site that is not in it
    """

    matrix: TravelMatrix
    row: npt.NDArray[np.int32]


class TravelOf(Protocol):
    """Answer the travel of region `region` (index into ``Problem.regions``) by `profile` (``car``, ``ebike``, ...).

    Must answer the same values each time it is asked; whoever implements it caches what is expensive.
    """

    def __call__(self, region: int, profile: str) -> RegionTravel:
        """Return the region's travel."""
        ...


def whole(matrix: TravelMatrix) -> TravelOf:
    """Let one matrix over all sites of the problem (row = site index) answer for every region and profile."""
    answer = RegionTravel(matrix=matrix, row=np.arange(len(matrix), dtype=np.int32))

    def travel(region: int, profile: str) -> RegionTravel:
        del region, profile
        return answer

    return travel
