"""Nobody is in two places: one route for a technician and a day.

Source: the contract of ``planner.plan.Route``. Hard.
"""

from collections.abc import Iterator

from planner.checking.case import Case
from planner.plan import Violation


def one_route(case: Case) -> Iterator[Violation]:
    """Report the second and later routes of a technician on one date."""
    seen = set()
    for row, route in enumerate(case.plan.routes):
        key = route.technician, route.on
        if key in seen:
            yield case.at_route("one_route", row, "has another route that day", "当日另有路线")
        seen.add(key)
