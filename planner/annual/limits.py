"""How much a region's people may work in a week, by what is asked of them: planned, on their shifts, at the most.

Source: planning model, level 1. Every set of skill sets may ask for no more than those who can serve any of them work
(Hall's condition). What is planned leaves reserve and travel free; whole visits may take from those, for the law also
from overtime within the policy, and never more.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.annual.capacity import HOUR_S, Capacity, capacity_of
from planner.annual.supply import Supply
from planner.annual.trim import hall_sets
from planner.problem import Policy

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
PLANNED, SHIFTS, MOST = range(3)
"""After the shares kept free; all of the shifts; with all overtime permitted. The first two with overtime in use."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """Hours of one region.

    Attributes
    ----------
    skills : uint64 (k,), skill sets asked for, ascending
    sets : bool (sets, k)
    seconds : float64 (3, sets, weeks), by `PLANNED`, `SHIFTS`, `MOST`
    plain_s : float64 (sets, weeks), all of the shifts without overtime
    """

    skills: npt.NDArray[np.uint64]
    sets: Bools
    seconds: Floats
    plain_s: Floats


def limits_of(
    region: int,
    capacity: Capacity,
    skills: npt.NDArray[np.uint64],
    supply: Supply,
    policy: Policy,
) -> Limits:
    """Return the limits of `region`.

    Parameters
    ----------
    capacity : its hours as planned, lending and overtime in use included
    supply : pools of all regions, those lent included
    """
    sets, useful = hall_sets(capacity)
    kept, longer = kept_free(supply), permitted(policy, supply)
    # The same pools in the same sequence make the same kinds.
    more = capacity_of(region, skills, supply, kept, longer)
    plain = capacity.hours - capacity.overtime + more.hours
    tables = (capacity.hours, plain + capacity.overtime, plain + more.more)
    by_set = [useful.astype(float) @ table * HOUR_S for table in (*tables, plain)]
    return Limits(skills=skills, sets=sets, seconds=np.stack(by_set[:3]), plain_s=by_set[3])


def kept_free(supply: Supply) -> Floats:
    """Return the hours that reserve and travel shares take of each pool's shifts, float64 (p, weeks)."""
    return np.asarray(supply.by_week(supply.worked_s - supply.net_s) / HOUR_S)


def permitted(policy: Policy, supply: Supply) -> Floats:
    """Return the hours of overtime that the policy permits each pool, nothing taken off, float64 (p, weeks)."""
    return np.asarray(supply.by_week(supply.overtime_s) / HOUR_S * (policy.overtime_s > 0))
