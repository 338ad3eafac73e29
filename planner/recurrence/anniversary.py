"""The date stays the same every time, as long as the visit is made in the last days before it.

Source: domain facts, section 2 (b): a check in the last `early_days` before the deadline counts as made on the
deadline; one made earlier than that, or late, sets a new date counted from the actual day. Hard or soft by the rule.
`anchor` is any deadline of the running series (normally the latest); it is the first deadline of a customer never
visited. 29 February as a date gives 28 February in common years and 29 again in leap years.
"""

import numpy as np

from planner.calendars import DAY, add_months, day_of_month
from planner.recurrence.rules import IntervalRule
from planner.recurrence.windows import Days, Ints, Raw, Windows


def first(rule: IntervalRule, last_done: Days, anchor: Days) -> Raw:
    """Return the window that ends on the next deadline."""
    met, later = _met_deadline(rule, last_done, anchor)
    kept = (met - last_done).astype(np.int64) <= rule.early_days
    kept &= ~np.isnat(met)
    renewed = add_months(last_done, rule.months)
    due_by = np.where(kept, later, renewed)
    due_by = np.where(np.isnat(last_done), anchor, due_by)
    keeps_anchor = kept | np.isnat(last_done)
    return _before(rule, due_by, np.where(keeps_anchor, day_of_month(anchor), day_of_month(last_done)))


def following(rule: IntervalRule, windows: Windows) -> Raw:
    """Return the windows after `windows`; what was overdue or unknown takes its new date from the actual day."""
    moved = windows.overdue | np.isnat(windows.owed_by)
    base = np.where(moved, windows.not_before, windows.owed_by)
    cycle_day = np.where(moved, day_of_month(windows.not_before), windows.cycle_day)
    return _before(rule, add_months(base, rule.months, anchor_day=cycle_day), cycle_day)


def _met_deadline(rule: IntervalRule, last_done: Days, anchor: Days) -> tuple[Days, Days]:
    """Return the first deadline of the series on or after `last_done`, and the one after it."""
    apart = (last_done.astype("datetime64[M]") - anchor.astype("datetime64[M]")).astype(np.int64)
    unknown = np.isnat(last_done) | np.isnat(anchor)
    turns = np.floor_divide(np.where(unknown, 0, apart), rule.months)
    turns += add_months(anchor, turns * rule.months) < last_done
    return add_months(anchor, turns * rule.months), add_months(anchor, (turns + 1) * rule.months)


def _before(rule: IntervalRule, due_by: Days, cycle_day: Ints) -> Raw:
    ideal = due_by - rule.early_days // 2 * DAY
    return Raw(not_before=due_by - rule.early_days * DAY, ideal_on=ideal, due_by=due_by, cycle_day=cycle_day)
