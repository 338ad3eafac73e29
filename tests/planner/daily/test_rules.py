"""Overtime, slow hours, several windows, an order, working time: each on a small town (planning.md L3)."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.checking import check_plan
from planner.checking.costs import costs
from planner.daily import route_day
from planner.daily.event import Event
from planner.daily.replan import replan_day
from planner.kernel import SearchLimits
from planner.monthly import plan_month
from planner.plan import DayPlan, Reason
from planner.problem import Break, CertificateSpan, Policy, TravelPeriod
from tests.planner.daily.town import MONDAY, H, Town, ruled_town

QUICK = SearchLimits(iterations=300)
SEEDS = st.integers(min_value=0, max_value=10**6)


def _day(town: Town) -> DayPlan:
    problem, travel = town.problem(), town.travel()
    plan = route_day(problem, travel, on=MONDAY, search=QUICK)
    assert check_plan(problem, travel, plan) == ()
    return plan


def _two_hours(policy: Policy) -> Town:
    """Two visits of an hour, 200 s away, in a shift of two hours."""
    town = Town(policy=policy).person(hours=(8 * H, 10 * H), breaks=())
    return town.visit(town.place(2), 2, service_s=H)


def test_overtime_is_worked_where_the_policy_allows_it() -> None:
    """400 s are missing: with 400 allowed both visits are made and the judge counts them, with 399 one is left out."""
    town = _two_hours(Policy(overtime_s=400, overtime_price=2.0))
    plan = _day(town)
    assert len(plan.planned()) == 2
    assert costs(town.problem(), town.travel(), plan).overtime_s == 400
    short = _day(_two_hours(Policy(overtime_s=399)))
    assert [left.reason for left in short.unplanned] == [Reason.CAPACITY]


def test_slow_hours_are_driven_and_written_down() -> None:
    """500 s out from eight o'clock at half the speed take 1,000 s; the way home at noon takes 500 s."""
    slow = TravelPeriod(profile="car", from_s=7 * H, until_s=9 * H, factor=2.0)
    town = Town(policy=Policy(travel_periods=(slow,))).person(breaks=())
    plan = _day(town.visit(town.place(5), service_s=4 * H, window_end_s=8 * H + 1_000))
    (route,) = plan.routes
    assert (route.stops[0].travel_s, route.return_travel_s) == (1_000, 500)
    assert (route.start_s, route.stops[0].arrival_s) == (8 * H, 8 * H + 1_000)


def test_a_visit_is_made_in_the_second_of_its_hours() -> None:
    """From eight to nine somebody else has a promise; from eleven to twelve there is time."""
    town = Town().person(breaks=())
    town.visit(town.place(9), service_s=2 * H, window_start_s=8 * H, window_end_s=8 * H + 1_000, priority=0)
    town.visit(town.place(3), window_start_s=8 * H, window_end_s=9 * H, more=((11 * H, 12 * H),))
    plan = _day(town)
    assert 11 * H <= plan.planned()[1][1].start_s <= 12 * H


def test_a_break_is_taken_in_the_second_of_its_windows() -> None:
    """Four hours of service stand across the first."""
    late = Break(window_start_s=11 * H, window_end_s=12 * H, duration_s=1_800, extra_windows=((13 * H, 14 * H),))
    town = Town().person(breaks=(late,))
    town.visit(town.place(1), service_s=4 * H, window_start_s=9 * H, window_end_s=9 * H)
    town.visit(town.place(2), service_s=3 * H)
    (route,) = _day(town).routes
    assert len(route.stops) == 2
    assert 13 * H <= route.breaks[0][0] <= 14 * H


def test_a_part_is_fetched_before_the_repair_by_the_same_person() -> None:
    """The nearer door comes second because it must."""
    town = Town().person().person()
    town.visit(town.place(1), after=1).visit(town.place(20))
    planned = _day(town).planned()
    assert planned[0][0].technician == planned[1][0].technician
    assert planned[0][1].start_s >= planned[1][1].end_s


