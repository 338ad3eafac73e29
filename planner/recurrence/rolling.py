"""The next visit is due so many months or days after the last one really took place.

Source: requirement S9.1 ("counted from the last completed inspection"), CJJ 51 clause 3.5.1; tier cadence S4.2.
Hard for inspections, soft (interval plus or minus a tolerance) for the cadence of a tier. A customer never visited
counts from `anchor`, the day the customer was connected.
"""

import numpy as np

from planner.calendars import DAY, add_months, day_of_month
from planner.recurrence.rules import IntervalRule
from planner.recurrence.windows import Days, Ints, Raw, Windows


def first(rule: IntervalRule, last_done: Days, anchor: Days) -> Raw:
    """Return the window after `last_done`, or after `anchor` where that is NaT."""
    since = np.where(np.isnat(last_done), anchor, last_done)
    return _around(rule, _step(rule, since, None), day_of_month(since))


def following(rule: IntervalRule, windows: Windows) -> Raw:
    """Return the windows after `windows`.

    A cadence counts from the ideal day. A due date counts from the earliest day on which the visit before it might
    be made, so that it is lawful whichever day the plan picks.
    """
    if rule.tolerance_days or not rule.early_days:
        keep = None if rule.hard else windows.cycle_day
        return _around(rule, _step(rule, windows.ideal_on, keep), windows.cycle_day)
    due_by = _step(rule, windows.not_before, None)
    raw = _around(rule, due_by, day_of_month(windows.not_before))
    hoped = _step(rule, windows.ideal_on, None) - rule.early_days // 2 * DAY
    ideal = np.clip(hoped.astype(np.int64), raw.not_before.astype(np.int64), due_by.astype(np.int64))
    return Raw(
        not_before=raw.not_before, ideal_on=ideal.astype("datetime64[D]"), due_by=due_by, cycle_day=raw.cycle_day
    )


def _step(rule: IntervalRule, since: Days, cycle_day: Ints | None) -> Days:
    if not rule.months:
        return np.asarray(since + rule.days * DAY)
    return np.asarray(add_months(since, rule.months, anchor_day=cycle_day) + rule.days * DAY)


def _around(rule: IntervalRule, due: Days, cycle_day: Ints) -> Raw:
    if rule.tolerance_days:
        half = rule.half_width_days * DAY
        return Raw(not_before=due - half, ideal_on=due, due_by=due + half, cycle_day=cycle_day)
    ideal = due - rule.early_days // 2 * DAY
    return Raw(not_before=due - rule.early_days * DAY, ideal_on=ideal, due_by=due, cycle_day=cycle_day)
