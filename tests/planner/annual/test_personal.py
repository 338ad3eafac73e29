"""Visits that only some people may make (S4.4, S9.7)."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from planner.annual import plan_year
from planner.checking import check_year
from planner.plan import Reason
from planner.problem import Problem
from tests.planner.annual.build import YEAR, Town


def _for(problem: Problem, **columns: int) -> Problem:
    n = len(problem.obligations)
    wanted = {name: np.full(n, value, np.int32) for name, value in columns.items()}
    return replace(problem, obligations=replace(problem.obligations, **wanted))


def _two() -> Town:
    """p0 works all year, p1 from week 12 on."""
    return Town().person().person(first=YEAR.monday(12))


def test_a_visit_barred_to_one_waits_for_the_other() -> None:
    """S4.4: p0 is the account owner, p1 comes in week 12."""
    problem = _for(_two().in_weeks(5, 8, 20, hard=False, ideal=YEAR.monday(9)).made(), excluded=0)
    plan = plan_year(problem)
    assert plan.week.min() >= 12
    assert check_year(problem, plan) == ()


def test_a_visit_barred_to_the_only_one_says_so() -> None:
    """S4.4: the reason is the separation rule, not hours."""
    problem = _for(_two().in_weeks(5, 8, 11, hard=False).made(), excluded=0)
    plan = plan_year(problem)
    only = _for(Town().person().in_weeks(5, 8, 11, hard=False).made(), excluded=0)
    assert {left.reason for left in plan.unplanned} == {Reason.NO_SHIFT_IN_WINDOW}
    assert {left.reason for left in plan_year(only).unplanned} == {Reason.SEPARATION}
    assert check_year(problem, plan) == ()
    assert check_year(only, plan_year(only)) == ()


def test_a_visit_pinned_to_one_lies_in_that_ones_weeks() -> None:
    """p1 is promised."""
    problem = _for(_two().in_weeks(5, 8, 20, hard=False).made(), pinned=1)
    assert plan_year(problem).week.min() >= 12
    assert check_year(problem, plan_year(problem)) == ()


def test_a_gap_in_the_middle_of_a_window_is_stepped_over() -> None:
    """Only p1 may come, and p1 is away in weeks 10 to 13."""
    town = Town().person().person()
    away = tuple(shift for shift in town.people[1].shifts if not YEAR.monday(10) <= shift.on < YEAR.monday(13))
    town.people[1] = replace(town.people[1], shifts=away)
    problem = _for(town.in_weeks(6, 8, 16, hard=False, ideal=YEAR.monday(11)).made(), excluded=0)
    plan = plan_year(problem)
    assert not set(plan.week.tolist()) & {10, 11, 12}
    assert check_year(problem, plan) == ()


@pytest.mark.parametrize("seed", range(8))
def test_the_judge_finds_nothing_wrong_with_mixed_years(seed: int) -> None:
    """Certificates that end, two regions, tiers, series, buildings, pinned dates, late windows."""
    rng = np.random.default_rng(seed)
    town = Town(regions=("a", "b"), certificates=("gas", "meter"))
    for number in range(6):
        ends = YEAR.monday(int(rng.integers(5, 60)))
        kinds = tuple(kind for kind in town.certificates if rng.random() < 0.6)
        town.person(number % 2, kinds, until=ends if rng.random() < 0.3 else None, hours=int(rng.integers(3, 8)))
    for number in range(250):
        opens = YEAR.start + timedelta(days=int(rng.integers(-20, 380)))
        due = opens + timedelta(days=int(rng.integers(0, 90)))
        hard = bool(rng.random() < 0.4)
        inside = YEAR.start <= opens < YEAR.until
        town.visits(
            int(rng.integers(1, 6)),
            opens,
            due,
            ideal=opens + (due - opens) / 2,
            minutes=int(rng.integers(10, 200)),
            region=int(rng.integers(2)),
            skills=int(rng.integers(0, 4)),
            hard=hard,
            building=int(rng.integers(-1, 30)),
            setup=5,
            series=number if not hard and rng.random() < 0.3 else -1,
            gap=(int(rng.integers(0, 9)), 0),
            pinned_on=opens if inside and not hard and rng.random() < 0.1 else None,
        )
    problem = town.made()
    columns = {name: rng.integers(-8, 6, len(problem.obligations)).clip(-1) for name in ("excluded", "pinned")}
    columns["pinned"][rng.random(len(problem.obligations)) < 0.9] = -1
    owed = replace(problem.obligations, **{name: column.astype(np.int32) for name, column in columns.items()})
    problem = replace(problem, obligations=owed)
    assert check_year(problem, plan_year(problem)) == ()
