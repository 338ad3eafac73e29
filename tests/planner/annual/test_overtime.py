"""The year knows overtime within the policy: for the law, for promises a little, and no more of it than needed."""

from dataclasses import replace

import numpy as np
import pytest

from planner.annual import plan_year
from planner.annual.levelling import PROMISE_SHARE
from planner.checking import check_year
from planner.plan import YearPlan
from planner.problem import Policy, Priority, Problem
from planner.serial.write_plan import write_year_plan
from tests.planner.annual.build import Town

HOUR_S = 3_600
LONGER = Policy(reserve_share=0, travel_share=0, overtime_s=2 * HOUR_S)


def _planned(problem: Problem) -> tuple[YearPlan, float]:
    """Return the year and its hours of overtime; the judge has no objection to it."""
    year = plan_year(problem)
    assert not check_year(problem, year)
    assert year.overtime_s is not None
    return year, float(year.overtime_s.sum()) / HOUR_S


def _law(year: YearPlan, problem: Problem) -> int:
    return int((year.week[problem.obligations.priority == Priority.LAW] >= 0).sum())


def test_the_law_takes_the_overtime_it_needs_and_no_more() -> None:
    """Forty hours due in a week of 35: five of overtime in that week; without leave for it five are left out."""
    town = Town(policy=LONGER).person().in_weeks(40, 3, 4).in_weeks(50, 4, 8)
    year, hours = _planned(town.made())
    assert not year.unplanned
    assert hours == pytest.approx(5, abs=1e-3)
    assert year.overtime_s is not None
    assert np.flatnonzero(year.overtime_s[0]).tolist() == [3]
    assert year.capacity_s[0, 3] == 35 * HOUR_S
    year, hours = _planned(replace(town, policy=replace(LONGER, overtime_s=0)).made())
    assert (len(year.unplanned), hours) == (5, 0)


def test_no_more_than_the_policy_permits() -> None:
    """Two hours on five shifts are ten: of sixty hours fifteen stay out."""
    year, hours = _planned(Town(policy=LONGER).person().in_weeks(60, 3, 4).made())
    assert len(year.unplanned) == 15
    assert hours == pytest.approx(10, abs=1e-3)


def test_a_limit_on_the_days_work_bounds_overtime_too() -> None:
    """Seven and a half hours a day leave half an hour."""
    town = Town(policy=LONGER).person().in_weeks(60, 3, 4)
    town.people[0] = replace(town.people[0], max_work_s=int(7.5 * HOUR_S))
    year, hours = _planned(town.made())
    assert len(year.unplanned) == 23
    assert hours == pytest.approx(2.5, abs=1e-3)


@pytest.mark.parametrize(("law", "overtime"), [(0, 0), (30, 0), (38, 3)])
def test_tiers_give_way_before_anybody_works_longer_and_never_make_anybody_work_longer(
    law: int, overtime: float
) -> None:
    """Fifty visits of tier C beside the law: overtime is what the law alone lacks."""
    problem = Town(policy=LONGER).person().in_weeks(law, 3, 4).in_weeks(50, 3, 4, hard=False).made()
    year, hours = _planned(problem)
    assert hours == pytest.approx(overtime, abs=1e-3)
    assert len(year.unplanned) == 15 + law - overtime
    assert _law(year, problem) == law


def test_promises_take_their_small_share_and_no_more() -> None:
    """Three in a thousand of 1,820 hours are five and a half: five promises of ten too many are kept."""
    problem = Town(policy=LONGER).person().in_weeks(45, 3, 4, hard=False, priority=Priority.PROMISE).made()
    year, hours = _planned(problem)
    assert len(year.unplanned) == 5
    assert hours <= PROMISE_SHARE * 52 * 35


def test_only_those_who_hold_the_certificate_work_longer() -> None:
    """Whoever measures is not helped by idle hours of who mends."""
    town = Town(policy=LONGER, certificates=("gas", "meter")).person(kinds=("gas",)).person(kinds=("meter",))
    problem = town.in_weeks(50, 3, 4, skills=0b10).in_weeks(20, 3, 4, skills=0b01).made()
    year, hours = _planned(problem)
    assert len(year.unplanned) == 5
    assert hours == pytest.approx(10, abs=1e-3)


@pytest.mark.parametrize("seed", range(4))
def test_overtime_never_costs_a_visit_of_law_and_stays_within_what_is_permitted(seed: int) -> None:
    """Random towns, too much owed: more law is kept than without, by no more than the hours reported."""
    rng = np.random.default_rng(seed)
    # Rounding to whole visits may take from the reserve: with none it could break the law of hours.
    policy = Policy(reserve_share=0.1, travel_share=0, overtime_s=int(rng.integers(1, 5)) * 900)
    town = Town(certificates=("gas", "meter"), policy=policy)
    town.person(kinds=("gas",)).person(kinds=("gas", "meter"), hours=6)
    for _ in range(6):
        first = int(rng.integers(0, 10))
        count, last = int(rng.integers(5, 60)), first + int(rng.integers(1, 4))
        hard, minutes = bool(rng.random() < 0.7), int(rng.integers(2, 7)) * 15
        town.in_weeks(count, first, last, skills=int(rng.integers(1, 4)), hard=hard, minutes=minutes)
    longer, plain = town.made(), replace(town, policy=replace(policy, overtime_s=0)).made()
    (year, hours), (before, none) = _planned(longer), _planned(plain)
    assert none == 0
    assert _law(year, longer) >= _law(before, plain)
    assert hours <= 10 * 52 * policy.overtime_s / HOUR_S
    assert year.overtime_s is not None
    assert ((year.load_s - year.capacity_s <= year.overtime_s + 90 * 60) | (year.load_s <= year.capacity_s)).all()


def test_the_file_of_a_year_names_its_overtime() -> None:
    """Beside load and capacity of the week."""
    problem = Town(policy=LONGER).person().in_weeks(40, 3, 4).made()
    load = write_year_plan(problem, plan_year(problem))["load"]
    assert [(row["week"], row["overtime_s"]) for row in load if row["overtime_s"]] == [(3, 5 * HOUR_S)]
