"""Only trained and certified staff work: every certificate asked for is held and valid on the day of the visit.

Source: S9.7. Hard.
"""

from collections.abc import Iterator

import numpy as np

from planner.checking.case import Case, rows
from planner.plan import Violation


def certificate(case: Case) -> Iterator[Violation]:
    """Report visits by someone without a certificate that is valid on that date; the amount counts the lacking ones."""
    visit, days = case.book.visits, case.problem.horizon.days
    day = case.day()
    inside = (day >= 0) & (day < days)
    need = case.problem.obligations.skills[visit.obligation]
    held = case.roster.skills[visit.technician, np.where(inside, day, 0)]
    for row in rows(inside & ((need & ~held) != 0)):
        lacking = int(need[row] & ~held[row])
        names = ", ".join(kind for bit, kind in enumerate(case.problem.certificates) if lacking >> bit & 1)
        who = case.problem.technicians[int(visit.technician[row])].id
        en, zh = f"{who} holds no valid {names} on that day", f"{who} 当日没有有效证书 {names}"
        yield case.at_visit("certificate", row, en, zh, amount=lacking.bit_count())
