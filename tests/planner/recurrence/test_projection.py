"""All occurrences in a horizon (S4.2, S9.1)."""

from datetime import date

import numpy as np
import pytest

from planner.problem import Horizon
from planner.recurrence import IntervalKind, IntervalRule, Occurrences, Period, next_windows, project

YEAR = Horizon(start=date(2026, 1, 1), until=date(2027, 1, 1))
TIER_A = IntervalRule(kind=IntervalKind.ROLLING, days=14, tolerance_days=6)
TIER_B = IntervalRule(kind=IntervalKind.ROLLING, months=1, tolerance_days=14)
TIER_C = IntervalRule(kind=IntervalKind.ROLLING, months=3, tolerance_days=30)
TIER_D = IntervalRule(kind=IntervalKind.ROLLING, months=6, tolerance_days=60)


def _laid_out(rule: IntervalRule, last: str, anchor: str = "NaT", horizon: Horizon = YEAR) -> Occurrences:
    days = [np.array([text], "datetime64[D]") for text in (last, anchor)]
    return project(rule, next_windows(rule, *days, horizon.start), horizon)


@pytest.mark.parametrize(
    ("rule", "last", "count"),
    [
        (TIER_A, "2025-12-25", 26),
        (TIER_B, "2025-12-15", 12),
        (TIER_C, "2025-12-01", 4),
        (TIER_D, "2025-12-01", 2),
        (IntervalRule(kind=IntervalKind.PER_PERIOD, period=Period.YEAR, hard=True), "2025-06-01", 1),
        (IntervalRule(kind=IntervalKind.PER_PERIOD, period=Period.MONTH, per_period=2), "2025-12-31", 24),
        (IntervalRule(kind=IntervalKind.ROLLING, months=24, early_days=180, hard=True), "2024-09-01", 1),
        (IntervalRule(kind=IntervalKind.ROLLING, months=24, early_days=180, hard=True), "2025-09-01", 0),
        (IntervalRule(kind=IntervalKind.ROLLING, days=1), "2025-12-31", 365),
    ],
)
def test_a_year_holds_as_many_visits_as_the_rule_says(rule: IntervalRule, last: str, count: int) -> None:
    """S4.2: A every two weeks is 26 a year, B 12, C 4, D 2."""
    found = _laid_out(rule, last)
    assert len(found) == count
    assert found.sequence.tolist() == list(range(count))


def test_a_series_on_the_31st_keeps_to_month_ends() -> None:
    """R57: the day aimed at comes back after each short month."""
    found = _laid_out(TIER_B, "2025-12-31")
    ends = ["01-31", "02-28", "03-31", "04-30", "05-31", "06-30", "07-31", "08-31", "09-30", "10-31", "11-30", "12-31"]
    assert [str(day)[5:] for day in found.windows.ideal_on] == ends


def test_an_anniversary_on_29_february_comes_back_to_the_29th() -> None:
    """R57: yearly from 29 February is due on the 28th, and on the 29th again in leap years."""
    rule = IntervalRule(kind=IntervalKind.ANNIVERSARY, months=12, early_days=60, hard=True)
    span = Horizon(start=date(2024, 3, 1), until=date(2033, 1, 1))
    found = _laid_out(rule, "2024-02-10", "2024-02-29", span)
    dues = ["2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29", "2029-02-28", "2030-02-28", "2031-02-28"]
    assert [str(day) for day in found.windows.due_by] == [*dues, "2032-02-29"]


def test_a_visit_before_the_horizon_is_assumed_made_and_only_later_ones_listed() -> None:
    """Planned in November for the year after: what is due before it is not listed, what may still be made in it is."""
    last = np.array(["2025-11-05"], "datetime64[D]")
    first = next_windows(TIER_A, last, np.array(["NaT"], "datetime64[D]"), date(2025, 11, 10))
    found = project(TIER_A, first, YEAR)
    assert found.sequence[0] == 3
    assert str(found.windows.due_by[0]) == "2026-01-03"


def test_a_visit_after_an_overdue_one_counts_from_when_it_is_made() -> None:
    """S9.1: next due counts from what really happened; a hard date from the earliest day it could."""
    rule = IntervalRule(kind=IntervalKind.ROLLING, months=6, early_days=30, hard=True)
    found = _laid_out(rule, "2024-01-10")
    assert found.windows.overdue.tolist()[:2] == [True, False]
    assert str(found.windows.due_by[1]) == "2026-07-01"


@pytest.mark.parametrize("tolerance", range(14))
def test_any_choice_within_the_windows_keeps_the_spacing(tolerance: int) -> None:
    """S4.2: gaps stay within the interval plus or minus the tolerance."""
    found = _laid_out(IntervalRule(kind=IntervalKind.ROLLING, days=14, tolerance_days=tolerance), "2025-12-20")
    assert found.min_gap_days[1:].min() >= 14 - tolerance
    assert found.max_gap_days[1:].max() <= 14 + tolerance


def test_many_customers_come_back_ordered_by_row_then_sequence() -> None:
    """Rows keep their own series."""
    last = np.datetime64("2025-12-01") + np.arange(30)
    found = project(TIER_A, next_windows(TIER_A, last, last, YEAR.start), YEAR)
    assert (np.diff(found.row) >= 0).all()
    for row in range(30):
        alone = _laid_out(TIER_A, str(last[row]))
        mine = found.row == row
        assert (found.windows.due_by[mine] == alone.windows.due_by).all()
