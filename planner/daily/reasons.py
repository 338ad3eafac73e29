"""Why something is left out: the first obstacle that holds, found without the search, and the cheapest way out.

The obstacles, their order and the test of each way out are the judge's (`planner.checking.claims`,
`planner.checking.cures`), so that what a plan says is what the judge finds true.
"""

import numpy as np

from planner.checking.case import case
from planner.checking.claims import Explanations
from planner.checking.cures import cures, waiting
from planner.plan import Cure, DayPlan, Reason, Unplanned
from planner.problem import Problem
from planner.travel.travel_of import TravelOf


def explained(
    problem: Problem,
    travel: TravelOf,
    plan: DayPlan,
    left: list[int],
    known: dict[int, Cure] | None = None,
    *,
    later: tuple[Problem, DayPlan] | None = None,
) -> tuple[Unplanned, ...]:
    """Return the obligations `left` out of `plan` with their reasons and the cheapest way out of each.

    What is full now but may still be made after the horizon is `LATER_IN_WINDOW`, not `CAPACITY`. A cure that the
    search knows of (`known`) is told where the judge finds none. On a day under way ways out are looked for in what
    remains of it: the problem and the plan `later`.
    """
    if not left:
        return ()
    facts, until = Explanations(case(problem, travel, plan, None)), np.datetime64(problem.horizon.until, "D")
    reasons: dict[int, Reason] = {}
    for number in sorted(left):
        reason = facts.explain(number) or Reason.CAPACITY
        waits = reason is Reason.CAPACITY and problem.obligations.due_by[number] >= until
        reasons[number] = Reason.LATER_IN_WINDOW if waits else reason
    found = {number: waiting(problem, number) for number in reasons if _may_wait(problem, number, reasons[number])}
    open_problem, open_plan = later or (problem, plan)
    found |= cures(open_problem, travel, open_plan, [number for number in reasons if number not in found])
    return tuple(
        Unplanned(obligation=number, reason=reason, cure=found.get(number, _full(known, number, reason)))
        for number, reason in reasons.items()
    )


def _may_wait(problem: Problem, number: int, reason: Reason) -> bool:
    if reason is Reason.OUTSIDE_HORIZON:
        return bool(problem.obligations.not_before[number] >= np.datetime64(problem.horizon.until, "D"))
    return reason is Reason.LATER_IN_WINDOW


def _full(known: dict[int, Cure] | None, number: int, reason: Reason) -> Cure | None:
    return (known or {}).get(number) if reason is Reason.CAPACITY else None
