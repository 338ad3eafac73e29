"""Areas that want staff, and the class their volume gives them."""

import math
from dataclasses import dataclass
from enum import IntEnum

from planner.problem.errors import Flaw, ProblemError


class AreaClass(IntEnum):
    """Class of an area by volume (S8.4); 1 is the largest."""

    FIRST = 1
    SECOND = 2
    THIRD = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Area:
    """One area.

    Attributes
    ----------
    sold, in_use : units sold and units in use; None when nobody has entered them
    failure_prone_share : share of the units in use that are of failure-prone models, 0..1
    work_minutes : minutes of work at the door in a year
    lon, lat : its middle (mean of its customers), WGS-84 degrees
    """

    id: str
    name: str
    work_minutes: int
    lon: float
    lat: float
    sold: int | None = None
    in_use: int | None = None
    failure_prone_share: float = 0.0

    def __post_init__(self) -> None:
        counts = min(self.work_minutes, self.sold or 0, self.in_use or 0) >= 0
        if not (counts and math.isfinite(self.lon + self.lat) and 0 <= self.failure_prone_share <= 1):
            raise ProblemError(
                [
                    Flaw(
                        path=f"areas.{self.id}",
                        message_en="amounts must not be negative, shares lie in 0..1",
                        message_zh="数量不得为负，比例须在 0 与 1 之间",
                    )
                ]
            )

    @property
    def volume_known(self) -> bool:
        """Whether anybody has entered how much was sold."""
        return self.sold is not None
