"""Who is inside a building does not enter it again (planning.md L2: entry time paid once)."""

import pytest

from planner.checking import check_plan, costs
from planner.kernel import SearchLimits
from planner.monthly import plan_month
from planner.plan import DayPlan
from planner.problem import NONE, Problem
from tests.planner.daily.town import Town, random_town

QUICK = SearchLimits(iterations=300)


def _paid(problem: Problem, plan: DayPlan) -> int:
    """Return the setup of each run of stops at one door, once, in seconds."""
    owed, total = problem.obligations, 0
    for route in plan.routes:
        before, most = None, 0
        for stop in route.stops:
            building = int(problem.sites.building[stop.site])
            door = (building == NONE, stop.site if building == NONE else building)
            asked = max(int(owed.setup_s[visit.obligation]) for visit in stop.visits)
            if door != before:
                total, most = total + most, 0
            before, most = door, max(most, asked)
        total += most
    return total


def test_a_sweep_too_long_for_one_halt_is_entered_once_when_it_stays_together() -> None:
    """Seven visits of twenty minutes, a day of nine hours: cut for the search, one entrance on the road."""
    town = Town(days=1).person()
    town.visit(town.place(3, building=7), 7, setup_s=300)
    problem, travel = town.problem(), town.travel()
    plan = plan_month(problem, travel, search=QUICK)
    assert len(plan.planned()) == 7
    assert not check_plan(problem, travel, plan)
    assert costs(problem, travel, plan).setup_s == _paid(problem, plan) == 300


@pytest.mark.parametrize("seed", range(4))
def test_joined_entrances_keep_every_rule(seed: int) -> None:
    """The judge finds nothing, and adds up the setup the plan says it pays."""
    town = random_town(seed, visits=24, people=3, days=5)
    problem, travel = town.problem(), town.travel()
    plan = plan_month(problem, travel, search=QUICK)
    assert not check_plan(problem, travel, plan)
    assert costs(problem, travel, plan).setup_s == sum(stop.setup_s for route in plan.routes for stop in route.stops)
