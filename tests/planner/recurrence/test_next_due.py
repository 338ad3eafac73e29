"""The next due window from what really happened (S4.2, S9.1, R57), as a table of cases."""

from datetime import date

import numpy as np
import pytest

from planner.recurrence import IntervalKind, IntervalRule, Period, next_windows

ROLLING, ANNIVERSARY = IntervalKind.ROLLING, IntervalKind.ANNIVERSARY

BIENNIAL = IntervalRule(kind=ROLLING, months=24, early_days=180, hard=True)
ANNUAL = IntervalRule(kind=ROLLING, months=12, early_days=60, hard=True)
MONTHLY_LAW = IntervalRule(kind=ROLLING, months=1, early_days=10, hard=True, grace_days=7)
TIER_A = IntervalRule(kind=ROLLING, days=14, tolerance_days=6)
TIER_B = IntervalRule(kind=ROLLING, months=1, tolerance_days=14)
WEEKLY = IntervalRule(kind=ROLLING, days=7)
UK = IntervalRule(kind=ANNIVERSARY, months=12, early_days=62, hard=True)
YEARLY = IntervalRule(kind=IntervalKind.PER_PERIOD, period=Period.YEAR, hard=True)
HALVES = IntervalRule(kind=IntervalKind.PER_PERIOD, period=Period.YEAR, per_period=2, hard=True)
TWICE_A_HALF = IntervalRule(kind=IntervalKind.PER_PERIOD, period=Period.HALF, per_period=2, hard=True)
MONTHS = IntervalRule(kind=IntervalKind.PER_PERIOD, period=Period.MONTH, hard=True)
TWICE_A_MONTH = IntervalRule(kind=IntervalKind.PER_PERIOD, period=Period.MONTH, per_period=2)
FIVE_A_YEAR = IntervalRule(kind=IntervalKind.PER_PERIOD, period=Period.YEAR, per_period=5)
MID_QUARTER = IntervalRule(kind=IntervalKind.PER_PERIOD, period=Period.QUARTER, tolerance_days=15)
US_YEAR = IntervalRule(kind=IntervalKind.PERIOD_MAX_GAP, period=Period.YEAR, max_gap_months=15, hard=True)
US_HALF = IntervalRule(
    kind=IntervalKind.PERIOD_MAX_GAP, period=Period.YEAR, per_period=2, max_gap_months=7, max_gap_days=15, hard=True
)

