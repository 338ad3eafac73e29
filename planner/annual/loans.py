"""Hours that regions lend each other, as the flow can carry them.

An agreement limits hours, whoever works them; the flow can only limit those who serve the same work. When the lender's
people differ in what they could serve there, the bold reading gives each kind all of the hours (a shortage found is
then real), the cautious one divides them by working time (a fit found is then real).
"""

from collections import defaultdict

import numpy as np

from planner.annual.demand import Demand
from planner.annual.network import Loan
from planner.annual.supply import Supply
from planner.problem import Lending

HOUR_S = 3600


def loans_of(lending: tuple[Lending, ...], demand: Demand, supply: Supply, *, cautious: bool) -> tuple[Loan, ...]:
    """Return the loans between the regions of `demand` and `supply`."""
    return tuple(loan for agreed in lending for loan in _loans(agreed, demand, supply, cautious=cautious))


def _loans(agreed: Lending, demand: Demand, supply: Supply, *, cautious: bool) -> list[Loan]:
    wanted = np.unique(demand.skills[demand.region == agreed.taker])
    kinds: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for pool in np.flatnonzero(supply.region == agreed.giver):
        served = tuple(int(skills) for skills in wanted if not skills & ~supply.skills[pool])
        if served:
            kinds[served].append(int(pool))
    worked = {served: int(supply.net_s[pools].sum()) for served, pools in kinds.items()}
    whole = sum(worked.values())
    return [
        Loan(
            taker=agreed.taker,
            pools=tuple(pools),
            skills=served,
            seconds_per_week=int(
                agreed.hours_per_week * HOUR_S * (worked[served] / whole if cautious and whole else 1)
            ),
        )
        for served, pools in kinds.items()
    ]


def linked(regions: int, lending: tuple[Lending, ...]) -> list[list[int]]:
    """Return the regions in sets that lending ties together, each set in ascending order."""
    root = list(range(regions))
    for agreed in lending:
        old, new = root[agreed.taker], root[agreed.giver]
        root = [new if home == old else home for home in root]
    sets: dict[int, list[int]] = defaultdict(list)
    for region, home in enumerate(root):
        sets[home].append(region)
    return list(sets.values())
