"""From what really happened to the next due window."""

from datetime import date
from types import ModuleType

import numpy as np

from planner.recurrence import anniversary, per_period, period_max_gap, rolling
from planner.recurrence.overdue import settle
from planner.recurrence.rules import IntervalKind, IntervalRule
from planner.recurrence.windows import Days, Windows

KINDS: dict[IntervalKind, ModuleType] = {
    IntervalKind.ROLLING: rolling,
    IntervalKind.ANNIVERSARY: anniversary,
    IntervalKind.PER_PERIOD: per_period,
    IntervalKind.PERIOD_MAX_GAP: period_max_gap,
}


def next_windows(rule: IntervalRule, last_done: Days, anchor: Days, as_of: date) -> Windows:
    """Return the next due window of every customer under `rule`.

    Parameters
    ----------
    last_done : datetime64[D] (n,), when the last visit was really completed; NaT never
    anchor : datetime64[D] (n,), what a rule counts from besides: the day of connection for a customer never visited;
        with ANNIVERSARY a deadline of the running series. NaT when unknown
    as_of : the day of planning; no window begins before it
    """
    last_done, anchor = last_done.astype("datetime64[D]"), anchor.astype("datetime64[D]")
    today = np.datetime64(as_of, "D")
    raw = KINDS[rule.kind].first(rule, last_done, anchor)
    return settle(rule, raw, today, per_period.latest(rule, today) if rule.counts_periods else None)
