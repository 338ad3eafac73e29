"""The year's plan (S4.2, S9.1, S9.7)."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from planner.annual import plan_year
from planner.checking.year import check_year
from planner.plan import Reason, YearPlan
from planner.problem import Horizon, Lending, Policy, Priority, Problem
from tests.planner.annual.build import YEAR, Town


def _reasons(plan: YearPlan) -> set[Reason]:
    return {left.reason for left in plan.unplanned}


def _hours(problem: Problem, rows: np.ndarray) -> float:
    return float(problem.obligations.service_s[rows].sum()) / 3600


def _left(plan: YearPlan) -> np.ndarray:
    return np.array([left.obligation for left in plan.unplanned], np.int64)


def test_nothing_owed_is_an_empty_plan() -> None:
    """No obligations, with and without people."""
    for town in (Town(), Town().person()):
        plan = plan_year(town.made())
        assert len(plan.week) == 0
        assert plan.unplanned == ()
        assert plan.load_s.shape == plan.capacity_s.shape == plan.hour_price.shape == (1, 52)


def test_without_people_everything_is_left_out_with_that_reason() -> None:
    """S9.1: never silently."""
    plan = plan_year(Town().in_weeks(4, 3, 6).made())
    assert (plan.week == -1).all()
    assert _reasons(plan) == {Reason.NO_TECHNICIAN}
    assert not plan.proof.fits
    assert plan.unplanned[0].cure is not None


def test_work_is_levelled_over_the_weeks_it_may_take() -> None:
    """100 visits anywhere in ten weeks make about ten a week: even to a twentieth of a week's hours."""
    plan = plan_year(Town().person().in_weeks(100, 10, 20, ideal=YEAR.monday(15)).made())
    assert plan.load_s[0, 10:20] == pytest.approx(10 * 3600, abs=35 / 20 * 3600)
    assert plan.load_s.sum() == 100 * 3600


def test_a_busy_week_is_kept_clear_of_what_can_go_elsewhere() -> None:
    """Fixed work in week 12 pushes the movable work to its sides."""
    plan = plan_year(Town().person().in_weeks(30, 12, 13).in_weeks(60, 10, 15).made())
    assert plan.load_s[0, 12] == 30 * 3600
    assert plan.load_s[0, [10, 11, 13, 14]] == pytest.approx(15 * 3600, abs=35 / 20 * 3600)


def test_every_week_lies_in_its_window() -> None:
    """S9.1, mixed windows and lengths."""
    rng = np.random.default_rng(4)
    town = Town().person().person()
    for _ in range(300):
        opens = int(rng.integers(0, 340))
        due = min(363, opens + int(rng.integers(0, 120)))
        hard = bool(rng.random() < 0.5)
        start, end = (YEAR.start + timedelta(days=day) for day in (opens, due))
        town.visits(1, start, end, minutes=int(rng.integers(5, 90)), hard=hard)
    problem = town.made()
    plan = plan_year(problem)
    owed, made = problem.obligations, plan.week >= 0
    monday = np.datetime64(YEAR.first_monday()) + plan.week.astype(int) * np.timedelta64(7, "D")
    assert ((monday + np.timedelta64(6, "D") >= owed.not_before) & (monday <= owed.due_by))[made].all()
    assert set(np.flatnonzero(~made)) == set(_left(plan))
    assert _reasons(plan) <= {Reason.NO_SHIFT_IN_WINDOW}  # windows of a weekend only


@pytest.mark.parametrize("extra", [0, 1, 15])
def test_the_law_never_gives_way_to_tiers(extra: int) -> None:
    """Lexicographic: 35 h of law fill the week, tier visits wait outside with the reason."""
    town = Town().person().in_weeks(35, 5, 6).in_weeks(10 + extra, 5, 6, hard=False, priority=Priority.A)
    plan = plan_year(town.made())
    assert (plan.week[:35] == 5).all()
    assert (plan.week[35:] == -1).all()
    assert _reasons(plan) == {Reason.CAPACITY}
    assert plan.proof.fits


