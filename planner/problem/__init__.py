"""What is to be planned: frozen inputs, cross-checked when they are made."""

from planner.problem.access import Access
from planner.problem.errors import Flaw, ProblemError
from planner.problem.horizon import Horizon, days_between
from planner.problem.obligations import NONE, Obligations
from planner.problem.policy import Lending, Policy
from planner.problem.prices import CurePrices
from planner.problem.priority import Priority
from planner.problem.problem import Problem
from planner.problem.sites import Sites
from planner.problem.technicians import Break, CertificateSpan, Shift, Technician
from planner.problem.travel_periods import TravelPeriod

__all__ = [
    "NONE",
    "Access",
    "Break",
    "CertificateSpan",
    "CurePrices",
    "Flaw",
    "Horizon",
    "Lending",
    "Obligations",
    "Policy",
    "Priority",
    "Problem",
    "ProblemError",
    "Shift",
    "Sites",
    "Technician",
    "TravelPeriod",
    "days_between",
]
