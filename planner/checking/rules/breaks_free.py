"""A break is a break: nobody drives, enters or works during it.

Source: the shift's breaks. Hard.
"""

from collections.abc import Iterator

import numpy as np

from planner.checking.case import Case, clock
from planner.plan import Route, Violation
from planner.travel import UNREACHABLE

Span = tuple[int, int]


def breaks_free(case: Case) -> Iterator[Violation]:
    """Report pauses that overlap travel, setup, service or each other; the amount is in seconds."""
    legs, stops = case.legs, len(case.book.stops.site)
    driven = np.where(legs.travel_s < UNREACHABLE, legs.travel_s, 0)
    depart = (legs.arrival_s - driven).tolist()
    arrive = legs.arrival_s.tolist()
    at = 0
    for row, route in enumerate(case.plan.routes):
        halts = range(at, at + len(route.stops))
        at += len(route.stops)
        if not route.breaks:
            continue
        busy = [(depart[leg], arrive[leg]) for leg in (*halts, stops + row)] + _work(route)
        pauses = sorted(route.breaks)
        clash = sum(_overlap(pause, span) for pause in pauses for span in busy)
        clash += sum(max(0, one[1] - two[0]) for one, two in zip(pauses, pauses[1:], strict=False))
        if clash or any(end <= start for start, end in pauses):
            said = ", ".join(f"{clock(start)}-{clock(end)}" for start, end in pauses)
            en, zh = f"breaks {said} are not free of work", f"休息 {said} 期间仍有行程或作业"
            yield case.at_route("breaks_free", row, en, zh, amount=clash)


def _work(route: Route) -> list[Span]:
    enter = [(stop.visits[0].start_s - stop.setup_s, stop.visits[0].start_s) for stop in route.stops]
    return enter + [(visit.start_s, visit.end_s) for stop in route.stops for visit in stop.visits]


def _overlap(one: Span, two: Span) -> int:
    return max(0, min(one[1], two[1]) - max(one[0], two[0]))