def test_lower_tiers_are_left_out_before_higher_ones() -> None:
    """A before B before C before D, whatever their number and length."""
    town = Town().person()
    for tier, minutes in ((Priority.D, 10), (Priority.C, 30), (Priority.B, 60), (Priority.A, 90)):
        town.in_weeks(12, 5, 6, hard=False, priority=tier, minutes=minutes)
    problem = town.made()
    plan = plan_year(problem)
    planned = {tier: int((plan.week[problem.obligations.priority == tier] >= 0).sum()) for tier in Priority}
    assert planned[Priority.A] == 12
    assert planned[Priority.B] == 12
    assert planned[Priority.C] == 10  # 18 + 12 hours gone, 5 hours left
    assert planned[Priority.D] == 0
    assert plan.load_s[0, 5] <= plan.capacity_s[0, 5]


def test_a_shortage_of_law_leaves_out_no_more_than_what_is_missing() -> None:
    """The unplanned ones follow the certificate and carry its cheapest cure."""
    problem = Town().person().in_weeks(120, 10, 13).made()
    plan = plan_year(problem)
    assert len(plan.unplanned) == 15
    assert plan.proof.shortages[0].obligations == 15
    assert all(left.cure == plan.proof.shortages[0].cures[0] for left in plan.unplanned)


def test_the_price_of_an_hour_shows_where_hours_are_short() -> None:
    """An hour more in weeks 10-12 saves an hour; elsewhere it saves nothing."""
    price = plan_year(Town().person().in_weeks(120, 10, 13).in_weeks(20, 30, 40).made()).hour_price[0]
    assert price[10:13] == pytest.approx(1.0, abs=0.05)
    assert price[:10].max() == price[13:].max() == 0


def test_a_certificate_that_ends_moves_work_before_its_end() -> None:
    """S9.7: after it, nobody may do the work."""
    ends = YEAR.monday(20)
    plan = plan_year(Town().person(until=ends).in_weeks(60, 10, 30).made())
    assert plan.week.min() >= 10
    assert plan.week.max() < 20


@pytest.mark.parametrize(
    ("town", "reason"),
    [
        (Town().person(until=YEAR.monday(5)).in_weeks(1, 6, 8), Reason.CERTIFICATE_EXPIRED),
        (Town().person(kinds=()).in_weeks(1, 6, 8), Reason.NO_CERTIFICATE),
        (Town().person(last=YEAR.monday(5)).in_weeks(1, 6, 8), Reason.NO_SHIFT_IN_WINDOW),
        (Town().person(hours=2).in_weeks(1, 6, 8, minutes=121), Reason.LONGER_THAN_SHIFT),
        (Town().person().visits(1, date(2027, 2, 1), date(2027, 3, 1)), Reason.OUTSIDE_HORIZON),
        (Town().person().visits(1, date(2025, 2, 1), date(2025, 3, 1)), Reason.OUTSIDE_HORIZON),
        (
            Town().person().visits(1, date(2026, 12, 1), date(2027, 3, 1), ideal=date(2027, 1, 15)),
            Reason.LATER_IN_WINDOW,
        ),
        (
            Town(horizon=replace(YEAR, frozen_until=YEAR.monday(9))).person().in_weeks(1, 6, 8),
            Reason.OUTSIDE_HORIZON,
        ),
    ],
)
def test_whatever_cannot_be_planned_says_why(town: Town, reason: Reason) -> None:
    """S9.1: each reason is the true one."""
    plan = plan_year(town.made())
    assert plan.week.tolist() == [-1]
    assert _reasons(plan) == {reason}


def test_what_may_wait_beyond_the_horizon_is_planned_when_its_time_has_come() -> None:
    """Ideal in December, due in March: planned if there is room, and the first to wait if not."""
    town = Town().person().visits(5, date(2026, 12, 1), date(2027, 3, 1), ideal=date(2026, 12, 15))
    assert (plan_year(town.made()).week >= 0).all()
    plan = plan_year(town.in_weeks(35 * 5, 47, 52, hard=False, priority=Priority.D).made())
    assert (plan.week[5:] >= 0).all()
    assert _reasons(plan) == {Reason.LATER_IN_WINDOW}


