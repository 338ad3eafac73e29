"""So many visits in each calendar period, and never more than a set time since the last one.

Source: domain facts, section 2 (d): "once each calendar year, not exceeding 15 months", "twice a year, 7.5 months".
Hard or soft by the rule. The due date is the end of the part or the longest gap, whichever comes first.
"""

import numpy as np

from planner.calendars import DAY, add_months
from planner.recurrence import per_period
from planner.recurrence.rules import IntervalRule
from planner.recurrence.windows import Days, Raw, Windows


def first(rule: IntervalRule, last_done: Days, anchor: Days) -> Raw:
    """Return the window in the next part, closed by the longest gap since `last_done` (or `anchor`)."""
    since = np.where(np.isnat(last_done), anchor, last_done)
    return per_period.clipped(per_period.first(rule, last_done, anchor), _longest(rule, since))


def following(rule: IntervalRule, windows: Windows) -> Raw:
    """Return the windows after `windows`; a hard gap counts from the earliest day, a soft one from the ideal day."""
    since = windows.not_before if rule.hard else windows.ideal_on
    return per_period.clipped(per_period.following(rule, windows), _longest(rule, since))


def _longest(rule: IntervalRule, since: Days) -> Days:
    latest: Days = add_months(since, rule.max_gap_months) + rule.max_gap_days * DAY
    return latest
