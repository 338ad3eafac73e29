"""Customers see the face they know, where it can be had.

Source: planning.md (familiarity). Soft.
"""

from collections.abc import Iterator

from planner.checking.case import Case, rows
from planner.plan import Violation
from planner.problem import NONE


def preferred(case: Case) -> Iterator[Violation]:
    """Report visits by another than the preferred technician."""
    visit = case.book.visits
    wanted = case.problem.obligations.preferred[visit.obligation]
    for row in rows((wanted != NONE) & (wanted != visit.technician)):
        name = case.problem.technicians[int(wanted[row])].id
        yield case.at_visit("preferred", row, f"{name} is preferred", f"优先由 {name} 上门", hard=False)
