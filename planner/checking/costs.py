"""What a plan costs, recomputed from the problem and the matrices."""

import numpy as np
import numpy.typing as npt

from planner.checking.case import Case, case
from planner.plan import DayPlan
from planner.plan.costs import Costs
from planner.problem import Obligations, Priority, Problem
from planner.travel import UNREACHABLE
from planner.travel.travel_of import TravelOf

Mask = npt.NDArray[np.bool_]


def costs(problem: Problem, travel: TravelOf, plan: DayPlan) -> Costs:
    """Return the sums over a well-shaped `plan`; legs without a way count as nothing (the judge reports them)."""
    facts = case(problem, travel, plan, None)
    visit, known = facts.book.visits, facts.legs.travel_s < UNREACHABLE
    planned = np.zeros(len(problem.obligations), dtype=np.bool_)
    planned[visit.obligation] = True
    driven = int(facts.legs.travel_s[known].sum())
    setup, service = int(facts.book.stops.setup_s.sum()), int((visit.end_s - visit.start_s).sum())
    paused = sum(_pauses(route.start_s, route.end_s, route.breaks) for route in plan.routes)
    span = int((facts.book.routes.end_s - facts.book.routes.start_s).sum())
    return Costs(
        travel_s=driven,
        setup_s=setup,
        service_s=service,
        break_s=paused,
        waiting_s=span - driven - setup - service - paused,
        overtime_s=_overtime(facts),
        distance_m=int(facts.legs.distance_m[known].sum()),
        planned=_by_priority(problem.obligations, planned),
        unplanned=_by_priority(problem.obligations, ~planned),
        legal_lapsed=int(lapsed(problem, planned).sum()),
        lateness_days=_lateness(facts),
    )


def lapsed(problem: Problem, planned: Mask) -> Mask:
    """Return which hard obligations fall due inside the horizon and are not `planned`; both bool (n,)."""
    owed, horizon = problem.obligations, problem.horizon
    due = (owed.due_by >= np.datetime64(horizon.start, "D")) & (owed.due_by < np.datetime64(horizon.until, "D"))
    return owed.hard & due & ~planned


def _by_priority(owed: Obligations, chosen: Mask) -> dict[Priority, int]:
    count = np.bincount(owed.priority[chosen], minlength=len(Priority))
    return {level: int(count[level]) for level in Priority}


def _pauses(start_s: int, end_s: int, breaks: tuple[tuple[int, int], ...]) -> int:
    """Seconds of pauses on the route; what lies before leaving or after coming back does not lengthen it."""
    return sum(max(0, min(end, end_s) - max(start, start_s)) for start, end in breaks)


def _overtime(facts: Case) -> int:
    total = 0
    for route in facts.plan.routes:
        duty = facts.problem.technicians[route.technician].shift_on(route.on)
        total += max(0, route.end_s - duty.end_s) if duty else 0
    return total


def _lateness(facts: Case) -> int:
    visit = facts.book.visits
    ideal = facts.problem.obligations.ideal_on[visit.obligation]
    return int(np.maximum(0, (visit.on - ideal).astype("timedelta64[D]").astype(np.int64)).sum())
