"""Every visit gets the time its work takes, no less and no more.

Source: the contract of ``planner.plan.PlannedVisit``. Hard.
"""

from collections.abc import Iterator

from planner.checking.case import Case, rows
from planner.plan import Violation


def service_time(case: Case) -> Iterator[Violation]:
    """Report visits whose length is not ``service_s``; the amount is the difference in seconds."""
    visit = case.book.visits
    asked = case.problem.obligations.service_s[visit.obligation]
    given = visit.end_s - visit.start_s
    for row in rows(given != asked):
        en, zh = f"takes {asked[row]} s but {given[row]} s are planned", f"需 {asked[row]} 秒，却安排了 {given[row]} 秒"
        yield case.at_visit("service_time", row, en, zh, amount=abs(int(given[row] - asked[row])))
