"""Working calendars of countries, from the libraries that know public holidays; years without data are marked.

China: `chinesecalendar` knows holidays and make-up workdays of each year once the notice is out; a year it lacks is
taken from the statutory days (`holidays`) and marked assumed as a whole, because bridge and make-up days are missing.
Elsewhere `holidays` is the source, assumed outside the years it covers.
"""

from collections.abc import Iterator
from datetime import date, timedelta

import chinese_calendar
import holidays
import numpy as np

from planner.calendars import WorkCalendar
from planner.problem import Flaw, ProblemError


def working_calendar(country: str, region: str | None, start: date, until: date) -> WorkCalendar:
    """Return the working days of ``start <= day < until``.

    Parameters
    ----------
    country : ISO 3166 code of two letters ("CN")
    region : subdivision code of that country, None for the whole

    Raises
    ------
    ProblemError : unknown country or region, or an empty range
    """
    if until <= start:
        raise _refusal("until", f"must be after {start}", f"须晚于 {start}")
    entries = (
        _china(start, until) if country.upper() == "CN" and not region else _anywhere(country, region, start, until)
    )
    working, assumed = zip(*entries, strict=True)
    return WorkCalendar(first=start, working=np.array(working, np.bool_), assumed=np.array(assumed, np.bool_))


def _china(start: date, until: date) -> Iterator[tuple[bool, bool]]:
    guessed = None
    for day in _days(start, until):
        try:
            yield chinese_calendar.is_workday(day), False
        except NotImplementedError:
            guessed = guessed if guessed is not None else _holidays("CN", None, start, until)
            yield guessed.is_working_day(day), True


def _anywhere(country: str, region: str | None, start: date, until: date) -> Iterator[tuple[bool, bool]]:
    known = _holidays(country, region, start, until)
    for day in _days(start, until):
        yield known.is_working_day(day), not known.start_year <= day.year <= known.end_year


def _holidays(country: str, region: str | None, start: date, until: date) -> holidays.HolidayBase:
    try:
        return holidays.country_holidays(country.upper(), subdiv=region, years=range(start.year, until.year + 1))
    except NotImplementedError as error:
        raise _refusal(
            "country", f"no holidays known for {country} {region or ''}", "没有该国家或地区的节假日数据"
        ) from error


def _days(start: date, until: date) -> Iterator[date]:
    return (start + timedelta(days=number) for number in range((until - start).days))


def _refusal(name: str, en: str, zh: str) -> ProblemError:
    return ProblemError([Flaw(path=f"calendar.{name}", message_en=en, message_zh=zh)])
