"""Nobody is given more stops a day than agreed.

Source: domain.md section 3 (doors per day). Hard.
"""

from collections.abc import Iterator

from planner.checking.case import Case
from planner.plan import Violation


def max_stops(case: Case) -> Iterator[Violation]:
    """Report routes with more stops than the technician's ``max_stops``; the amount is the surplus."""
    for row, route in enumerate(case.plan.routes):
        most = case.problem.technicians[route.technician].max_stops
        count = len(route.stops)
        if most is not None and count > most:
            yield case.at_route(
                "max_stops", row, f"{count} stops, at most {most}", f"{count} 站，至多 {most} 站", amount=count - most
            )