def test_skill_sets_share_people_as_their_certificates_allow() -> None:
    """One holds gas, one meter, one both: 35 + 35 + 35 hours can be divided in one way only."""
    town = Town(certificates=("gas", "meter")).person(kinds=("gas",)).person(kinds=("meter",))
    town.person(kinds=("gas", "meter")).in_weeks(50, 5, 6, skills=0b01).in_weeks(55, 5, 6, skills=0b10)
    assert not plan_year(town.made()).unplanned
    over = plan_year(town.in_weeks(1, 5, 6, skills=0b11, hard=False).made())
    assert len(over.unplanned) == 1


def test_pinned_visits_stay_and_the_rest_goes_round_them() -> None:
    """A date already promised holds its hours."""
    town = Town().person().in_weeks(30, 5, 7, hard=False)
    town.in_weeks(20, 5, 7, hard=False, pinned_on=YEAR.monday(5) + timedelta(days=2))
    plan = plan_year(town.made())
    assert (plan.week[30:] == 5).all()
    assert plan.load_s[0, 5] == pytest.approx(25 * 3600, abs=35 / 20 * 3600)


def test_frozen_weeks_keep_what_they_hold() -> None:
    """Weeks before the freeze stay as planned, others may change."""
    town = Town().person().in_weeks(60, 2, 8)
    first = plan_year(town.made())
    town.horizon = replace(YEAR, frozen_until=YEAR.monday(4))
    town.in_weeks(40, 4, 8)
    before = np.concatenate([first.week, np.full(40, -1, np.int32)])
    plan = plan_year(town.made(), previous_week=before)
    frozen = (before >= 0) & (before < 4)
    assert frozen.any()
    assert (plan.week[frozen] == before[frozen]).all()
    assert (plan.week[~frozen] >= 4).all()


def test_a_plan_made_again_without_a_change_stays_as_it_is() -> None:
    """Least change: nothing moves without a reason."""
    rng = np.random.default_rng(1)
    town = Town().person().person()
    for _ in range(200):
        opens = int(rng.integers(0, 40))
        town.in_weeks(1, opens, min(52, opens + int(rng.integers(1, 12))), hard=bool(rng.random() < 0.5))
    problem = town.made()
    first = plan_year(problem)
    again = plan_year(problem, previous_week=first.week)
    assert (first.week == again.week).mean() > 0.95


def test_a_small_change_moves_little() -> None:
    """Ten new visits among 300 move few of the old ones."""
    town = Town().person().person()
    for opens in range(0, 40, 2):
        town.in_weeks(15, opens, opens + 10)
    first = plan_year(town.made())
    town.in_weeks(10, 20, 21)
    before = np.concatenate([first.week, np.full(10, -1, np.int32)])
    plan = plan_year(town.made(), previous_week=before)
    assert (plan.week[:300] != first.week).mean() < 0.1


def test_lending_is_used_when_the_law_needs_it() -> None:
    """The south's hours stand in for the north's, and both regions show it."""
    policy = Policy(reserve_share=0, travel_share=0, lending=(Lending(giver=1, taker=0, hours_per_week=10),))
    town = Town(regions=("north", "south"), policy=policy).person(0).person(1).in_weeks(44, 3, 4)
    plan = plan_year(town.made())
    assert not plan.unplanned
    assert plan.capacity_s[:, 3].tolist() == [pytest.approx(44 * 3600, rel=0.01), pytest.approx(26 * 3600, rel=0.02)]
    assert plan.capacity_s[:, 3].sum() == 70 * 3600
    assert plan.capacity_s[:, 4].tolist() == [35 * 3600, 35 * 3600]


def test_series_whose_windows_overlap_are_pulled_apart() -> None:
    """S4.2: three visits at least four weeks apart, given with windows that would allow them together."""
    town = Town().person()
    for number, ideal in enumerate((20, 24, 28)):
        day = YEAR.monday(ideal)
        town.visits(1, YEAR.monday(20), YEAR.monday(32), hard=False, ideal=day, series=7, gap=(28 if number else 0, 0))
    weeks = plan_year(town.made()).week
    assert (weeks >= 0).all()
    assert (np.diff(weeks) >= 4).all()


