"""People work in their own region, or in one the policy lends them to.

Source: planning.md (lending); S8.4. Hard.
"""

from collections.abc import Iterator

from planner.checking.case import Case, rows
from planner.plan import Violation


def region(case: Case) -> Iterator[Violation]:
    """Report visits in a region the technician may not serve."""
    visit = case.book.visits
    where = case.problem.region_of()[visit.obligation]
    for row in rows(~case.roster.serves[visit.technician, where]):
        who = case.problem.technicians[int(visit.technician[row])].id
        name = case.problem.regions[int(where[row])]
        yield case.at_visit("region", row, f"{who} may not work in {name}", f"{who} 不得在 {name} 作业")
