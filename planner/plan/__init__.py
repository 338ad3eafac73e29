"""What planning answers: frozen outputs that the judge can check without a solver."""

from planner.plan.reasons import Cure, Reason, Unplanned
from planner.plan.routes import DayPlan, PlannedVisit, Route, Stop
from planner.plan.shortage import Proof, ShortageCertificate
from planner.plan.violations import Violation
from planner.plan.year import HourPrice, YearPlan

__all__ = [
    "Cure",
    "DayPlan",
    "PlannedVisit",
    "HourPrice",
    "Proof",
    "Reason",
    "Route",
    "ShortageCertificate",
    "Stop",
    "Unplanned",
    "Violation",
    "YearPlan",
]
