"""Working days from data that knows how far it reaches."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.calendars import DAY, OutsideCalendarError, WorkCalendar
from planner.problem import ProblemError


def _days(*texts: str) -> np.ndarray:
    return np.array(texts, "datetime64[D]")


@pytest.fixture
def week() -> WorkCalendar:
    """Monday 5 January 2026 to Sunday 18 January; Wednesday the 7th is free, Saturday the 10th is made up."""
    working = [True, True, False, True, True, True, False, True, True, True, True, True, False, False]
    return WorkCalendar(first=date(2026, 1, 5), working=np.array(working))


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-01-05", 1, "2026-01-06"),
        ("2026-01-06", 1, "2026-01-08"),
        ("2026-01-07", 1, "2026-01-08"),
        ("2026-01-07", 0, "2026-01-08"),
        ("2026-01-07", -1, "2026-01-06"),
        ("2026-01-09", 1, "2026-01-10"),
        ("2026-01-10", 1, "2026-01-12"),
        ("2026-01-11", -1, "2026-01-10"),
        ("2026-01-05", 5, "2026-01-12"),
        ("2026-01-12", -5, "2026-01-05"),
    ],
)
def test_working_days_are_counted_over_holidays_and_make_up_days(
    week: WorkCalendar, start: str, count: int, end: str
) -> None:
    """A make-up Saturday counts, a free Wednesday does not."""
    assert week.add_working(_days(start), count)[0] == np.datetime64(end)


def test_the_next_working_day_of_a_worked_day_is_itself(week: WorkCalendar) -> None:
    """Only free days move, forwards or backwards."""
    days = _days("2026-01-06", "2026-01-07", "2026-01-11")
    assert (week.next_working(days) == _days("2026-01-06", "2026-01-08", "2026-01-12")).all()
    assert (week.previous_working(days) == _days("2026-01-06", "2026-01-06", "2026-01-10")).all()


def test_counting_includes_the_start_and_excludes_the_end(week: WorkCalendar) -> None:
    """The whole fortnight has ten worked days, and its end may be the first uncovered day."""
    assert week.count(_days("2026-01-05", "2026-01-07"), _days("2026-01-19", "2026-01-08")).tolist() == [10, 0]


@pytest.mark.parametrize("day", ["2026-01-04", "2026-01-19", "2025-01-05", "2027-01-05"])
def test_a_day_outside_the_data_is_refused_in_two_languages(week: WorkCalendar, day: str) -> None:
    """A year without data is an error, never silently free."""
    with pytest.raises(OutsideCalendarError) as refusal:
        week.is_working(_days(day))
    assert "2026-01-05" in refusal.value.flaws[0].message_en
    assert "工作日历" in refusal.value.flaws[0].message_zh


@pytest.mark.parametrize(("day", "count"), [("2026-01-16", 1), ("2026-01-05", -1), ("2026-01-17", 0)])
def test_stepping_out_of_the_data_is_refused(week: WorkCalendar, day: str, count: int) -> None:
    """The answer itself must lie inside the data."""
    with pytest.raises(OutsideCalendarError):
        week.add_working(_days(day), count)


def test_days_beyond_the_data_may_be_assumed_and_say_so(week: WorkCalendar) -> None:
    """Known days keep what they were, added ones are Monday to Friday and marked."""
    wide = week.extended(date(2026, 1, 1), date(2026, 2, 1))
    days = _days("2026-01-07", "2026-01-10", "2026-01-02", "2026-01-21", "2026-01-24")
    assert wide.is_working(days).tolist() == [False, True, True, True, False]
    assert wide.is_assumed(days).tolist() == [False, False, True, True, True]
    assert wide.until == date(2026, 2, 1)


@pytest.mark.parametrize("working", [np.zeros(0, bool), np.zeros((2, 2), bool), np.zeros(3, int)])
def test_data_of_the_wrong_shape_are_refused(working: np.ndarray) -> None:
    """Checked when made."""
    with pytest.raises(ProblemError):
        WorkCalendar(first=date(2026, 1, 1), working=working)


@given(working=st.lists(st.booleans(), min_size=20, max_size=60), step=st.integers(1, 8), at=st.integers(0, 10))
def test_adding_working_days_agrees_with_counting_them(working: list[bool], step: int, at: int) -> None:
    """Between a day and its n-th working day after it lie n - 1 worked days."""
    calendar = WorkCalendar(first=date(2026, 1, 1), working=np.array(working))
    day = np.array([np.datetime64("2026-01-01") + at * DAY])
    try:
        end = calendar.add_working(day, step)
    except OutsideCalendarError:
        assert sum(working[at + 1 :]) < step
        return
    assert calendar.is_working(end)[0]
    assert calendar.count(day + DAY, end)[0] == step - 1
