"""One thing after another: arriving, entering, then visit by visit without overlap.

Source: the contract of ``planner.plan.Stop``. Hard.
"""

from collections.abc import Iterator

import numpy as np

from planner.checking.case import Case, clock, rows
from planner.plan import Violation


def sequence(case: Case) -> Iterator[Violation]:
    """Report visits that begin before the one ahead (or the entering) has ended; the amount is in seconds."""
    visit, stop = case.book.visits, case.book.stops
    free = np.roll(visit.end_s, 1)
    free[stop.first] = stop.arrival_s + stop.setup_s
    early = free - visit.start_s
    for row in rows(early > 0):
        at, can = clock(visit.start_s[row]), clock(free[row])
        en, zh = f"starts at {at}, the technician is free at {can}", f"{at} 开始，人员 {can} 才空出"
        yield case.at_visit("sequence", row, en, zh, amount=early[row])
