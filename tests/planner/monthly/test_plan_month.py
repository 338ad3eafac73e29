"""A month on small towns whose best plan is plain to see (planning.md L2)."""

from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from multiprocessing import get_context

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.checking import check_plan
from planner.kernel import SearchLimits
from planner.monthly import plan_month
from planner.plan import DayPlan, Reason
from planner.problem import CertificateSpan, Priority
from tests.planner.daily.town import MONDAY, H, Town, random_town

QUICK = SearchLimits(iterations=300)


def _day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def _month(town: Town, weeks: list[int] | None = None) -> DayPlan:
    problem, travel = town.problem(), town.travel()
    plan = plan_month(problem, travel, weeks=None if weeks is None else np.array(weeks, dtype=np.int32), search=QUICK)
    assert check_plan(problem, travel, plan) == ()
    return plan


def _days(plan: DayPlan) -> dict[int, date]:
    return {number: route.on for number, (route, _) in plan.planned().items()}


def _weekdays(days: int) -> list[int]:
    return [day for day in range(days) if day % 7 < 5]


def test_nobody_and_nothing() -> None:
    """Empty problems have empty plans."""
    assert _month(Town(days=28)) == DayPlan(routes=(), unplanned=())
    assert _month(Town(days=28).person()).routes == ()
    lonely = Town(days=28)
    assert [left.reason for left in _month(lonely.visit(lonely.place(2))).unplanned] == [Reason.NO_TECHNICIAN]


