"""A year's plan: each obligation in a week."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.plan.reasons import Unplanned
from planner.plan.shortage import Proof


@dataclass(frozen=True, kw_only=True, slots=True)
class HourPrice:
    """One more hour of somebody who holds `skills` (a bit set) in a region and week would save `price` hours of work
    that finds no room."""

    region: int
    skills: int
    week: int
    price: float


@dataclass(frozen=True, kw_only=True, slots=True)
class YearPlan:
    """Weeks of all obligations.

    Attributes
    ----------
    week : int32 (n,), week index of the horizon, -1 when unplanned
    load_s, capacity_s : float64 (regions, weeks), seconds of work planned and available
    hour_price : float64 (regions, weeks), dual of capacity: what one more hour would save, in hours of lateness
    proof : the answer of the law proof the year rests on
    access_s : float64 (regions, weeks), seconds of travel to the neighbourhoods visited and back
    bound_s : what no plan of the same visits can take less than: service, entering, travel to neighbourhoods
    overtime_s : float64 (regions, weeks), seconds beyond `capacity_s` set aside for law and promises that need them,
        within the policy; None where nobody worked it out
    skill_prices : hours that have a price, by region, skill set and week; all others cost nothing
    """

    week: npt.NDArray[np.int32]
    load_s: npt.NDArray[np.float64]
    capacity_s: npt.NDArray[np.float64]
    hour_price: npt.NDArray[np.float64]
    unplanned: tuple[Unplanned, ...]
    proof: Proof
    access_s: npt.NDArray[np.float64]
    bound_s: float
    skill_prices: tuple[HourPrice, ...] = ()
    overtime_s: npt.NDArray[np.float64] | None = None
