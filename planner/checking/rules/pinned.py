"""What was promised or fixed stays: a pinned visit keeps its technician and its date.

Source: design.md "pinned"; S9.4. Hard.
"""

from collections.abc import Iterator

import numpy as np

from planner.checking.case import Case, rows
from planner.plan import Violation
from planner.problem import NONE


def pinned(case: Case) -> Iterator[Violation]:
    """Report pinned visits given to another technician or date."""
    owed, visit = case.problem.obligations, case.book.visits
    who, on = owed.pinned[visit.obligation], owed.pinned_on[visit.obligation]
    for row in rows((who != NONE) & (who != visit.technician)):
        name = case.problem.technicians[int(who[row])].id
        yield case.at_visit("pinned", row, f"must stay with {name}", f"须由 {name} 上门")
    for row in rows(~np.isnat(on) & (on != visit.on)):
        yield case.at_visit("pinned", row, f"must stay on {on[row]}", f"须在 {on[row]} 上门")
