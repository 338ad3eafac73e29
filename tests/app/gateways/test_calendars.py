"""Calendars of countries, with what is not known marked."""

from datetime import date

import numpy as np
import pytest

from app.gateways.calendars import working_calendar
from planner.problem import ProblemError


def _days(*texts: str) -> np.ndarray:
    return np.array(texts, "datetime64[D]")


def test_china_2026_has_its_make_up_workdays_and_holidays() -> None:
    """The six make-up days of 2026 are worked, the holidays are not; all of it is known, not assumed."""
    calendar = working_calendar("CN", None, date(2026, 1, 1), date(2027, 1, 1))
    made_up = _days("2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10")
    free = _days("2026-01-02", "2026-02-17", "2026-04-06", "2026-05-05", "2026-06-19", "2026-09-25", "2026-10-07")
    assert calendar.is_working(made_up).all()
    assert not calendar.is_working(free).any()
    assert not calendar.assumed.any()


def test_a_chinese_year_without_its_notice_is_marked_assumed() -> None:
    """2040 is not announced: statutory days are free, and every entry says that it is a guess."""
    calendar = working_calendar("CN", None, date(2026, 12, 30), date(2040, 3, 1))
    assert not calendar.is_assumed(_days("2026-12-30"))[0]
    assert calendar.is_assumed(_days("2040-01-02", "2040-02-29")).all()
    assert not calendar.is_working(_days("2040-01-01"))[0]


def test_other_countries_and_their_regions_are_read() -> None:
    """Bavaria rests on Epiphany, Berlin does not."""
    span = (date(2026, 1, 1), date(2026, 2, 1))
    epiphany = _days("2026-01-06")
    assert not working_calendar("DE", "BY", *span).is_working(epiphany)[0]
    assert working_calendar("de", "BE", *span).is_working(epiphany)[0]


@pytest.mark.parametrize(("country", "region"), [("XX", None), ("DE", "nowhere")])
def test_an_unknown_place_is_refused_in_two_languages(country: str, region: str | None) -> None:
    """Bad input gets a clear error."""
    with pytest.raises(ProblemError) as refusal:
        working_calendar(country, region, date(2026, 1, 1), date(2026, 2, 1))
    assert refusal.value.flaws[0].message_zh


def test_an_empty_range_is_refused() -> None:
    """Until must come after start."""
    with pytest.raises(ProblemError):
        working_calendar("CN", None, date(2026, 1, 1), date(2026, 1, 1))
