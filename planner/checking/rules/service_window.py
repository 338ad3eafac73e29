"""The customer is visited at the hours they gave: service starts inside their time window.

Source: S9.3, S9.4. Hard. Both ends of the window count as inside.
"""

from collections.abc import Iterator

from planner.checking.case import Case, clock, rows
from planner.plan import Violation


def service_window(case: Case) -> Iterator[Violation]:
    """Report services that start outside ``window_start_s <= start <= window_end_s``; the amount is in seconds."""
    owed, visit = case.problem.obligations, case.book.visits
    early = owed.window_start_s[visit.obligation] - visit.start_s
    late = visit.start_s - owed.window_end_s[visit.obligation]
    for row in rows((early > 0) | (late > 0)):
        number = int(visit.obligation[row])
        span = f"{clock(owed.window_start_s[number])}-{clock(owed.window_end_s[number])}"
        at = clock(visit.start_s[row])
        yield case.at_visit(
            "service_window",
            row,
            f"service starts at {at}, outside {span}",
            f"{at} 开始服务，不在 {span} 之内",
            amount=max(early[row], late[row]),
        )
