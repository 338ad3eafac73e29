"""Instants as plans count them: seconds after the midnight a day begins with, where the unit is."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

TWO_DAYS = 2 * 86_400


def second_of(at: datetime, on: date, zone: ZoneInfo) -> int:
    """Return the second of the day `on` by the clock on the wall, within 0 and the end of the day after."""
    shown = at.astimezone(zone)
    seconds = (shown.date() - on).days * 86_400 + shown.hour * 3_600 + shown.minute * 60 + shown.second
    return min(max(seconds, 0), TWO_DAYS)
