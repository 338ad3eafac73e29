"""Nobody works more hours a day than agreed: travel, entering and service, waiting and breaks not counted.

Source: domain.md section 3 (working time a day). Hard.
"""

from collections.abc import Iterator

import numpy as np

from planner.checking.case import Case
from planner.plan import Violation
from planner.travel import UNREACHABLE


def max_work(case: Case) -> Iterator[Violation]:
    """Report routes with more work than the technician's ``max_work_s``; the amount is in seconds."""
    routes, stops, visits, legs = len(case.plan.routes), case.book.stops, case.book.visits, case.legs
    driven = np.where(legs.travel_s < UNREACHABLE, legs.travel_s, 0)
    worked = np.zeros(routes, dtype=np.int64)
    np.add.at(worked, legs.route, driven)
    np.add.at(worked, stops.route, stops.setup_s)
    np.add.at(worked, visits.route, visits.end_s - visits.start_s)
    for row, route in enumerate(case.plan.routes):
        most, took = case.problem.technicians[route.technician].max_work_s, int(worked[row])
        if most is not None and took > most:
            en, zh = f"{took} s of work, at most {most} s", f"作业与行程共 {took} 秒，至多 {most} 秒"
            yield case.at_route("max_work", row, en, zh, amount=took - most)
