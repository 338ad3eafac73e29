"""Details of the planner's codes as people read them: days, weeks, means of travel and certificates by name."""

import re
from collections.abc import Mapping
from datetime import date

Details = Mapping[str, str | int | float]

CERTIFICATES = {
    "gas_inspector": ("燃气安检员证", "Gas inspector"),
    "gas_inspection": ("燃气安检员证", "Gas inspection"),
    "gas_industrial": ("工业用气安检证", "Industrial gas"),
    "gas_fitter": ("燃气维修工证", "Gas fitter"),
}
"""Those everybody uses; others are said by the code a company gave them. The desk has the same names."""

PROFILES = {"car": ("汽车", "car"), "ebike": ("电动自行车", "e-bike"), "foot": ("步行", "foot")}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
SPAN = re.compile(r"(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d) ([\d.]+) h")
LISTS = frozenset({"technicians", "certificate", "certificates", "weeks"})
"""Details that name several things with commas between them."""


def spoken(details: Details, *, chinese: bool) -> dict[str, str | int | float]:
    """Return the details in one language; what is none of these is left as it is."""
    return {
        key: _said(key, value, chinese=chinese) if isinstance(value, str) else value for key, value in details.items()
    }


def _said(key: str, value: str, *, chinese: bool) -> str:
    if DAY.fullmatch(value):
        return _day(value, chinese=chinese)
    if key == "profile":
        return PROFILES.get(value, (value, value))[0 if chinese else 1]
    if key not in LISTS:
        return value
    parts = value.split(", ")
    if key.startswith("certificate"):
        parts = [CERTIFICATES.get(part, (part, part))[0 if chinese else 1] for part in parts]
    if key == "weeks":
        parts = [_weeks(part, chinese=chinese) for part in parts]
    return ("、" if chinese else ", ").join(dict.fromkeys(parts))


def _day(text: str, *, chinese: bool) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{day.year}年{day.month}月{day.day}日" if chinese else f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _weeks(text: str, *, chinese: bool) -> str:
    """Return first and last day and the hours a week, without the year: nobody plans further ahead than one."""
    match = SPAN.fullmatch(text)
    if match is None:
        return text
    first, last = (date.fromisoformat(match[place]) for place in (1, 2))
    several = (last - first).days > 6
    if chinese:
        hours = f"{'每周 ' if several else ''}{match[3]} 小时"
        return f"{first.month}月{first.day}日至{last.month}月{last.day}日 {hours}"
    hours = f"{match[3]} h{' a week' if several else ''}"
    return f"{first.day} {MONTHS[first.month - 1]} to {last.day} {MONTHS[last.month - 1]}: {hours}"
