"""Month arithmetic (R57)."""

from calendar import monthrange

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.calendars import DAY, add_months, day_of_month, days_in_month, month_end

DATES = st.dates(min_value=np.datetime64("1970-01-01").item(), max_value=np.datetime64("2100-12-31").item())


def _days(*texts: str) -> np.ndarray:
    return np.array(texts, "datetime64[D]")


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2025-01-31", 1, "2025-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-01-31", 2, "2024-03-31"),
        ("2024-01-31", 3, "2024-04-30"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 24, "2026-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2025-02-28", 12, "2026-02-28"),
        ("2023-02-28", 12, "2024-02-28"),
        ("2025-12-31", 1, "2026-01-31"),
        ("2025-12-31", 2, "2026-02-28"),
        ("2025-08-31", 6, "2026-02-28"),
        ("2025-03-31", -1, "2025-02-28"),
        ("2024-03-31", -1, "2024-02-29"),
        ("2024-02-29", -12, "2023-02-28"),
        ("2025-01-15", 0, "2025-01-15"),
        ("2100-01-31", 1, "2100-02-28"),
        ("2000-01-31", 1, "2000-02-29"),
        ("1969-12-31", 2, "1970-02-28"),
        ("2025-05-31", 13, "2026-06-30"),
    ],
)
def test_a_day_the_month_lacks_becomes_its_last_day(start: str, months: int, end: str) -> None:
    """R57."""
    assert add_months(_days(start), months)[0] == np.datetime64(end)


@pytest.mark.parametrize(
    ("start", "months", "day", "end"),
    [
        ("2025-02-28", 12, 29, "2026-02-28"),
        ("2027-02-28", 12, 29, "2028-02-29"),
        ("2025-02-28", 1, 31, "2025-03-31"),
        ("2025-02-28", 2, 31, "2025-04-30"),
        ("2025-02-28", 1, 30, "2025-03-30"),
        ("2025-04-30", 1, 31, "2025-05-31"),
        ("2025-04-30", 1, 30, "2025-05-30"),
    ],
)
def test_an_anchor_day_comes_back_where_the_month_has_it(start: str, months: int, day: int, end: str) -> None:
    """R57."""
    assert add_months(_days(start), months, anchor_day=day)[0] == np.datetime64(end)


def test_nothing_known_stays_nothing_known() -> None:
    """NaT in, NaT out, whatever the months."""
    assert np.isnat(add_months(_days("NaT", "NaT"), np.array([0, 7]))).all()


@given(day=DATES, first=st.integers(0, 60), second=st.integers(0, 60))
def test_a_series_from_its_anchor_never_drifts(day: object, first: int, second: int) -> None:
    """Two steps with the anchor day end where one long step ends (R57)."""
    start = np.array([day], "datetime64[D]")
    anchor = day_of_month(start)
    twice = add_months(add_months(start, first, anchor_day=anchor), second, anchor_day=anchor)
    assert twice[0] == add_months(start, first + second)[0]


@given(days=st.lists(DATES, min_size=2, max_size=30), months=st.integers(-60, 60))
def test_a_later_day_never_ends_earlier(days: list[object], months: int) -> None:
    """Adding months keeps the order of dates."""
    moved = add_months(np.sort(np.array(days, "datetime64[D]")), months)
    assert (np.diff(moved).astype(int) >= 0).all()


@given(day=DATES)
def test_month_end_is_the_day_before_a_first(day: object) -> None:
    """The last day has the month's length as its number, and the next day is a first."""
    days = np.array([day], "datetime64[D]")
    end = month_end(days)
    assert day_of_month(end)[0] == days_in_month(days)[0]
    assert day_of_month(end + DAY)[0] == 1


@pytest.mark.parametrize("year", range(2024, 2041))
@pytest.mark.parametrize("month", range(1, 13))
def test_month_ends_of_seventeen_years_agree_with_the_standard_library(year: int, month: int) -> None:
    """R57: from each month end, 1, 2, 6, 12 and 24 months on, with and without the 31st as anchor."""
    start = _days(f"{year}-{month:02d}-{monthrange(year, month)[1]}")
    for months in (1, 2, 6, 12, 24):
        then_year, then_month = divmod(year * 12 + month - 1 + months, 12)
        length = monthrange(then_year, then_month + 1)[1]
        day = min(int(str(start[0])[-2:]), length)
        assert str(add_months(start, months)[0]) == f"{then_year}-{then_month + 1:02d}-{day:02d}"
        assert str(add_months(start, months, anchor_day=31)[0]) == f"{then_year}-{then_month + 1:02d}-{length}"
