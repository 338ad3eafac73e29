"""Why something is left out: the first obstacle that holds, found without the search.

The obstacles and their order are the judge's (`planner.checking.claims`), so that what a plan says is what the judge
finds true.
"""

import numpy as np

from planner.checking.case import case
from planner.checking.claims import Explanations
from planner.plan import Cure, DayPlan, Reason, Unplanned
from planner.problem import Problem
from planner.travel.travel_of import TravelOf


def explained(
    problem: Problem,
    travel: TravelOf,
    plan: DayPlan,
    left: list[int],
    cures: dict[int, Cure] | None = None,
) -> tuple[Unplanned, ...]:
    """Return the obligations `left` out of `plan` with their reasons, and the cures known for them.

    What is full now but may still be made after the horizon is `LATER_IN_WINDOW`, not `CAPACITY`.
    """
    if not left:
        return ()
    facts, known = Explanations(case(problem, travel, plan, None)), cures or {}
    until = np.datetime64(problem.horizon.until, "D")
    entries = []
    for number in sorted(left):
        reason = facts.explain(number) or Reason.CAPACITY
        if reason is Reason.CAPACITY and problem.obligations.due_by[number] >= until:
            reason = Reason.LATER_IN_WINDOW
        cure = known.get(number) if reason in (Reason.CAPACITY, Reason.LATER_IN_WINDOW) else None
        entries.append(Unplanned(obligation=number, reason=reason, cure=cure))
    return tuple(entries)
