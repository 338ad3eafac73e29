"""Months searched as a whole: the judge finds nothing, the series keep their distances."""

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.checking import check_plan
from planner.daily.duty import duties
from planner.daily.layout import lay_out
from planner.daily.route_day import finish
from planner.daily.rules import allowed
from planner.daily.writing import write_routes
from planner.kernel import SearchLimits
from planner.periodic import halts_by_series, search, series_families
from planner.plan import DayPlan
from tests.planner.daily.town import MONDAY, Town, random_town

QUICK = SearchLimits(iterations=150)


def _plan(town: Town) -> DayPlan:
    """Plan all days of a town of one region in one search and let the judge look at it."""
    problem, travel = town.problem(), town.travel()
    rows = np.arange(len(problem.obligations), dtype=np.int32)
    crew = duties(problem, 0, [town.start + timedelta(days=day) for day in range(town.days)])
    may = allowed(problem, rows, crew)
    halts = halts_by_series(problem, rows, may, 7_200)
    layout = lay_out(problem, travel, 0, rows, crew, may=may, halts=halts)
    found = search(layout.instance, series_families(layout), QUICK)
    plan = finish(problem, travel, list(write_routes(layout, found.routes)), rows, {})
    # What a bundle is too long for is tried again visit by visit by the month, which then says why it is left out.
    assert [one for one in check_plan(problem, travel, plan) if one.rule != "reason_true"] == []
    return plan


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_the_judge_finds_nothing(seed: int) -> None:
    """Windows of dates and hours, skills, breaks, pins, buildings, series with least and most distance (S4.2)."""
    _plan(random_town(seed, visits=18, people=2, days=12))


def test_a_series_gives_way_for_the_sake_of_all_its_visits() -> None:
    """The second may be on the fourth day only and the most is two days: the first cannot stay on its cheapest day."""
    town = Town(days=5).person()
    site = town.place(3)
    town.visit(site, series=1, ideal_on=MONDAY)
    town.visit(site, series=1, max_gap_days=2, not_before=MONDAY + timedelta(days=3), due_by=MONDAY + timedelta(days=3))
    town.rows[1]["ideal_on"] = MONDAY + timedelta(days=3)
    days = {number: (route.on - MONDAY).days for number, (route, _) in _plan(town).planned().items()}
    assert days[1] == 3
    assert days[0] in (1, 2)


def test_a_halt_with_two_series_is_refused() -> None:
    town = Town(days=5).person()
    site = town.place(3)
    for series in (1, 1, 2, 2):
        town.visit(site, series=series)
    problem, travel = town.problem(), town.travel()
    rows = np.arange(4, dtype=np.int32)
    layout = lay_out(problem, travel, 0, rows, duties(problem, 0, [MONDAY]))
    with pytest.raises(ValueError, match="visits of series"):
        series_families(layout)
