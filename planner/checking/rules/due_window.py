"""A visit falls into its due window: not before it may be made, not after it is due.

Source: S4.2, S9.1. Too early is hard; too late is hard where the law or a promise forbids it, otherwise soft.
"""

from collections.abc import Iterator

import numpy as np

from planner.checking.case import Case, rows
from planner.plan import Violation


def due_window(case: Case) -> Iterator[Violation]:
    """Report visits on a date outside ``not_before <= date <= due_by``; the amount is in days."""
    owed, visit = case.problem.obligations, case.book.visits
    early = (owed.not_before[visit.obligation] - visit.on).astype("timedelta64[D]").astype(np.int64)
    late = (visit.on - owed.due_by[visit.obligation]).astype("timedelta64[D]").astype(np.int64)
    for row in rows(early > 0):
        days = int(early[row])
        yield case.at_visit("due_window", row, f"{days} day(s) too early", f"早了 {days} 天", amount=days)
    hard = owed.hard[visit.obligation]
    for row in rows(late > 0):
        days = int(late[row])
        en, zh = f"{days} day(s) after it is due", f"逾期 {days} 天"
        yield case.at_visit("due_window", row, en, zh, amount=days, hard=bool(hard[row]))
