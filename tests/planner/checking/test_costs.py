"""Costs are recomputed, not believed."""

from dataclasses import replace
from typing import Any

from planner.checking import costs
from planner.problem import Priority


def test_costs_of_the_valid_plan_are_those_counted_by_hand(world: Any) -> None:
    """Twelve legs of ten minutes and 3 km, one entry, eight services, one lunch."""
    found = costs(world.problem, world.travel, world.plan)
    assert (found.travel_s, found.distance_m) == (12 * 600, 12 * 3000)
    assert (found.setup_s, found.service_s, found.break_s, found.overtime_s) == (120, 8 * 1200, 1800, 0)
    assert found.waiting_s == 480
    assert (found.planned[Priority.LAW], found.planned[Priority.B], found.unplanned[Priority.B]) == (1, 7, 1)
    assert (found.legal_lapsed, found.lateness_days) == (0, 1)


def test_written_travel_is_not_believed(world: Any) -> None:
    """A plan that writes shorter legs than the roads have costs what the roads say."""
    flattered = world.swap(2, replace(world.plan.routes[2], return_travel_s=1, return_distance_m=1))
    assert costs(world.problem, world.travel, flattered).travel_s == 12 * 600


def test_an_unplanned_legal_visit_due_in_the_horizon_has_lapsed(world: Any) -> None:
    """The law is counted by itself (S9.1)."""
    without = replace(world.plan, routes=world.plan.routes[:4])
    assert costs(world.problem, world.travel, without).legal_lapsed == 1
