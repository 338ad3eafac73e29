"""Programme rules to due windows: when the next visit, and each one after it, falls due. No solver in here."""

from planner.recurrence.next_due import next_windows
from planner.recurrence.projection import Occurrences, project
from planner.recurrence.rules import IntervalKind, IntervalRule, Period
from planner.recurrence.windows import Windows

__all__ = ["IntervalKind", "IntervalRule", "Occurrences", "Period", "Windows", "next_windows", "project"]
