"""No week holds more than its people work, nothing kept free: whole visits move or are left out (S9.1, S9.7)."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from planner.annual import plan_year
from planner.checking import check_year
from planner.plan import Reason, YearPlan
from planner.problem import Horizon, Policy, Priority, Problem
from tests.planner.annual.build import PLAIN, Town

HOUR_S = 3_600
SPAN = Horizon(start=date(2026, 1, 7), until=date(2026, 3, 20))
LONGER = Policy(reserve_share=0, travel_share=0, overtime_s=1_800)


def _random(seed: int) -> Problem:
    """Too much owed to people of two regions, half of it law; even seeds allow overtime, a third name people."""
    rng = np.random.default_rng(seed)
    policy = replace(PLAIN, overtime_s=0 if seed % 2 else 1_800)
    town = Town(regions=("n", "s"), certificates=("gas", "meter"), horizon=SPAN, policy=policy)
    for number in range(2 + seed % 3):
        kinds = town.certificates if number < 2 else ("gas",)
        town.person(region=number % 2, kinds=kinds, hours=int(rng.integers(3, 8)))
    for _ in range(int(rng.integers(15, 30))):
        opens = SPAN.start + timedelta(days=int(rng.integers(-10, 60)))
        town.visits(
            int(rng.integers(1, 25)),
            opens,
            opens + timedelta(days=int(rng.integers(3, 25))),
            minutes=int(rng.choice([30, 45, 60, 90, 150])),
            region=int(rng.integers(0, 2)),
            skills=int(rng.integers(0, 4)),
            hard=bool(rng.random() < 0.5),
            building=int(rng.integers(-1, 6)),
            setup=5,
        )
    problem = town.made()
    if seed % 3:
        return problem
    n = len(problem.obligations)
    pinned = np.where(rng.random(n) < 0.4, problem.region_of(), -1).astype(np.int32)
    barred = np.where((rng.random(n) < 0.2) & (pinned < 0), problem.region_of(), -1).astype(np.int32)
    return replace(problem, obligations=replace(problem.obligations, pinned=pinned, excluded=barred))


@pytest.mark.parametrize("start", range(0, 48, 12))
def test_the_judge_finds_nothing_in_random_years_without_a_reserve(start: int) -> None:
    """Hours are hard, with overtime and without, of people in common and of one alone."""
    for seed in range(start, start + 12):
        problem = _random(seed)
        assert check_year(problem, plan_year(problem)) == (), seed


def _planned(town: Town, **columns: int) -> YearPlan:
    problem = town.made()
    n = len(problem.obligations)
    named = {name: np.full(n, value, np.int32) for name, value in columns.items()}
    problem = replace(problem, obligations=replace(problem.obligations, **named))
    year = plan_year(problem)
    assert check_year(problem, year) == ()
    return year


def test_law_that_fits_in_minutes_but_not_in_visits_is_left_out_with_the_reason() -> None:
    """Two weeks of fifty hours hold 33 visits of three hours and a third; whole ones are 32."""
    town = Town(horizon=SPAN, policy=PLAIN).person(hours=10)
    year = _planned(town.in_weeks(34, 2, 4, minutes=180))
    assert np.bincount(year.week[year.week >= 0])[2:].tolist() == [16, 16]
    assert {left.reason for left in year.unplanned} == {Reason.CAPACITY}
    assert all(left.cure is not None for left in year.unplanned)


def test_overtime_that_whole_visits_need_is_told() -> None:
    """Law of 36 hours in visits of 90 minutes, 35 hours of shifts, half an hour more a day: one hour of overtime."""
    year = _planned(Town(horizon=SPAN, policy=LONGER).person().in_weeks(24, 3, 4, minutes=90))
    assert not year.unplanned
    assert year.overtime_s is not None
    assert year.overtime_s[0, 3] == pytest.approx(HOUR_S, abs=5)


def test_hours_of_one_person_alone_bound_what_only_that_person_may_do() -> None:
    """Forty hours for one of two people with 35: five promises wait for that person's next week or are left out."""
    town = Town(horizon=SPAN, policy=PLAIN).person().person()
    year = _planned(town.in_weeks(40, 3, 4, hard=False, priority=Priority.PROMISE), pinned=0)
    assert len(year.unplanned) == 5
    assert not _planned(replace(town, rows=[]).in_weeks(40, 3, 5, hard=False), pinned=0).unplanned
