"""Obligations of a problem document: rows to columns."""

from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from planner.problem import NONE, Horizon, Obligations, Priority
from planner.problem.obligations import COLUMNS
from planner.serial.fields import Fields
from planner.serial.read_people import DAY_S, Names, Rows, Span, new_id, read_windows

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
    known = _known(root)
    rows = []
    for one in root.objects("obligations", required=True):
        new_id(one, ids)
        rows.append(_row(one, names, series, horizon.start if horizon else date(2000, 1, 1)))
        rows[-1]["after"] = one.reference("after", known, "obligations", NONE)
    if root.flaws:
        return None
    columns = {name: np.array([row[name] for row in rows], dtype=TYPES.get(name, "int32")) for name in COLUMNS}
    hours = hours_table([row["extra_windows"] for row in rows])
    return Obligations(ids=tuple(ids), extra_windows_s=hours, **columns)


def hours_table(hours: list[tuple[Span, ...]]) -> npt.NDArray[np.int32]:
    """Return the (start, end) pairs of each row, int32 (rows, most, 2); spare ones end before they start."""
    table = np.tile(np.array([1, 0], dtype=np.int32), (len(hours), max((len(each) for each in hours), default=0), 1))
    for row, each in enumerate(hours):
        for place, span in enumerate(each):
            table[row, place] = span
    return table


def _known(root: Fields) -> Rows:
    """Return the ids of all rows, so that one may name a later one."""
    raw = root.items("obligations")
    return {one["id"]: row for row, one in enumerate(raw) if isinstance(one, dict) and isinstance(one.get("id"), str)}


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
        "extra_windows": read_windows(one, 2 * DAY_S),
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
