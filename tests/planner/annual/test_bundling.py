"""Trips to neighbourhoods are shared, doors opened once (planning model, level 1)."""

from dataclasses import replace

import numpy as np
import pytest

from planner.annual import plan_year
from planner.annual.figures import merged
from planner.checking import check_year
from planner.problem import Priority, Problem
from tests.benchmarks.generator import company
from tests.planner.annual.build import Town


def _away(problem: Problem, degrees: float = 0.1) -> Problem:
    """Move everything that is visited away from the base."""
    sites = problem.sites
    lonlat = sites.lonlat.copy()
    lonlat[len(problem.regions) :, 0] += degrees
    return replace(problem, sites=replace(sites, lonlat=lonlat))


def test_visits_far_away_share_one_trip() -> None:
    """Six hours of visits that may lie in any of eight weeks are one trip, not eight."""
    problem = _away(Town().person().in_weeks(18, 2, 10, minutes=20, hard=False).made())
    plan = plan_year(problem)
    assert len(set(plan.week.tolist())) == 1
    assert float(plan.load_s.sum() + plan.access_s.sum()) == pytest.approx(plan.bound_s)


def test_an_inspection_joins_a_tour_visit_behind_the_same_door() -> None:
    """The inspection may be made in half a year, the tour visit in two weeks: one entry, and it is counted."""
    town = Town().person()
    town.in_weeks(1, 3, 30, minutes=20, setup=5, building=1)
    town.in_weeks(1, 20, 22, minutes=10, setup=5, building=1, skills=0, hard=False, priority=Priority.B)
    problem = _away(town.made())
    plan = plan_year(problem)
    assert plan.week[0] == plan.week[1]
    assert plan.load_s.sum() == (20 + 10 + 5) * 60
    assert merged(problem, plan.week.astype(np.int64)) == (1, 300)


def test_a_plan_in_force_is_not_left_for_the_sake_of_trips() -> None:
    """Weeks of an earlier plan stay though another spread of visits would save trips."""
    problem = _away(Town().person().in_weeks(10, 2, 12, minutes=20, hard=False).made())
    earlier = np.arange(2, 12, dtype=np.int32)
    assert plan_year(problem, previous_week=earlier).week.tolist() == earlier.tolist()


def test_a_generated_company_is_planned_within_its_hours_and_near_the_bound() -> None:
    """All visits, none outside its window, no overtime, and the judge agrees with load, travel and bound."""
    problem = company(4_000, 1, load=0.6).problem
    plan = plan_year(problem)
    assert not plan.unplanned
    assert (plan.load_s <= plan.capacity_s).all()
    assert check_year(problem, plan) == ()
    assert float(plan.load_s.sum() + plan.access_s.sum()) < 1.05 * plan.bound_s
