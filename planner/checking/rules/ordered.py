"""One thing first, then the other: what must come after something does, by the same person on the same day.

Source: planning.md L3 (ordered stops). Hard; nothing is asked where one of the two is not planned.
"""

from collections.abc import Iterator

import numpy as np

from planner.checking.case import Case, rows
from planner.plan import Violation
from planner.problem import NONE


def ordered(case: Case) -> Iterator[Violation]:
    """Report visits on another route than the one they come after, or made before it."""
    owed, visit = case.problem.obligations, case.book.visits
    row_of = np.full(len(owed) + 1, NONE, dtype=np.int64)
    row_of[visit.obligation] = np.arange(len(visit.obligation))
    first = row_of[owed.after[visit.obligation]]
    apart = visit.route != visit.route[first]
    wrong = (first != NONE) & (apart | (visit.start_s < visit.end_s[first]))
    for row in rows(wrong):
        name = owed.ids[int(owed.after[visit.obligation[row]])]
        en, zh = f"must come after {name} on the same route", f"须在同一路线上排在 {name} 之后"
        yield case.at_visit("ordered", row, en, zh)