def test_a_series_that_cannot_keep_its_distance_says_so() -> None:
    """Two visits ten weeks apart do not fit into four."""
    town = Town().person()
    for ideal in (20, 22):
        town.visits(1, YEAR.monday(20), YEAR.monday(24), hard=False, ideal=YEAR.monday(ideal), series=1, gap=(70, 0))
    plan = plan_year(town.made())
    assert sorted((plan.week >= 0).tolist()) == [False, True]
    assert _reasons(plan) == {Reason.SPACING}
    (cure,) = (left.cure for left in plan.unplanned)
    assert cure is not None
    # The window is 28 days from its first to its last, both Mondays.
    assert (cure.kind, cure.details) == ("closer", {"days": 42, "from": YEAR.monday(24).isoformat()})


def test_a_visit_left_out_does_not_pull_its_neighbours_apart() -> None:
    """The longest distance is asked only of visits next to each other."""
    town = Town().person().in_weeks(35, 24, 25)
    for ideal in (20, 24, 28):
        town.in_weeks(1, ideal, ideal + 1, hard=False, series=1, gap=(20, 36))
    plan = plan_year(town.made())
    assert plan.week[35:].tolist() == [20, -1, 28]
    assert _reasons(plan) == {Reason.CAPACITY}


def test_an_executor_gives_the_same_plan_and_progress_ends_at_one() -> None:
    """Regions are independent values."""
    town = Town(regions=("a", "b", "c"))
    for region in range(3):
        town.person(region).in_weeks(40 + region, 3, 9, region=region)
    problem, told = town.made(), []
    alone = plan_year(problem, progress=told.append)
    with ThreadPoolExecutor(2) as pool:
        together = plan_year(problem, executor=pool)
    assert (alone.week == together.week).all()
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_a_horizon_of_days_works_too() -> None:
    """Three days from a Wednesday on."""
    span = Horizon(start=date(2026, 3, 4), until=date(2026, 3, 7))
    plan = plan_year(Town(horizon=span).person().visits(5, date(2026, 1, 1), date(2026, 3, 6)).made())
    assert (plan.week == 0).all()


@pytest.mark.parametrize("days", [1, 2, 9])
def test_a_date_fixed_before_the_horizon_is_outside_it(days: int) -> None:
    """However near: the eve is no other day than the week before."""
    on = YEAR.start - timedelta(days=days)
    problem = Town().person().visits(1, YEAR.start - timedelta(days=20), YEAR.monday(3), pinned_on=on).made()
    plan = plan_year(problem)
    assert [left.reason for left in plan.unplanned] == [Reason.OUTSIDE_HORIZON]
    assert check_year(problem, plan) == ()


def test_an_agreement_to_lend_no_hours_lends_nobody() -> None:
    """The south's man may not come, so nobody is there."""
    policy = Policy(reserve_share=0, travel_share=0, lending=(Lending(giver=1, taker=0, hours_per_week=0),))
    problem = Town(regions=("north", "south"), policy=policy).person(1).in_weeks(1, 3, 5, hard=False).made()
    plan = plan_year(problem)
    assert [left.reason for left in plan.unplanned] == [Reason.NO_TECHNICIAN]
    assert check_year(problem, plan) == ()


def test_a_cut_last_week_has_no_days_to_keep_a_series_apart() -> None:
    """Two visits six days apart, three days left: one of them is left out."""
    span = Horizon(start=date(2026, 1, 5), until=date(2026, 2, 5))
    town = Town(horizon=span).person()
    problem = town.visits(2, date(2026, 2, 2), date(2026, 2, 18), hard=False, series=1, gap=(6, 0)).made()
    plan = plan_year(problem)
    assert check_year(problem, plan) == ()
    assert sorted(plan.week.tolist()) == [-1, 4]
