"""What a plan costs, as recomputed by the judge."""

from collections.abc import Mapping
from dataclasses import dataclass

from planner.problem.priority import Priority


@dataclass(frozen=True, kw_only=True, slots=True)
class Costs:
    """Sums over all routes of a plan and all obligations of its problem.

    Attributes
    ----------
    travel_s, setup_s, service_s, break_s, waiting_s, overtime_s : seconds; waiting is what is left of the routes
    distance_m : metres driven, the ways home included
    planned, unplanned : visits by priority, every `Priority` present
    legal_lapsed : hard obligations due inside the horizon and not planned
    lateness_days : sum over planned visits of days after ``ideal_on``
    """

    travel_s: int
    setup_s: int
    service_s: int
    break_s: int
    waiting_s: int
    overtime_s: int
    distance_m: int
    planned: Mapping[Priority, int]
    unplanned: Mapping[Priority, int]
    legal_lapsed: int
    lateness_days: int
