"""The year's hours know the most work of a day and the hours at which travel is slower."""

from dataclasses import replace

import numpy as np
import pytest

from planner.annual import plan_year, prove_law
from planner.annual.supply import net_s, supply_of
from planner.checking import check_year
from planner.checking.roster import roster
from planner.plan import Reason
from planner.problem import Policy, TravelPeriod
from planner.problem.travel_periods import mean_factor
from planner.travel.cells import cells_of, slowness
from tests.planner.annual.build import Town

HOUR_S = 3_600
RUSH = (
    TravelPeriod(profile="car", from_s=8 * HOUR_S, until_s=10 * HOUR_S, factor=2.0),
    TravelPeriod(profile="car", from_s=15 * HOUR_S, until_s=18 * HOUR_S, factor=1.5),
)
SLOW = Policy(reserve_share=0.1, travel_share=0.2, travel_periods=RUSH)


def _bounded(town: Town, hours: float) -> Town:
    return replace(town, people=[replace(one, max_work_s=int(hours * HOUR_S)) for one in town.people])


@pytest.mark.parametrize(
    ("start", "end", "factor"),
    [
        (8, 16, 1 + (1.0 * 2 + 0.5 * 1) / 8),
        (10, 15, 1.0),
        (9, 10, 2.0),
        (16, 20, 1.25),
        (0, 24, 1 + 3.5 / 24),
        (9, 9, 1.0),
    ],
)
def test_the_mean_factor_weighs_the_hours_of_a_shift(start: int, end: int, factor: float) -> None:
    """Two hours at double time and one at half as much again, over eight."""
    assert mean_factor(RUSH, start * HOUR_S, end * HOUR_S) == pytest.approx(factor)


def test_slower_hours_take_from_the_hours_for_visits_what_travel_takes_more() -> None:
    """A fifth is set aside for travel; at 1.3125 times that a little over a quarter (shifts of 8 to 16)."""
    town = Town(policy=SLOW).person()
    (person,) = town.people
    assert net_s(SLOW, person, person.shifts[0]) == int(7 * HOUR_S * (1 - 0.1 - 0.2 * 1.3125))
    assert prove_law(town.in_weeks(20, 3, 4).made()).fits
    (shortage,) = prove_law(town.in_weeks(3, 3, 4).made()).shortages
    assert shortage.capacity_h == pytest.approx(35 * (0.9 - 0.2 * 1.3125), abs=0.01)
    town.policy = replace(SLOW, travel_periods=())
    assert prove_law(town.made()).fits


def test_slower_hours_of_another_profile_change_nothing() -> None:
    """Who rides a bicycle passes the queue."""
    town = Town(policy=SLOW).person().in_weeks(24, 3, 4)
    town.people[0] = replace(town.people[0], profile="ebike")
    assert prove_law(town.made()).fits


def test_trips_take_longer_in_slower_hours() -> None:
    """The drive to a neighbourhood and back counts by the mean over the shifts of its people."""
    town = Town(policy=replace(SLOW, travel_periods=())).person().in_weeks(30, 3, 9)
    problem = town.made()
    far = replace(problem, sites=replace(problem.sites, lonlat=problem.sites.lonlat + np.arange(31)[:, None] * 0.01))
    slow = replace(far, policy=SLOW)
    assert slowness(SLOW, town.people) == pytest.approx(1.3125)
    assert cells_of(slow).access_s == pytest.approx(cells_of(far).access_s * 1.3125, abs=1)
    assert cells_of(slow).day_s[0] < cells_of(far).day_s[0]


@pytest.mark.parametrize(("hours", "fits"), [(7, True), (6, True), (5.5, False)])
def test_no_day_holds_more_than_the_most_work_of_its_person(hours: float, fits: bool) -> None:  # noqa: FBT001
    """Thirty hours in five days of six fit, in five of five and a half they do not."""
    proof = prove_law(_bounded(Town().person().in_weeks(30, 3, 4), hours).made())
    assert proof.fits is fits
    if not fits:
        assert proof.shortages[0].capacity_h == pytest.approx(27.5)


def test_a_visit_beyond_the_most_work_of_everybody_is_too_long() -> None:
    """Overtime does not help where the day is bounded."""
    longer = Policy(reserve_share=0, travel_share=0, overtime_s=2 * HOUR_S)
    town = Town(policy=longer).person().in_weeks(1, 3, 9, minutes=8 * 60)
    assert prove_law(town.made()).fits
    (shortage,) = prove_law(_bounded(town, 7.5).made()).shortages
    assert shortage.cures[0].details == {"visit_min": 480, "longest_shift_min": 450}


@pytest.mark.parametrize("policy", [SLOW, replace(SLOW, travel_periods=())])
@pytest.mark.parametrize("most", [None, 5])
def test_the_judge_counts_the_same_hours_as_the_year(policy: Policy, most: int | None) -> None:
    """Years with more owed than fits: no objection by the judge."""
    town = Town(policy=policy).person().person(hours=6).in_weeks(80, 3, 6).in_weeks(200, 2, 8, hard=False)
    problem = (_bounded(town, most) if most else town).made()
    supply, table = supply_of(problem), roster(problem)
    assert supply.net_s.sum(axis=0).tolist() == table.net_s.sum(axis=0).tolist()
    year = plan_year(problem)
    assert {left.reason for left in year.unplanned} == {Reason.CAPACITY}
    assert not check_year(problem, year)