CASES = [
    # rolling, hard: last actual + n months, the window opens early_days before
    (ANNUAL, "2025-03-10", None, "2025-06-01", "2026-01-09", "2026-02-08", "2026-03-10"),
    (ANNUAL, "2024-02-29", None, "2024-06-01", "2024-12-30", "2025-01-29", "2025-02-28"),
    (ANNUAL, "2025-02-28", None, "2025-06-01", "2025-12-30", "2026-01-29", "2026-02-28"),
    (ANNUAL, "2027-02-28", None, "2027-06-01", "2027-12-30", "2028-01-29", "2028-02-28"),
    (ANNUAL, "2025-03-10", None, "2026-02-01", "2026-02-01", "2026-02-08", "2026-03-10"),
    (ANNUAL, "2025-03-10", None, "2026-02-20", "2026-02-20", "2026-02-20", "2026-03-10"),
    (ANNUAL, "2025-03-10", None, "2026-03-10", "2026-03-10", "2026-03-10", "2026-03-10"),
    (ANNUAL, None, "2025-03-10", "2025-06-01", "2026-01-09", "2026-02-08", "2026-03-10"),
    (ANNUAL, "2025-03-10", "2020-01-01", "2025-06-01", "2026-01-09", "2026-02-08", "2026-03-10"),
    (BIENNIAL, "2024-06-15", None, "2024-07-01", "2025-12-17", "2026-03-17", "2026-06-15"),
    (BIENNIAL, "2024-02-29", None, "2024-07-01", "2025-09-01", "2025-11-30", "2026-02-28"),
    (BIENNIAL, None, "2025-01-31", "2025-02-01", "2026-08-04", "2026-11-02", "2027-01-31"),
    (MONTHLY_LAW, "2025-01-31", None, "2025-02-01", "2025-02-18", "2025-02-23", "2025-02-28"),
    (MONTHLY_LAW, "2024-01-31", None, "2024-02-01", "2024-02-19", "2024-02-24", "2024-02-29"),
    (MONTHLY_LAW, "2025-12-31", None, "2026-01-01", "2026-01-21", "2026-01-26", "2026-01-31"),
    # rolling, soft: the interval plus or minus half the tolerance
    (TIER_A, "2026-01-05", None, "2026-01-06", "2026-01-16", "2026-01-19", "2026-01-22"),
    (TIER_A, "2026-01-05", None, "2026-01-18", "2026-01-18", "2026-01-19", "2026-01-22"),
    (TIER_A, "2026-01-05", None, "2026-01-21", "2026-01-21", "2026-01-21", "2026-01-22"),
    (TIER_A, "2025-12-25", None, "2026-01-01", "2026-01-05", "2026-01-08", "2026-01-11"),
    (TIER_B, "2026-01-31", None, "2026-02-01", "2026-02-21", "2026-02-28", "2026-03-07"),
    (TIER_B, "2024-01-31", None, "2024-02-01", "2024-02-22", "2024-02-29", "2024-03-07"),
    (TIER_B, "2026-03-31", None, "2026-04-01", "2026-04-23", "2026-04-30", "2026-05-07"),
    (WEEKLY, "2026-01-05", None, "2026-01-06", "2026-01-12", "2026-01-12", "2026-01-12"),
    (WEEKLY, "2024-02-26", None, "2024-02-27", "2024-03-04", "2024-03-04", "2024-03-04"),
    # anniversary: made in the last 62 days keeps the date, earlier or late sets a new one
    (UK, "2025-05-01", "2025-06-15", "2025-06-01", "2026-04-14", "2026-05-15", "2026-06-15"),
    (UK, "2025-06-15", "2025-06-15", "2025-06-20", "2026-04-14", "2026-05-15", "2026-06-15"),
    (UK, "2025-04-14", "2025-06-15", "2025-06-01", "2026-04-14", "2026-05-15", "2026-06-15"),
    (UK, "2025-04-13", "2025-06-15", "2025-06-01", "2026-02-10", "2026-03-13", "2026-04-13"),
    (UK, "2025-06-16", "2025-06-15", "2025-07-01", "2026-04-15", "2026-05-16", "2026-06-16"),
    (UK, "2025-08-01", "2025-06-15", "2025-08-02", "2026-05-31", "2026-07-01", "2026-08-01"),
    (UK, "2024-02-10", "2024-02-29", "2024-03-01", "2024-12-28", "2025-01-28", "2025-02-28"),
    (UK, "2025-02-10", "2024-02-29", "2025-03-01", "2025-12-28", "2026-01-28", "2026-02-28"),
    (UK, "2027-02-10", "2024-02-29", "2027-03-01", "2027-12-29", "2028-01-29", "2028-02-29"),
    (UK, "2028-02-29", "2024-02-29", "2028-03-01", "2028-12-28", "2029-01-28", "2029-02-28"),
    (UK, "2025-05-01", "2030-06-15", "2025-06-01", "2026-04-14", "2026-05-15", "2026-06-15"),
    (UK, None, "2026-06-15", "2026-01-01", "2026-04-14", "2026-05-15", "2026-06-15"),
    (UK, "2025-05-01", None, "2025-06-01", "2026-02-28", "2026-03-31", "2026-05-01"),
    (UK, "2025-05-01", "2025-06-15", "2026-05-20", "2026-05-20", "2026-05-20", "2026-06-15"),
    # n per calendar period: one in each part
    (YEARLY, "2025-01-02", None, "2025-06-01", "2026-01-01", "2026-07-02", "2026-12-31"),
    (YEARLY, "2025-12-31", None, "2026-01-01", "2026-01-01", "2026-07-02", "2026-12-31"),
    (YEARLY, "2023-06-01", None, "2024-01-01", "2024-01-01", "2024-07-01", "2024-12-31"),
    (YEARLY, "2025-06-01", None, "2026-09-01", "2026-09-01", "2026-09-01", "2026-12-31"),
    (YEARLY, None, "2025-11-20", "2025-12-01", "2026-01-01", "2026-07-02", "2026-12-31"),
    (HALVES, "2025-02-01", None, "2025-03-01", "2025-07-01", "2025-09-30", "2025-12-31"),
    (HALVES, "2025-07-01", None, "2025-08-01", "2026-01-01", "2026-04-01", "2026-06-30"),
    (TWICE_A_HALF, "2025-02-01", None, "2025-02-02", "2025-04-01", "2025-05-16", "2025-06-30"),
    (MONTHS, "2024-01-31", None, "2024-02-01", "2024-02-01", "2024-02-15", "2024-02-29"),
    (MONTHS, "2025-01-01", None, "2025-01-02", "2025-02-01", "2025-02-14", "2025-02-28"),
    (TWICE_A_MONTH, "2025-01-31", None, "2025-02-01", "2025-02-01", "2025-02-07", "2025-02-14"),
    (TWICE_A_MONTH, "2025-02-14", None, "2025-02-14", "2025-02-15", "2025-02-21", "2025-02-28"),
    (TWICE_A_MONTH, "2024-02-14", None, "2024-02-14", "2024-02-15", "2024-02-22", "2024-02-29"),
    (FIVE_A_YEAR, "2025-01-01", None, "2025-01-01", "2025-03-15", "2025-04-20", "2025-05-26"),
    (FIVE_A_YEAR, "2025-12-31", None, "2026-01-01", "2026-01-01", "2026-02-06", "2026-03-14"),
    (MID_QUARTER, "2026-01-20", None, "2026-02-01", "2026-05-01", "2026-05-16", "2026-05-31"),
    # calendar period with a longest gap
    (US_YEAR, "2025-01-10", None, "2025-06-01", "2026-01-01", "2026-02-19", "2026-04-10"),
    (US_YEAR, "2025-11-10", None, "2025-12-01", "2026-01-01", "2026-07-02", "2026-12-31"),
    (US_YEAR, "2024-11-30", None, "2025-01-01", "2025-01-01", "2025-07-02", "2025-12-31"),
    (US_YEAR, None, "2025-03-31", "2025-06-01", "2026-01-01", "2026-04-01", "2026-06-30"),
    (US_HALF, "2025-01-15", None, "2025-02-01", "2025-07-01", "2025-07-31", "2025-08-30"),
    (US_HALF, "2025-06-30", None, "2025-07-01", "2025-07-01", "2025-09-30", "2025-12-31"),
]


