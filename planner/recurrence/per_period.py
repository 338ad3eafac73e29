"""So many visits in each calendar year, half, quarter or month: one in each equal part of it.

Source: domain facts, section 2 (c); "at least once a year", "2 per half year" of local rules (section 1.2). Hard or
soft by the rule. A part counts as kept by any visit in it; a part missed is overdue, and the visit that makes up for
it counts for the part in which it is really made. A customer never visited counts from the part after the one in
which it was connected (`anchor`).
"""

import numpy as np

from planner.calendars import DAY, day_of_month
from planner.recurrence.parts import part_end, part_of, part_start
from planner.recurrence.rules import IntervalRule
from planner.recurrence.windows import NAT, Days, Ints, Raw, Windows


def first(rule: IntervalRule, last_done: Days, anchor: Days) -> Raw:
    """Return the window in the part after the one of `last_done` (of `anchor` where that is NaT)."""
    since = np.where(np.isnat(last_done), anchor, last_done)
    return within(rule, part_of(rule, since) + 1, unknown=np.isnat(since))


def following(rule: IntervalRule, windows: Windows) -> Raw:
    """Return the windows in the parts after those of `windows`."""
    return within(rule, part_of(rule, windows.due_by) + 1, unknown=np.zeros(len(windows), np.bool_))


def within(rule: IntervalRule, part: Ints, *, unknown: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Raw:
    """Return the window inside each part: all of it, or the tolerance to each side of its middle."""
    part = np.where(unknown, 0, part)
    start, end = part_start(rule, part), part_end(rule, part)
    middle = start + (end - start) // 2
    if rule.tolerance_days:
        start = np.maximum(start, middle - rule.tolerance_days * DAY)
        end = np.minimum(end, middle + rule.tolerance_days * DAY)
    hide = [np.where(unknown, NAT, days) for days in (start, middle, end)]
    return Raw(not_before=hide[0], ideal_on=hide[1], due_by=hide[2], cycle_day=day_of_month(middle))


def latest(rule: IntervalRule, as_of: np.datetime64) -> np.datetime64:
    """Return the last day of the part that `as_of` lies in: no grace reaches beyond it."""
    today = np.array([as_of], "datetime64[D]")
    end: np.datetime64 = part_end(rule, part_of(rule, today))[0]
    return end


def clipped(raw: Raw, longest: Days) -> Raw:
    """Return `raw` closed on `longest` where that comes sooner; the window keeps at least its first day.

    What is closed sooner has its ideal day in the middle of what is left.
    """
    due_by = np.maximum(np.fmin(raw.due_by, longest), raw.not_before)
    middle = raw.not_before + (due_by - raw.not_before) // 2
    return Raw(
        not_before=raw.not_before,
        ideal_on=np.minimum(raw.ideal_on, middle),
        due_by=due_by,
        cycle_day=raw.cycle_day,
    )
