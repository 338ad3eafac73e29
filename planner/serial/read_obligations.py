"""Obligations of a problem document: rows to columns."""

from dataclasses import fields
from datetime import date
from typing import Any

import numpy as np

from planner.problem import NONE, Horizon, Obligations, Priority
from planner.serial.fields import Fields
from planner.serial.read_people import DAY_S, Names, Rows, new_id

TYPES = {
    "skills": "uint64",
    "hard": "bool",
    "priority": "int8",
    **dict.fromkeys(("not_before", "ideal_on", "due_by", "pinned_on"), "datetime64[D]"),
}
PRIORITIES = tuple(level.name for level in Priority)
DUTIES = (Priority.LAW, Priority.PROMISE)


def read_obligations(root: Fields, names: Names, horizon: Horizon | None) -> Obligations | None:
    """Read ``obligations``; None when a flaw keeps them from being laid out."""
    ids: Rows = {}
    series: Rows = {}
    rows = []
    for one in root.objects("obligations", required=True):
        new_id(one, ids)
        rows.append(_row(one, names, series, horizon.start if horizon else date(2000, 1, 1)))
    if root.flaws:
        return None
    columns = {
        column.name: np.array([row[column.name] for row in rows], dtype=TYPES.get(column.name, "int32"))
        for column in fields(Obligations)[1:]
    }
    return Obligations(ids=tuple(ids), **columns)


def _row(one: Fields, names: Names, series: Rows, start: date) -> dict[str, Any]:
    priority = Priority[one.choice("priority", PRIORITIES, Priority.C.name)]
    line = one.text("series") if one.has("series") else None
    return {
        "site": one.reference("site", names.sites, "sites"),
        "skills": _skills(one, names.certificates),
        **_dates(one, start),
        "hard": one.flag("hard", default=priority in DUTIES),
        "priority": int(priority),
        "service_s": one.whole("service_s", most=2 * DAY_S),
        "setup_s": one.whole("setup_s", 0, most=DAY_S),
        **_hours(one),
        "series": NONE if line is None else series.setdefault(line, len(series)),
        **_gaps(one),
        **{
            key: one.reference(key, names.technicians, "technicians", NONE)
            for key in ("preferred", "excluded", "pinned")
        },
        "pinned_on": one.day_or_none("pinned_on"),
    }


def _dates(one: Fields, start: date) -> dict[str, date]:
    due = one.day("due_by")
    first = one.day("not_before", min(start, due))
    ideal = one.day("ideal_on", first)
    if not first <= ideal <= due:
        said = f"{first} <= {ideal} <= {due}"
        one.note(
            "due_by",
            f"needs not_before <= ideal_on <= due_by, has {said}",
            f"须满足 not_before <= ideal_on <= due_by，现为 {said}",
        )
    return {"not_before": first, "ideal_on": ideal, "due_by": due}


def _hours(one: Fields) -> dict[str, int]:
    opens = one.whole("window_start_s", 0, most=2 * DAY_S)
    closes = one.whole("window_end_s", DAY_S, most=2 * DAY_S)
    if closes < opens:
        one.note("window_end_s", f"must not be before window_start_s {opens}", f"不得早于 window_start_s {opens}")
    return {"window_start_s": opens, "window_end_s": closes}


def _gaps(one: Fields) -> dict[str, int]:
    least, most = one.whole("min_gap_days", 0, most=100_000), one.whole("max_gap_days", 0, most=100_000)
    if 0 < most < least:
        one.note("max_gap_days", f"must not be below min_gap_days {least}", f"不得小于 min_gap_days {least}")
    return {"min_gap_days": least, "max_gap_days": most}


def _skills(one: Fields, certificates: Rows) -> int:
    bits = 0
    for number, value in enumerate(one.items("certificates")):
        if isinstance(value, str) and value in certificates:
            bits |= 1 << certificates[value]
        else:
            said = ", ".join(certificates)
            one.note(
                f"certificates[{number}]",
                f"must be one of {said}, is {value!r}",
                f"须为下列之一：{said}，实为 {value!r}",
            )
    return bits
