"""The customer is visited at the hours they gave: service starts inside their time window.

Source: S9.3, S9.4. Hard. Both ends of the window count as inside.
"""

from collections.abc import Iterator

import numpy as np

from planner.checking.case import Case, clock, rows
from planner.plan import Violation

FAR = 1 << 31
"""Seconds from hours that are not given."""


def service_window(case: Case) -> Iterator[Violation]:
    """Report services that start in none of their hours; the amount is seconds from the nearest."""
    owed, visit = case.problem.obligations, case.book.visits
    starts, ends = (table[visit.obligation] for table in owed.all_windows())
    begin = visit.start_s[:, None]
    away = np.where(starts <= ends, np.maximum(starts - begin, begin - ends), FAR).min(axis=1)
    for row in rows(away > 0):
        hours = owed.windows_of(int(visit.obligation[row]))
        span = ", ".join(f"{clock(start)}-{clock(end)}" for start, end in hours)
        at = clock(visit.start_s[row])
        yield case.at_visit(
            "service_window",
            row,
            f"service starts at {at}, outside {span}",
            f"{at} 开始服务，不在 {span} 之内",
            amount=away[row],
        )
