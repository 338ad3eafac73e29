"""Travel estimated from the straight line, for use where no road network is given."""

import math

import numpy as np
import numpy.typing as npt

from planner.problem.errors import Flaw, ProblemError
from planner.travel.great_circle import great_circle_m
from planner.travel.matrix import TravelMatrix, TravelTable

DETOUR = 1.35
"""Road over straight-line distance of a typical city grid: a setting, not a constant of nature."""

_BLOCK = 2_000_000


def straight_line(lonlat: npt.NDArray[np.float64], speed_kmh: float, detour: float = DETOUR) -> TravelMatrix:
    """Travel between all pairs of `n` points.

    Parameters
    ----------
    lonlat : float64 (n, 2), WGS-84 degrees, longitude first
    speed_kmh : speed on the way, positive
    detour : way over straight line, at least 1

    Raises
    ------
    ProblemError
        If a point is not finite or out of range, or a number is.
    """
    table = straight_line_table(lonlat, lonlat, speed_kmh, detour)
    return TravelMatrix(duration_s=table.duration_s, distance_m=table.distance_m)


def straight_line_table(
    sources: npt.NDArray[np.float64],
    targets: npt.NDArray[np.float64],
    speed_kmh: float,
    detour: float = DETOUR,
) -> TravelTable:
    """Travel from `m` sources to `n` targets; parameters and errors as in `straight_line`."""
    _check(sources, targets, speed_kmh, detour)
    distance_m = np.empty((len(sources), len(targets)), dtype=np.float64)
    # Row blocks keep the temporaries of the formula small, however many points there are.
    step = max(1, _BLOCK // max(1, len(targets)))
    for start in range(0, len(sources), step):
        rows = slice(start, start + step)
        distance_m[rows] = detour * great_circle_m(sources[rows, None, :], targets[None, :, :])
    return TravelTable.from_floats(distance_m * (3.6 / speed_kmh), distance_m)


def _check(
    sources: npt.NDArray[np.float64],
    targets: npt.NDArray[np.float64],
    speed_kmh: float,
    detour: float,
) -> None:
    flaws = []
    for points in (sources, targets):
        if points.ndim != 2 or points.shape[1] != 2:
            flaws.append(
                Flaw(
                    path="lonlat",
                    message_en="must have shape (n, 2)",
                    message_zh="须为 (n, 2) 数组",
                )
            )
        elif not np.isfinite(points).all() or (np.abs(points) > [180.0, 90.0]).any():
            flaws.append(
                Flaw(
                    path="lonlat",
                    message_en="must be finite degrees",
                    message_zh="须为有效经纬度",
                )
            )
    if not (math.isfinite(speed_kmh) and speed_kmh > 0):
        flaws.append(
            Flaw(
                path="speed_kmh",
                message_en="must be positive",
                message_zh="速度须为正数",
            )
        )
    if not (math.isfinite(detour) and detour >= 1):
        flaws.append(
            Flaw(
                path="detour",
                message_en="must be at least 1",
                message_zh="绕行系数不得小于 1",
            )
        )
    if flaws:
        raise ProblemError(flaws)
