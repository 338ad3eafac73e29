"""Nobody arrives earlier than the way there allows, on the real roads, from where the day starts to where it ends.

Source: S8.8 (impossible travel). Hard. Waiting, before leaving or after arriving, is allowed.
"""

from collections.abc import Iterator

from planner.checking.case import Case, clock, rows
from planner.plan import Violation
from planner.travel import UNREACHABLE


def travel_time(case: Case) -> Iterator[Violation]:
    """Report legs that end before ``ready + travel``, recomputed from the matrices; the amount is in seconds."""
    legs = case.legs
    early = legs.ready_s + legs.travel_s - legs.arrival_s
    for row in rows((early > 0) & (legs.travel_s < UNREACHABLE)):
        to = case.problem.sites.ids[int(legs.target[row])]
        at, can = clock(legs.arrival_s[row]), clock(legs.ready_s[row] + legs.travel_s[row])
        en, zh = f"arrives at {to} at {at}, possible from {can}", f"{at} 到达 {to}，最早可能 {can}"
        yield case.at_route("travel_time", int(legs.route[row]), en, zh, amount=early[row])
