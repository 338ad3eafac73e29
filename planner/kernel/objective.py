"""What a plan is worth: first how much is left out, class by class; then what the routes cost.

A stop's stake is a positional number: one obligation of a class weighs more than all obligations of the lower classes
together, so comparing sums of stakes is comparing the counts lexicographically, law before promise before A, B, C, D.
"""

import numpy as np
import numpy.typing as npt

from planner.kernel.instance import Instance, Longs
from planner.kernel.strict import extra_of_stops

_ROOM = 1 << 61


def stakes(owed: npt.NDArray[np.int64]) -> Longs:
    """Return the stake of each stop.

    Parameters
    ----------
    owed : int64 (n, c), obligations of each class a stop answers; class 0 is never given up for any number of others

    Returns
    -------
    int64 (n,); exact while the product of (count of a class + 1) stays below 2^61, which thousands of obligations in
    six classes do; beyond it the lowest classes weigh alike.
    """
    totals = owed.sum(axis=0)
    weight, weights = 1, []
    for total in reversed(totals.tolist()):
        weights.append(weight)
        above = int(totals[: len(totals) - len(weights)].sum()) + 1
        if weight * (total + 1) <= _ROOM // above**2:
            weight *= total + 1
    return (owed * np.array(weights[::-1], dtype=np.int64)).sum(axis=1)


def route_cost(instance: Instance, vehicle: int, stops: npt.NDArray[np.int32]) -> int:
    """Return what a route costs: travel, surcharges, opening and overtime; nothing when it has no stops.

    ``FORBIDDEN`` or more where it cannot be driven, as far as `planner.kernel.strict` looks.
    """
    if len(stops) == 0:
        return 0
    nodes = np.concatenate([[instance.start_node[vehicle]], stops, [instance.end_node[vehicle]]])
    travel = instance.duration[instance.profile[vehicle], nodes[:-1], nodes[1:]].astype(np.int64).sum()
    surcharge = instance.surcharge[stops, vehicle].astype(np.int64).sum()
    return int(travel + surcharge + instance.open_cost[vehicle]) + extra_of_stops(instance, vehicle, stops)
