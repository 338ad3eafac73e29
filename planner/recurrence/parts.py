"""The equal parts of a calendar period, numbered through all years."""

import numpy as np

from planner.calendars import DAY
from planner.recurrence.rules import IntervalRule
from planner.recurrence.windows import Days, Ints


def part_of(rule: IntervalRule, days: Days) -> Ints:
    """Return the number of the part each day lies in (meaningless for NaT)."""
    months = days.astype("datetime64[M]").astype(np.int64)
    if rule.part_months:
        return np.floor_divide(months, rule.part_months)
    period = np.floor_divide(months, _months(rule))
    begin = _month_start(period * _months(rule))
    length = (_month_start((period + 1) * _months(rule)) - begin).astype(np.int64)
    offset = (days - begin).astype(np.int64)
    return np.asarray(period * rule.per_period + -(-(offset + 1) * rule.per_period // length) - 1)


def part_start(rule: IntervalRule, part: Ints) -> Days:
    """Return the first day of each part."""
    if rule.part_months:
        return _month_start(part * rule.part_months)
    period, number = np.divmod(part, rule.per_period)
    begin = _month_start(period * _months(rule))
    length = (_month_start((period + 1) * _months(rule)) - begin).astype(np.int64)
    start: Days = begin + number * length // rule.per_period * DAY
    return start


def part_end(rule: IntervalRule, part: Ints) -> Days:
    """Return the last day of each part."""
    return part_start(rule, part + 1) - DAY


def _months(rule: IntervalRule) -> int:
    return rule.period.months if rule.period else 12


def _month_start(months: Ints) -> Days:
    return np.asarray(months, np.int64).astype("datetime64[M]").astype("datetime64[D]")
