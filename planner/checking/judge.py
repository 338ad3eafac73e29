"""The judge of day plans: the list of rules, asked one after another."""

from planner.checking.case import Rule, case
from planner.checking.claims import Explanations
from planner.checking.rules.breaks_free import breaks_free
from planner.checking.rules.breaks_taken import breaks_taken
from planner.checking.rules.certificate import certificate
from planner.checking.rules.due_window import due_window
from planner.checking.rules.each_once import each_once
from planner.checking.rules.first_attempt import first_attempt
from planner.checking.rules.frozen import frozen
from planner.checking.rules.ideal_date import ideal_date
from planner.checking.rules.leg_figures import leg_figures
from planner.checking.rules.lending import lending
from planner.checking.rules.max_stops import max_stops
from planner.checking.rules.max_work import max_work
from planner.checking.rules.nothing_vanishes import nothing_vanishes
from planner.checking.rules.one_building import one_building
from planner.checking.rules.one_route import one_route
from planner.checking.rules.ordered import ordered
from planner.checking.rules.pinned import pinned
from planner.checking.rules.preferred import preferred
from planner.checking.rules.reachable import reachable
from planner.checking.rules.reason_true import reason_true
from planner.checking.rules.region import region
from planner.checking.rules.separation import separation
from planner.checking.rules.sequence import sequence
from planner.checking.rules.service_time import service_time
from planner.checking.rules.service_window import service_window
from planner.checking.rules.setup_paid import setup_paid
from planner.checking.rules.shape import shape
from planner.checking.rules.shift import shift
from planner.checking.rules.spacing import spacing
from planner.checking.rules.travel_time import travel_time
from planner.checking.rules.within_horizon import within_horizon
from planner.plan import DayPlan, Reason, Violation
from planner.problem import Problem
from planner.travel.travel_of import TravelOf

RULES: tuple[Rule, ...] = (
    # what is planned
    nothing_vanishes,
    each_once,
    reason_true,
    # when
    within_horizon,
    due_window,
    service_window,
    spacing,
    pinned,
    frozen,
    # by whom
    certificate,
    separation,
    region,
    lending,
    # a technician's day
    one_route,
    shift,
    breaks_taken,
    breaks_free,
    max_stops,
    max_work,
    ordered,
    # on the road and at the door
    reachable,
    travel_time,
    leg_figures,
    one_building,
    setup_paid,
    sequence,
    service_time,
)
"""Rules a plan must keep (`due_window` is soft for what no law or promise dates)."""

WISHES: tuple[Rule, ...] = (preferred, ideal_date, first_attempt)
"""Soft rules: what a plan should keep where it can."""


def check_plan(
    problem: Problem,
    travel: TravelOf,
    plan: DayPlan,
    *,
    before: DayPlan | None = None,
    soft: bool = False,
) -> tuple[Violation, ...]:
    """Return everything wrong with `plan`, recomputed from `problem` and `travel` without any solver.

    Parameters
    ----------
    travel : region and profile -> travel of that region, see `planner.travel.travel_of`
    before : the plan in force, from which the rule of the frozen period knows what belongs on frozen days
    soft : also return soft violations (`WISHES`, and lateness that neither law nor promise forbids)

    Returns
    -------
    Violations in the order of `RULES`; empty when the plan may be carried out. A plan that refers to people, places
    or visits that do not exist gets the violations of `shape` only.
    """
    broken = tuple(shape(problem, plan))
    if broken:
        return broken
    facts = case(problem, travel, plan, before)
    asked = (*RULES, *WISHES) if soft else RULES
    found = [violation for rule in asked for violation in rule(facts)]
    return tuple(violation for violation in found if soft or violation.hard)


def explain(problem: Problem, travel: TravelOf, plan: DayPlan, obligation: int) -> Reason | None:
    """Return the first obstacle that keeps `obligation` off a well-shaped `plan`; None when it could simply be made."""
    return Explanations(case(problem, travel, plan, None)).explain(obligation)
