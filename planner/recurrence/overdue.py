"""Nothing lapses silently: what is overdue already, or was never done, gets a window that begins today.

Source: requirement S9.1. Overdue means that the rule's own date has passed: the window becomes today and `grace` days
more, marked `overdue`, with the date that was missed kept in `owed_by`. Never done and no date to count from: today
and `first_grace` days. Everything else keeps its window, cut to what still lies ahead.
"""

import numpy as np

from planner.calendars import DAY, day_of_month
from planner.recurrence.rules import IntervalRule
from planner.recurrence.windows import Raw, Windows


def settle(rule: IntervalRule, raw: Raw, as_of: np.datetime64, latest: np.datetime64 | None) -> Windows:
    """Return windows none of which ends before `as_of`; a grace ends on `latest` at the latest."""
    unknown = np.isnat(raw.due_by)
    overdue = raw.due_by < as_of
    grace_end = as_of + np.where(unknown, rule.first_grace, rule.grace) * DAY
    if latest is not None:
        grace_end = np.minimum(grace_end, latest)
    wait = np.zeros_like(grace_end - as_of) if rule.hard else (grace_end - as_of) // 2
    late = overdue | unknown
    ideal = np.where(late, as_of + wait, np.maximum(raw.ideal_on, as_of))
    return Windows(
        not_before=np.where(late, as_of, np.maximum(raw.not_before, as_of)),
        ideal_on=ideal,
        due_by=np.where(late, grace_end, raw.due_by),
        owed_by=raw.due_by,
        overdue=overdue,
        cycle_day=np.where(ideal == raw.ideal_on, raw.cycle_day, day_of_month(ideal)),
    )
