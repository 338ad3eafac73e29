"""The places of one search as nodes, with the travel between them for each profile."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.travel import UNREACHABLE
from planner.travel.travel_of import RegionTravel, TravelOf

Ints = npt.NDArray[np.int32]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Nodes:
    """`N` nodes: the halts first, then the bases.

    Attributes
    ----------
    site : int32 (N,), index into ``Problem.sites``
    duration_s, distance_m : int32 (p, N, N), ``UNREACHABLE`` where there is no way
    profiles : names, in the order of the first axis
    """

    site: Ints
    duration_s: Ints
    distance_m: Ints
    profiles: tuple[str, ...]

    def base(self, site: int, halts: int) -> int:
        """Return the node of the base at `site`, given the number of halts."""
        return halts + int(np.flatnonzero(self.site[halts:] == site)[0])


def nodes(travel: TravelOf, region: int, halts: Ints, bases: Ints, profiles: tuple[str, ...]) -> Nodes:
    """Lay out `halts` and `bases` (site indices) of one region."""
    site = np.concatenate([halts, np.unique(bases)]).astype(np.int32)
    tables = [_tables(travel(region, profile), site) for profile in profiles]
    shape = (0, len(site), len(site))
    return Nodes(
        site=site,
        duration_s=np.stack([one for one, _ in tables]) if tables else np.zeros(shape, dtype=np.int32),
        distance_m=np.stack([one for _, one in tables]) if tables else np.zeros(shape, dtype=np.int32),
        profiles=profiles,
    )


def _tables(travel: RegionTravel, site: Ints) -> tuple[Ints, Ints]:
    row = travel.row[site]
    known = row >= 0
    pick = np.ix_(np.where(known, row, 0), np.where(known, row, 0))
    there = known[:, None] & known[None, :]
    if len(travel.matrix) == 0:
        lost = np.full((len(site), len(site)), UNREACHABLE, dtype=np.int32)
        return lost, lost
    return (
        np.where(there, travel.matrix.duration_s[pick], np.int32(UNREACHABLE)),
        np.where(there, travel.matrix.distance_m[pick], np.int32(UNREACHABLE)),
    )
