"""A gap that the law leaves no room for is told, one that it leaves room for is held against the plan (S9.1, S4.2)."""

from dataclasses import replace

import numpy as np
import pytest

from planner.annual import plan_year
from planner.checking import check_year
from planner.problem import Problem
from tests.planner.annual.build import Town


def _pair(second_hard: bool, last_week: int) -> Problem:
    town = Town().person()
    town.in_weeks(1, 2, 3, series=1)
    town.in_weeks(1, 3, last_week, series=1, gap=(21, 0), hard=second_hard)
    return town.made()


@pytest.mark.parametrize(("last_week", "found"), [(4, [("spacing", False)]), (9, [])])
def test_two_visits_of_law_in_windows_too_close_are_planned_and_told(last_week: int, found: list[object]) -> None:
    """Weeks 2 and 3 leave no three weeks between the two: both are made, the gap is soft; with more room it is kept."""
    problem = _pair(True, last_week)
    plan = plan_year(problem)
    assert (plan.week >= 0).all()
    told = check_year(problem, plan, soft=True)
    assert [(one.rule, one.hard) for one in told] == found
    # From the Monday of week 2 to the Sunday of week 3 are 13 days.
    assert all("allow 8 day(s)" in one.message_en and "间隔放宽 8 天" in one.message_zh for one in told)


def test_a_gap_that_could_be_kept_is_an_error() -> None:
    """The second may wait until week 8: planned in week 3 it breaks the rule."""
    problem = _pair(True, 9)
    plan = replace(plan_year(problem), week=np.array([2, 3], np.int32))
    assert "spacing" in {one.rule for one in check_year(problem, plan)}


def test_a_soft_visit_gives_way_to_the_distance() -> None:
    """What is not law is left out instead."""
    problem = _pair(False, 4)
    plan = plan_year(problem)
    assert plan.week.tolist() == [2, -1]
    assert check_year(problem, plan) == ()
