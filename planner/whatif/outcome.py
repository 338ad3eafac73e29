"""What a question about a plan comes to."""

from dataclasses import dataclass

from planner.plan import DayPlan, Violation
from planner.plan.costs import Costs
from planner.plan.diff import PlanDiff
from planner.problem import Problem


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """A plan as it would be.

    Attributes
    ----------
    problem : as it would be; obligation indices are those of the problem asked about, technicians are at most added
    plan, diff : the plan then, and what differs from the one asked about
    before, after : what the two cost, by the judge
    broken : what the judge objects to then and did not before
    dropped : obligations planned before and not then
    late_promises : visits of law or promise among those the judge finds at a wrong hour or day
    """

    problem: Problem
    plan: DayPlan
    diff: PlanDiff
    before: Costs
    after: Costs
    broken: tuple[Violation, ...]
    dropped: tuple[int, ...]
    late_promises: int

    @property
    def allowed(self) -> bool:
        """Whether it breaks no rule and drops nothing."""
        return not self.broken and not self.dropped
