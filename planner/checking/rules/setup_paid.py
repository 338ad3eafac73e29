"""Entering a building takes its time once at each stop: as long as the visit that asks for most.

Source: planning.md L2 (entry time paid once). Hard.
"""

from collections.abc import Iterator

import numpy as np

from planner.checking.case import Case, rows
from planner.plan import Violation


def setup_paid(case: Case) -> Iterator[Violation]:
    """Report stops whose setup is shorter than the longest asked for; the amount is in seconds."""
    stop, visit = case.book.stops, case.book.visits
    if not len(stop.first):
        return
    asked = np.maximum.reduceat(case.problem.obligations.setup_s[visit.obligation], stop.first)
    for row in rows(stop.setup_s < asked):
        en, zh = (
            f"entering takes {asked[row]} s, not {stop.setup_s[row]} s",
            f"进门需 {asked[row]} 秒，只留 {stop.setup_s[row]} 秒",
        )
        yield case.at_visit("setup_paid", int(stop.first[row]), en, zh, amount=asked[row] - stop.setup_s[row])