def test_visits_are_made_in_the_week_they_are_meant_for() -> None:
    """The year's plan says which."""
    town = Town(days=28).person(on=_weekdays(28))
    for number in range(4):
        town.visit(town.place(2 + number))
    days = _days(_month(town, [3, 2, 1, 0]))
    assert {row: (day - MONDAY).days // 7 for row, day in days.items()} == {0: 3, 1: 2, 2: 1, 3: 0}


def test_a_full_week_hands_on_what_can_wait() -> None:
    """One hour a Monday: what ends first goes first, the other is made a week later."""
    town = Town(days=14).person(on=(0, 7), hours=(8 * H, 9 * H + 600), breaks=())
    town.visit(town.place(2), service_s=3_000, priority=Priority.A)
    town.visit(town.place(2), service_s=3_000, priority=Priority.D, due_by=_day(4))
    assert _days(_month(town, [0, 0])) == {1: _day(0), 0: _day(7)}


def test_law_is_kept_before_what_ends_sooner() -> None:
    """A legal visit is not put at risk for a tier visit's last chance."""
    town = Town(days=14).person(on=(0,), hours=(8 * H, 9 * H + 600), breaks=())
    town.visit(town.place(2), service_s=3_000, priority=Priority.LAW, hard=True)
    town.visit(town.place(2), service_s=3_000, priority=Priority.D, due_by=_day(4))
    plan = _month(town, [0, 0])
    assert set(plan.planned()) == {0}
    assert [(left.obligation, left.reason) for left in plan.unplanned] == [(1, Reason.CAPACITY)]


def test_what_its_week_has_no_room_for_may_be_made_earlier() -> None:
    """The second chance looks at every day of the window."""
    town = Town(days=14).person(on=(0, 7), hours=(8 * H, 9 * H + 600), breaks=())
    town.visit(town.place(2), 2, service_s=3_000)
    assert set(_days(_month(town, [1, 1])).values()) == {_day(0), _day(7)}


def test_visits_of_a_series_keep_their_distance() -> None:
    """At least five days, at most eight, across and within weeks (S4.2)."""
    town = Town(days=28).person(on=_weekdays(28))
    site = town.place(3)
    for number in range(4):
        town.visit(site, series=1, min_gap_days=5, max_gap_days=8, ideal_on=_day(7 * number))
    days = sorted(_days(_month(town)).values())
    assert len(days) == 4
    assert all(5 <= (b - a).days <= 8 for a, b in zip(days[:-1], days[1:], strict=True))


def test_two_visits_of_a_series_in_one_week_are_days_apart() -> None:
    """Twice a week, three days between."""
    town = Town(days=7).person(on=_weekdays(7))
    site = town.place(3)
    town.visit(site, series=1, ideal_on=_day(0)).visit(site, series=1, min_gap_days=3, ideal_on=_day(3))
    days = _days(_month(town))
    assert (days[1] - days[0]).days >= 3


def test_a_visit_nobody_can_make_does_not_let_its_neighbours_close_up() -> None:
    """The middle one needs a certificate nobody holds; the outer two are still five days apart."""
    town = Town(days=6).person()
    site = town.place(3)
    town.visit(site, series=1, ideal_on=_day(1), due_by=_day(3), pinned_on=_day(0))
    town.visit(site, series=1, min_gap_days=2, ideal_on=_day(4), skills=2)
    town.visit(site, series=1, min_gap_days=5, not_before=_day(3), ideal_on=_day(5), hard=True)
    assert _days(_month(town)) == {0: _day(0), 2: _day(5)}


def test_a_visit_without_days_left_by_its_forerunner_does_not_let_the_next_come_too_near() -> None:
    """Three days for three visits: the second would be on the fifth."""
    town = Town(days=3).person()
    site = town.place(3)
    town.visit(site, series=1, ideal_on=_day(0), due_by=_day(0))
    town.visit(site, series=1, min_gap_days=4, ideal_on=_day(1))
    town.visit(site, series=1, min_gap_days=1, ideal_on=_day(1), hard=True)
    days = _days(_month(town))
    assert set(days) == {0, 2}
    assert days[2] > days[0]


def test_a_visit_that_no_hour_suits_does_not_take_the_chance_of_its_series() -> None:
    """The first asks for the night; the second keeps its distance to nothing."""
    town = Town(days=21).person(on=_weekdays(21))
    site = town.place(3)
    night = {"window_start_s": 21 * H, "window_end_s": 22 * H}
    town.visit(site, series=1, not_before=_day(11), ideal_on=_day(14), due_by=_day(17), hard=True, priority=1, **night)
    town.visit(site, series=1, min_gap_days=4, not_before=_day(13), ideal_on=_day(15), due_by=_day(17))
    assert set(_days(_month(town))) == {1}


def test_a_visit_pinned_to_a_stranger_does_not_bring_its_neighbours_together() -> None:
    """The first and the third are 16 days apart; the most of 9 is asked of neighbours only."""
    town = Town(days=21, regions=2).person(region=0, on=_weekdays(21)).person(region=1, on=())
    site = town.place(3)
    for number, pinned in enumerate((-1, 1, -1)):
        day = _day(8 * number)
        town.visit(
            site, series=1, min_gap_days=5, max_gap_days=9, not_before=day, ideal_on=day, due_by=day, pinned=pinned
        )
    assert set(_month(town).planned()) == {0, 2}


def test_frozen_days_take_nothing_new() -> None:
    """Monday is given out already."""
    town = Town(days=5, frozen_until=_day(1)).person()
    town.visit(town.place(2)).visit(town.place(3), pinned_on=_day(0))
    days = _days(_month(town))
    assert days[1] == _day(0)
    assert days[0] > _day(0)


def test_an_expired_certificate_is_not_used() -> None:
    """Valid to Wednesday, so the visit is made before (S9.7)."""
    held = CertificateSpan(kind="electric", valid_from=date(2020, 1, 1), valid_until=_day(2))
    town = Town(days=5).person(certificates=(held,))
    assert _days(_month(town.visit(town.place(2), skills=2, ideal_on=_day(3))))[0] < _day(2)


def test_regions_side_by_side_give_the_plan_of_one_after_another() -> None:
    """A pool of processes changes nothing but the time it takes."""
    town = random_town(4, visits=60, people=6, days=14, regions=3)
    problem, travel = town.problem(), town.travel()
    alone = plan_month(problem, travel, search=QUICK)
    with ProcessPoolExecutor(max_workers=2, mp_context=get_context("spawn")) as pool:
        together = plan_month(problem, travel, search=QUICK, executor=pool)
    assert together == alone
    assert check_plan(problem, travel, together) == ()


def test_progress_counts_regions_and_cancelling_stops() -> None:
    """What is planned so far is a plan."""
    town = random_town(4, visits=30, people=4, days=14, regions=2)
    told: list[float] = []
    plan_month(town.problem(), town.travel(), search=QUICK, progress=told.append)
    assert told == [0.5, 1.0]
    stopped = plan_month(town.problem(), town.travel(), search=QUICK, cancelled=lambda: True)
    assert stopped.routes == ()


@settings(max_examples=25, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6), visits=st.integers(0, 60), people=st.integers(0, 4), days=st.integers(1, 24))
def test_the_judge_finds_nothing(seed: int, visits: int, people: int, days: int) -> None:
    """Windows, spacing, certificates that expire, breaks, pins: all kept, every omission truly explained."""
    town = random_town(seed, visits=visits, people=people, days=days, regions=1 + seed % 2)
    problem, travel = town.problem(), town.travel()
    plan = plan_month(problem, travel, search=SearchLimits(iterations=100))
    assert check_plan(problem, travel, plan) == ()
