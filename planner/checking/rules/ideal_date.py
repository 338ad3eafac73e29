"""A visit is made near the date that is best for it.

Source: S4.2. Soft.
"""

from collections.abc import Iterator

import numpy as np

from planner.checking.case import Case, rows
from planner.plan import Violation


def ideal_date(case: Case) -> Iterator[Violation]:
    """Report visits on another date than ``ideal_on``; the amount is in days."""
    visit = case.book.visits
    ideal = case.problem.obligations.ideal_on[visit.obligation]
    off = (visit.on - ideal).astype("timedelta64[D]").astype(np.int64)
    for row in rows(off != 0):
        days = int(off[row])
        yield case.at_visit(
            "ideal_date",
            row,
            f"{days:+d} day(s) from {ideal[row]}",
            f"距理想日 {ideal[row]} {days:+d} 天",
            amount=abs(days),
            hard=False,
        )
