"""The judge: feasibility and cost of any plan, recomputed without a solver, whoever or whatever made the plan."""

from planner.checking.costs import costs
from planner.checking.judge import RULES, WISHES, check_plan, explain

__all__ = ["RULES", "WISHES", "check_plan", "costs", "explain"]
