"""A stop is one entrance: its visits are at the site driven to or at others of the same building.

Source: planning.md L2 (visits at one premises or one building are one stop). Hard.
"""

from collections.abc import Iterator

from planner.checking.case import Case, rows
from planner.plan import Violation
from planner.problem import NONE


def one_building(case: Case) -> Iterator[Violation]:
    """Report visits at a site of another building than their stop's."""
    visit, sites = case.book.visits, case.problem.sites
    here = case.book.stops.site[visit.stop]
    there = case.problem.obligations.site[visit.obligation]
    together = (sites.building[here] == sites.building[there]) & (sites.building[here] != NONE)
    for row in rows((here != there) & ~together):
        a, b = sites.ids[int(here[row])], sites.ids[int(there[row])]
        yield case.at_visit("one_building", row, f"is at {b}, the stop is at {a}", f"位于 {b}，而停靠点在 {a}")
