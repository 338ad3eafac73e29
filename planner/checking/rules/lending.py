"""A region lends no more hours a week to another than was agreed.

Source: planning.md (capped lending to neighbours). Hard. Counted are the minutes of service in the other region.
"""

from collections.abc import Iterator

import numpy as np

from planner.checking.case import Case
from planner.plan import Violation


def lending(case: Case) -> Iterator[Violation]:
    """Report weeks in which more is lent than ``hours_per_week``; the amount is in hours."""
    visit, problem = case.book.visits, case.problem
    home = np.array([person.region for person in problem.technicians], dtype=np.int64)[visit.technician]
    where = problem.region_of()[visit.obligation]
    week = problem.horizon.week_of(visit.on)
    for loan in problem.policy.lending:
        mine = (home == loan.giver) & (where == loan.taker) & (week >= 0) & (week < problem.horizon.weeks)
        hours = np.bincount(week[mine], weights=(visit.end_s - visit.start_s)[mine]) / 3600
        for late in np.flatnonzero(hours > loan.hours_per_week + 1e-9).tolist():
            pair = f"{problem.regions[loan.giver]} -> {problem.regions[loan.taker]}"
            monday, lent = problem.horizon.monday(late), round(float(hours[late]), 2)
            yield Violation(
                rule="lending",
                message_en=f"{pair}, week of {monday}: {lent} h lent, {loan.hours_per_week} h agreed",
                message_zh=f"{pair}，{monday} 当周：借出 {lent} 小时，约定 {loan.hours_per_week} 小时",
                amount=float(hours[late]) - loan.hours_per_week,
            )
