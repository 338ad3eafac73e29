"""Nobody is sent where no road leads.

Source: design.md (unreachable points are reported, never silently moved). Hard.
"""

from collections.abc import Iterator

from planner.checking.case import Case, rows
from planner.plan import Violation
from planner.travel import UNREACHABLE


def reachable(case: Case) -> Iterator[Violation]:
    """Report legs between sites without a way."""
    legs, ids = case.legs, case.problem.sites.ids
    for row in rows(legs.travel_s >= UNREACHABLE):
        a, b = ids[int(legs.origin[row])], ids[int(legs.target[row])]
        yield case.at_route("reachable", int(legs.route[row]), f"no way from {a} to {b}", f"{a} 到 {b} 无路可达")
