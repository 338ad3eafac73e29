"""The entry points of the planning core, level by level."""

from planner.annual import plan_year, prove_law
from planner.checking import check_plan
from planner.daily import Event, Replan, replan_day, route_day
from planner.kernel import SearchLimits
from planner.monthly import plan_month

__all__ = [
    "Event",
    "Replan",
    "SearchLimits",
    "check_plan",
    "plan_month",
    "plan_year",
    "prove_law",
    "replan_day",
    "route_day",
]
