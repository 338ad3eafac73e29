"""What every road gateway does with the points it is asked about."""

import hashlib

import numpy as np
import numpy.typing as npt

from app.services.ports.roads import Points
from planner.problem.errors import Flaw, ProblemError

ACCESS_MPS = 4.8 / 3.6
"""Speed of the walk between street and door, a straight line, whatever the profile."""


def checked(points: npt.ArrayLike) -> Points:
    """The points as float64 (n, 2); `ProblemError` unless they are finite WGS-84 degrees."""
    array = np.ascontiguousarray(points, dtype=np.float64)
    if array.size == 0:
        return np.empty((0, 2))
    if array.ndim != 2 or array.shape[1] != 2:
        raise ProblemError(
            [
                Flaw(
                    path="points",
                    message_en="must have shape (n, 2)",
                    message_zh="须为 (n, 2) 数组",
                )
            ]
        )
    bad = ~np.isfinite(array).all(axis=1) | (np.abs(array) > [180.0, 90.0]).any(axis=1)
    if bad.any():
        row = int(np.flatnonzero(bad)[0])
        raise ProblemError(
            [
                Flaw(
                    path=f"points[{row}]",
                    message_en="is not a longitude and latitude",
                    message_zh="不是有效的经纬度",
                )
            ]
        )
    return array


def digest(*parts: bytes | str) -> str:
    """A short stable name of some content."""
    total = hashlib.sha256()
    for part in parts:
        total.update(part.encode() if isinstance(part, str) else part)
        total.update(b"\x00")
    return total.hexdigest()[:16]