def test_working_time_counts_travel_and_service_but_no_waiting() -> None:
    """200 s of way and 2 x 1,200 s of work fit a limit of 2,600, not of 2,599; waiting for the door does not count."""
    for most, count in ((2_600, 2), (2_599, 1)):
        town = Town().person(max_work_s=most, breaks=())
        site = town.place(1)
        town.visit(site).visit(town.place(1), window_start_s=12 * H, window_end_s=13 * H)
        plan = _day(town)
        assert len(plan.planned()) == count
        # What is left out for want of work is cured by the second that is missing, told as a minute.
        assert [(one.cure.kind, one.cure.minutes) for one in plan.unplanned if one.cure] == [("more_work", 1.0)][
            count - 1 :
        ]


def test_a_certificate_that_ends_within_the_horizon_is_used_until_then() -> None:
    """Valid up to Wednesday, exclusive: due on Tuesday it is made, due from Wednesday on it is not, and says why."""
    ends = CertificateSpan(kind="gas", valid_from=date(2020, 1, 1), valid_until=MONDAY + timedelta(days=2))
    town = Town(days=5).person(certificates=(ends,))
    town.visit(town.place(1), skills=1, due_by=MONDAY + timedelta(days=1))
    town.visit(town.place(2), skills=1)
    late = MONDAY + timedelta(days=2)
    town.visit(town.place(3), skills=1, not_before=late, ideal_on=late)
    problem, travel = town.problem(), town.travel()
    plan = plan_month(problem, travel, search=QUICK)
    assert check_plan(problem, travel, plan) == ()
    assert {number: route.on < late for number, (route, _) in plan.planned().items()} == {0: True, 1: True}
    assert [(left.obligation, left.reason) for left in plan.unplanned] == [(2, Reason.CERTIFICATE_EXPIRED)]


@settings(max_examples=6, deadline=None, derandomize=True)
@given(seed=SEEDS)
def test_the_judge_finds_nothing_in_a_month_under_all_rules(seed: int) -> None:
    """Two regions, two weeks, everything at once."""
    town = ruled_town(seed, visits=40, people=3, days=12, regions=2)
    problem, travel = town.problem(), town.travel()
    assert check_plan(problem, travel, plan_month(problem, travel, search=QUICK)) == ()


@settings(max_examples=25, deadline=None, derandomize=True)
@given(seed=SEEDS, hour=st.integers(9, 15), away=st.booleans())
def test_a_day_replanned_keeps_all_rules(seed: int, hour: int, away: bool) -> None:  # noqa: FBT001
    """Whoever falls ill at whatever hour: what remains is as lawful as what was planned."""
    town = ruled_town(seed, visits=24, people=3)
    problem, travel = town.problem(), town.travel()
    plan = route_day(problem, travel, on=MONDAY, rows=np.arange(24, dtype=np.int32), search=QUICK)
    event = Event(on=MONDAY, now_s=hour * H, away=frozenset({seed % 3}) if away else frozenset(), drop=(0,))
    found = replan_day(problem, travel, plan, event, search=QUICK)
    # What is dropped is not spoken of, and who is away counts as free: the judge of the day knows of neither.
    broken = {one.rule for one in check_plan(problem, travel, found.plan)} - {"nothing_vanishes", "reason_true"}
    assert broken == set()


def test_rules_do_not_depend_on_the_order_of_the_rows() -> None:
    """What comes first is named by its place: taken in another order, the obligations still name the same ones."""
    town = Town().person()
    town.visit(town.place(1), after=2).visit(town.place(2), window_end_s=12 * H, more=((20 * H, 21 * H),)).visit(
        town.place(3), after=1
    )
    owed = town.problem().obligations
    turned = owed.take(np.array([2, 0, 1], dtype=np.int32))
    assert turned.after.tolist() == [2, 0, -1]
    assert turned.windows_of(2) == owed.windows_of(1)
    assert owed.take(np.array([0], dtype=np.int32)).after.tolist() == [-1]


@pytest.mark.parametrize("change", [{"after": np.array([1, 0], dtype=np.int32)}, {"after": np.array([5, -1])}])
def test_an_order_in_a_circle_or_after_nothing_is_refused(change: dict[str, np.ndarray]) -> None:
    """Nothing can come after itself."""
    town = Town().person()
    owed = town.visit(town.place(1), 2).problem().obligations
    with pytest.raises(ValueError, match="circle"):
        replace(owed, **change)