def _one(text: str | None) -> np.ndarray:
    return np.array([text or "NaT"], "datetime64[D]")


@pytest.mark.parametrize(("rule", "last", "anchor", "as_of", "opens", "ideal", "due"), CASES)
def test_the_window_after_what_really_happened(
    rule: IntervalRule, last: str | None, anchor: str | None, as_of: str, opens: str, ideal: str, due: str
) -> None:
    """S4.2, S9.1, R57."""
    found = next_windows(rule, _one(last), _one(anchor), date.fromisoformat(as_of))
    days = [str(column[0]) for column in (found.not_before, found.ideal_on, found.due_by, found.owed_by)]
    assert days == [opens, ideal, due, due]
    assert not found.overdue[0]


LATE = [
    (ANNUAL, "2024-01-10", "2025-01-11", "2025-01-11", "2025-02-10", "2025-01-10"),
    (ANNUAL, "2010-01-10", "2025-01-11", "2025-01-11", "2025-02-10", "2011-01-10"),
    (MONTHLY_LAW, "2025-01-31", "2025-03-01", "2025-03-01", "2025-03-08", "2025-02-28"),
    (TIER_A, "2026-01-05", "2026-01-23", "2026-01-26", "2026-01-29", "2026-01-22"),
    (WEEKLY, "2026-01-05", "2026-01-20", "2026-01-23", "2026-01-26", "2026-01-12"),
    (UK, "2024-06-01", "2025-08-01", "2025-08-01", "2025-08-31", "2025-06-01"),
    (YEARLY, "2023-06-01", "2025-03-01", "2025-03-01", "2025-03-31", "2024-12-31"),
    (YEARLY, "2023-06-01", "2025-12-20", "2025-12-20", "2025-12-31", "2024-12-31"),
    (HALVES, "2025-02-01", "2026-01-01", "2026-01-01", "2026-01-31", "2025-12-31"),
    (US_YEAR, "2024-01-10", "2025-05-01", "2025-05-01", "2025-05-31", "2025-04-10"),
]


@pytest.mark.parametrize(("rule", "last", "as_of", "ideal", "due", "owed"), LATE)
def test_what_is_overdue_gets_a_window_from_today_and_says_so(
    rule: IntervalRule, last: str, as_of: str, ideal: str, due: str, owed: str
) -> None:
    """S9.1: nothing lapses silently; the missed date stays on record."""
    found = next_windows(rule, _one(last), _one(None), date.fromisoformat(as_of))
    assert found.overdue[0]
    assert str(found.not_before[0]) == as_of
    assert [str(found.ideal_on[0]), str(found.due_by[0]), str(found.owed_by[0])] == [ideal, due, owed]


@pytest.mark.parametrize(
    ("rule", "due"),
    [
        (ANNUAL, "2026-01-31"),
        (TIER_A, "2026-01-07"),
        (WEEKLY, "2026-01-07"),
        (UK, "2026-01-31"),
        (YEARLY, "2026-01-31"),
        (TWICE_A_MONTH, "2026-01-14"),
        (US_YEAR, "2026-01-31"),
        (IntervalRule(kind=ROLLING, months=24, early_days=180, first_days=90, hard=True), "2026-04-01"),
    ],
)
def test_a_customer_of_whom_nothing_is_known_is_seen_soon(rule: IntervalRule, due: str) -> None:
    """S9.1: never inspected and no date of connection still gives a window, without calling it overdue."""
    found = next_windows(rule, _one(None), _one(None), date(2026, 1, 1))
    assert [str(found.not_before[0]), str(found.due_by[0])] == ["2026-01-01", due]
    assert not found.overdue[0]
    assert np.isnat(found.owed_by[0])


def test_nobody_owes_nothing() -> None:
    """No rows in, no rows out."""
    none = np.zeros(0, "datetime64[D]")
    for rule in (ANNUAL, UK, YEARLY, US_YEAR, FIVE_A_YEAR):
        assert len(next_windows(rule, none, none, date(2026, 1, 1))) == 0
