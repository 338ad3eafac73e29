"""Places that are visited, as columns."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.problem.errors import Flaw, ProblemError


@dataclass(frozen=True, kw_only=True, slots=True)
class Sites:
    """`n` places; row order is their index everywhere else.

    Attributes
    ----------
    ids : tuple of n str
    lonlat : float64 (n, 2), WGS-84 degrees, longitude first
    region : int32 (n,), index into ``Problem.regions``
    building : int32 (n,), equal numbers share an entrance (setup is paid once); -1 stands alone
    """

    ids: tuple[str, ...]
    lonlat: npt.NDArray[np.float64]
    region: npt.NDArray[np.int32]
    building: npt.NDArray[np.int32]

    def __post_init__(self) -> None:
        n = len(self.ids)
        flaws = []
        if self.lonlat.shape != (n, 2) or self.region.shape != (n,) or self.building.shape != (n,):
            flaws.append(Flaw(path="sites", message_en=f"columns must have {n} rows", message_zh=f"各列须为 {n} 行"))
        elif not np.isfinite(self.lonlat).all() or (np.abs(self.lonlat) > [180.0, 90.0]).any():
            flaws.append(Flaw(path="sites.lonlat", message_en="must be finite degrees", message_zh="须为有效经纬度"))
        if len(set(self.ids)) != n:
            flaws.append(Flaw(path="sites.ids", message_en="must be unique", message_zh="编号不得重复"))
        if flaws:
            raise ProblemError(flaws)

    def __len__(self) -> int:
        return len(self.ids)
