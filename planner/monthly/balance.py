"""People work about as long as each other: who has more to do than the mean is dearer in the next round.

Source: planning.md L2 (balance). Soft.
"""

import numpy as np
import numpy.typing as npt

from planner.monthly.draft import Draft
from planner.monthly.ground import Ground, Prices


def loads(ground: Ground, draft: Draft) -> npt.NDArray[np.float64]:
    """Return the share of their working time in which people enter and serve, float64 (people,); 0 who never works."""
    owed, people = ground.problem.obligations, len(ground.problem.technicians)
    busy, there = np.zeros(people), np.zeros(people)
    np.add.at(there, ground.people, [duty.shift.work_s for duty in ground.crew])
    for vehicle, route in enumerate(draft.routes):
        for halt in route:
            members = list(draft.halts[halt])
            busy[ground.people[vehicle]] += int(owed.setup_s[members].max() + owed.service_s[members].sum())
    return np.divide(busy, there, out=np.zeros(people), where=there > 0)


def evened(ground: Ground, draft: Draft, weight: float) -> Prices | None:
    """Return the prices of the round, int64 (n, v), none below 0; None when they would be the same for everybody.

    A second of service costs `weight` seconds of travel for somebody who works twice as long as the mean.
    """
    share = loads(ground, draft)
    at_work = share[np.unique(ground.people)]
    if weight == 0 or len(at_work) < 2 or at_work.mean() == 0 or np.ptp(at_work) == 0:
        return None
    excess = (share - at_work.min()) / at_work.mean()
    price: Prices = np.rint(weight * ground.problem.obligations.service_s[:, None] * excess[ground.people]).astype(
        np.int64
    )
    return price
