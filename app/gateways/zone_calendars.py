"""The working calendar of the country a time zone belongs to, by the tz database's own table."""

from datetime import date
from functools import cache
from importlib.resources import files

import numpy as np

from app.gateways.calendars import working_calendar
from planner.calendars import WorkCalendar
from planner.problem import ProblemError


def zone_calendar(time_zone: str, start: date, until: date) -> WorkCalendar:
    """Return the working days of ``start <= day < until``; Monday to Friday, all assumed, where no country is known."""
    country = country_of(time_zone)
    if country is not None:
        try:
            return working_calendar(country, None, start, until)
        except ProblemError:
            pass  # A country whose holidays no library knows.
    days = np.arange(np.datetime64(start, "D"), np.datetime64(until, "D"))
    return WorkCalendar(first=start, working=np.is_busday(days), assumed=np.ones(len(days), np.bool_))


@cache
def country_of(time_zone: str) -> str | None:
    """Return the ISO 3166 code of a zone's country, None for zones that belong to none (``UTC``)."""
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return next((row[0] for row in rows if row[2] == time_zone), None)
