"""Whoever leaves so as not to wait at the first door writes down the travel of the hour, to the second."""

import pytest

from planner.checking import check_plan
from planner.daily import route_day
from planner.kernel import SearchLimits
from planner.problem import Policy, TravelPeriod
from tests.planner.daily.town import MONDAY, H, Town


@pytest.mark.parametrize("opens", [9 * H + second for second in range(0, 400, 37)])
def test_the_first_leg_is_true_whatever_the_second_at_which_the_door_opens(opens: int) -> None:
    """The pace changes at nine, under way: a second later at the start is more than one at the door."""
    slow = TravelPeriod(profile="car", from_s=9 * H, until_s=10 * H, factor=1.7)
    town = Town(policy=Policy(travel_periods=(slow,))).person(breaks=())
    town.visit(town.place(9), window_start_s=opens, window_end_s=opens + 60)
    problem, travel = town.problem(), town.travel()
    plan = route_day(problem, travel, on=MONDAY, search=SearchLimits(iterations=5))
    assert plan.planned()
    assert check_plan(problem, travel, plan) == ()
