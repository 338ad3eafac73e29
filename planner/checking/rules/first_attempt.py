"""A legal visit is tried early enough that the further attempts still fit before its deadline when nobody opens.

Source: planning.md section 3 (the ladder of attempts fits before the deadline). Soft.
"""

from collections.abc import Iterator
from datetime import timedelta

import numpy as np

from planner.checking.case import Case, rows
from planner.plan import Violation
from planner.problem import Priority


def first_attempt(case: Case) -> Iterator[Violation]:
    """Report legal visits made later than their window leaves room for all attempts; the amount is in days.

    Not reported are windows that are too short for all attempts from their first day on.
    """
    access, owed, visit = case.problem.policy.access, case.problem.obligations, case.book.visits
    ladder = timedelta(days=access.apart_days) * (access.attempts - 1)
    number = visit.obligation
    legal = owed.hard[number] & (owed.priority[number] == Priority.LAW)
    latest = owed.due_by[number] - np.timedelta64(ladder, "D")
    late = (visit.on - latest).astype("timedelta64[D]").astype(np.int64)
    for row in rows(legal & (latest >= owed.not_before[number]) & (late > 0)):
        en = f"{late[row]} day(s) too late for {access.attempts} attempts by {owed.due_by[number[row]]}"
        zh = f"晚 {late[row]} 天，到期日 {owed.due_by[number[row]]} 前排不下 {access.attempts} 次上门"
        yield case.at_visit("first_attempt", row, en, zh, amount=int(late[row]), hard=False)
