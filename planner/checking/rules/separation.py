"""Who visits a customer is not the one barred from it, such as the area's own account owner.

Source: S4.4. Hard.
"""

from collections.abc import Iterator

from planner.checking.case import Case, rows
from planner.plan import Violation


def separation(case: Case) -> Iterator[Violation]:
    """Report visits by the excluded technician."""
    visit = case.book.visits
    for row in rows(case.problem.obligations.excluded[visit.obligation] == visit.technician):
        who = case.problem.technicians[int(visit.technician[row])].id
        yield case.at_visit("separation", row, f"{who} is barred from this visit", f"按回避规则，{who} 不得上门")
