"""Real (or given) places that become the demo's customers, as columns."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from app.domain.kinds import CustomerKind, Origin


@dataclass(frozen=True, kw_only=True, eq=False)
class CityPlaces:
    """`n` places.

    Attributes
    ----------
    ids, names, addresses : n str
    kinds : n `CustomerKind`
    lonlat : float64 (n, 2), WGS-84 degrees
    building : n str, equal for places in one building, "" alone
    origin : what the places are themselves: real (from a map), imported (a list), invented (a synthetic list)
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    kinds: tuple[CustomerKind, ...]
    addresses: tuple[str, ...]
    lonlat: npt.NDArray[np.float64]
    building: tuple[str, ...]
    origin: Origin = Origin.REAL

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def business(self) -> npt.NDArray[np.bool_]:
        """Tell who is not a household, bool (n,)."""
        return np.array([kind is not CustomerKind.RESIDENTIAL for kind in self.kinds], dtype=np.bool_)

    def take(self, rows: npt.NDArray[np.int64]) -> "CityPlaces":
        """Return the places at `rows`, in that order."""
        picked = [int(row) for row in rows]
        return replace(
            self,
            ids=tuple(self.ids[row] for row in picked),
            names=tuple(self.names[row] for row in picked),
            kinds=tuple(self.kinds[row] for row in picked),
            addresses=tuple(self.addresses[row] for row in picked),
            lonlat=self.lonlat[rows],
            building=tuple(self.building[row] for row in picked),
        )
