"""Claims about which dates a person works (domain facts 5.5)."""

import uuid
from datetime import date, timedelta

import pytest

from app.gateways.zone_calendars import country_of, zone_calendar
from app.services.planning.working_days import MARGIN, WorkingDays
from app.services.ports.planning_inputs import Exceptional, Pattern, Pause, Person

LUNCH = Pause(43_200, 46_800, 3_600)
OFFICE, EVERY_DAY = frozenset(range(5)), frozenset(range(7))


def pattern(weekdays: frozenset[int] = OFFICE, **more: object) -> Pattern:
    facts = {
        "weekdays": weekdays, "start_s": 30_600, "end_s": 61_200, "breaks": (LUNCH,), "valid_from": date(2020, 1, 1),
        "valid_until": None, **more,
    }  # fmt: skip
    return Pattern(**facts)  # type: ignore[arg-type]


def person(*patterns: Pattern, **more: object) -> Person:
    facts = {
        "id": uuid.uuid4(), "external_id": "t", "name": "t", "unit_id": uuid.uuid4(), "base_id": uuid.uuid4(),
        "base_lon": 0.0, "base_lat": 0.0, "profile": "car", "max_stops": None, "max_work_s": None, "active_from": None,
        "active_until": None, "certificates": (), "patterns": patterns, "exceptions": (), **more,
    }  # fmt: skip
    return Person(**facts)  # type: ignore[arg-type]


def worked(who: Person, start: date, until: date, zone: str = "Asia/Shanghai") -> list[date]:
    calendar = zone_calendar(zone, start - MARGIN, until + MARGIN)
    return [shift.on for shift in WorkingDays(calendar=calendar, start=start, until=until).shifts(who)]


def test_the_spring_festival_is_free_and_its_make_up_days_are_worked() -> None:
    """2026: free from 15 to 23 February, worked on Saturdays 14 and 28."""
    days = worked(person(pattern()), date(2026, 2, 9), date(2026, 3, 1))
    assert [day.day for day in days] == [9, 10, 11, 12, 13, 14, 24, 25, 26, 27, 28]


def test_who_works_weekends_works_them_except_around_a_holiday() -> None:
    """National Day 2026: 1 to 7 October; Saturday 10 is a make-up day."""
    days = worked(person(pattern(EVERY_DAY)), date(2026, 9, 28), date(2026, 10, 13))
    assert [day.day for day in days] == [28, 29, 30, 8, 9, 10, 11, 12]


def test_part_time_people_do_not_work_make_up_days() -> None:
    days = worked(person(pattern(frozenset({1, 3}))), date(2026, 2, 9), date(2026, 3, 1))
    assert date(2026, 2, 14) not in days
    assert date(2026, 2, 28) not in days


def test_an_exception_wins_over_pattern_and_holiday() -> None:
    apart = (
        Exceptional(on=date(2026, 3, 3), start_s=None, end_s=None),
        Exceptional(on=date(2026, 2, 18), start_s=36_000, end_s=50_400),
    )
    who = person(pattern(), exceptions=apart)
    days = worked(who, date(2026, 2, 16), date(2026, 3, 6))
    assert date(2026, 3, 3) not in days
    assert date(2026, 2, 18) in days
    calendar = zone_calendar("Asia/Shanghai", date(2026, 2, 10), date(2026, 3, 10))
    (shift, *_) = WorkingDays(calendar=calendar, start=date(2026, 2, 18), until=date(2026, 2, 19)).shifts(who)
    assert (shift.start_s, shift.end_s, len(shift.breaks)) == (36_000, 50_400, 1)


def test_a_break_that_does_not_fit_other_hours_is_left_out() -> None:
    who = person(pattern(), exceptions=(Exceptional(on=date(2026, 3, 3), start_s=50_400, end_s=61_200),))
    calendar = zone_calendar("Asia/Shanghai", date(2026, 2, 25), date(2026, 3, 10))
    (shift,) = WorkingDays(calendar=calendar, start=date(2026, 3, 3), until=date(2026, 3, 4)).shifts(who)
    assert shift.breaks == ()


def test_a_break_with_several_windows_keeps_those_that_fit_other_hours() -> None:
    pause = Pause(43_200, 46_800, 1_800, ((50_400, 54_000), (57_600, 59_400)))
    other = Exceptional(on=date(2026, 3, 3), start_s=50_400, end_s=57_600)
    who = person(pattern(breaks=(pause,)), exceptions=(other,))
    calendar = zone_calendar("Asia/Shanghai", date(2026, 2, 25), date(2026, 3, 10))
    days = WorkingDays(calendar=calendar, start=date(2026, 3, 3), until=date(2026, 3, 5))
    cut, usual = (shift.breaks[0].windows for shift in days.shifts(who))
    assert (cut, usual) == (((50_400, 54_000),), pause.windows)


def test_the_later_of_two_patterns_holds_and_leavers_work_no_more() -> None:
    late = pattern(frozenset({0}), valid_from=date(2026, 3, 9), start_s=36_000)
    who = person(pattern(frozenset({0})), late, active_until=date(2026, 3, 16))
    calendar = zone_calendar("Asia/Shanghai", date(2026, 2, 20), date(2026, 4, 1))
    shifts = WorkingDays(calendar=calendar, start=date(2026, 3, 2), until=date(2026, 3, 24)).shifts(who)
    assert [(shift.on.day, shift.start_s) for shift in shifts] == [(2, 30_600), (9, 36_000)]


@pytest.mark.parametrize(("zone", "country"), [("Asia/Shanghai", "CN"), ("America/Vancouver", "CA"), ("UTC", None)])
def test_a_zone_belongs_to_a_country_or_to_none(zone: str, country: str | None) -> None:
    assert country_of(zone) == country


def test_without_a_country_every_day_is_a_guess() -> None:
    calendar = zone_calendar("UTC", date(2026, 1, 1), date(2026, 1, 1) + timedelta(days=7))
    assert calendar.assumed.all()
    assert calendar.working.sum() == 5
