"""The judge: feasibility and cost of any plan, recomputed without a solver, whoever or whatever made the plan."""

from planner.checking.costs import costs
from planner.checking.judge import RULES, WISHES, check_plan, explain
from planner.checking.proof import check_proof
from planner.checking.year import check_year

__all__ = ["RULES", "WISHES", "check_plan", "check_proof", "check_year", "costs", "explain"]
