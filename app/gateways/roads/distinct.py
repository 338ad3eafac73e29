"""Many points stand at few coordinates (the homes of a building): tables are made for these and spread out."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from app.services.ports.roads import Points
from planner.travel import TravelTable

Index = npt.NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Distinct:
    """The distinct coordinates of sources and targets.

    Attributes
    ----------
    places : float64 (k, 2), every coordinate once
    rows, cols : index into ``places`` of the distinct sources and targets
    row_of, col_of : for every source and target its position in ``rows`` and ``cols``
    """

    places: Points
    rows: Index
    cols: Index
    row_of: Index
    col_of: Index

    def spread(self, duration_s: npt.NDArray[np.int32], distance_m: npt.NDArray[np.int32]) -> TravelTable:
        """The table of all sources and targets from that of the distinct ones; a place is zero from itself."""
        _, row, col = np.intersect1d(self.rows, self.cols, assume_unique=True, return_indices=True)
        duration_s[row, col] = distance_m[row, col] = 0
        if not (_as_it_is(self.row_of, len(self.rows)) and _as_it_is(self.col_of, len(self.cols))):
            pick = np.ix_(self.row_of, self.col_of)
            duration_s, distance_m = duration_s[pick], distance_m[pick]
        return TravelTable(duration_s=duration_s, distance_m=distance_m)


def distinct(sources: Points, targets: Points) -> Distinct:
    """Find equal coordinates."""
    places, index = np.unique(np.concatenate([sources, targets]), axis=0, return_inverse=True)
    index = index.reshape(-1)
    rows, row_of = np.unique(index[: len(sources)], return_inverse=True)
    cols, col_of = np.unique(index[len(sources) :], return_inverse=True)
    return Distinct(places=places, rows=rows, cols=cols, row_of=row_of, col_of=col_of)


def _as_it_is(position: Index, count: int) -> bool:
    return len(position) == count and bool((np.diff(position) > 0).all())
