"""Everybody gets their breaks, as long as they are due and at the time of day they are due.

Source: the shift's breaks. Hard. A break that fits before leaving or after coming back needs no place on
the route.
"""

from collections.abc import Iterator

from planner.checking.case import Case, clock
from planner.plan import Route, Violation
from planner.problem import Break

Pause = tuple[int, int]


def breaks_taken(case: Case) -> Iterator[Violation]:
    """Report shifts whose breaks cannot all be matched, each with a pause of its own."""
    for row, route in enumerate(case.plan.routes):
        duty = case.problem.technicians[route.technician].shift_on(route.on)
        owed = [one for one in (duty.breaks if duty else ()) if not _outside(one, route)]
        if owed and not _match(owed, list(route.breaks)):
            said = ", ".join(f"{clock(start)}-{clock(end)}" for one in owed for start, end in one.windows)
            yield case.at_route(
                "breaks_taken", row, f"breaks due in {said} are not all taken", f"应在 {said} 开始的休息未全部安排"
            )


def _match(owed: list[Break], pauses: list[Pause]) -> bool:
    """Tell whether each break owed can have its own pause, by trying; a shift has few."""
    if not owed:
        return True
    first, rest = owed[0], owed[1:]
    return any(
        _meets(first, pause) and _match(rest, pauses[:place] + pauses[place + 1 :])
        for place, pause in enumerate(pauses)
    )


def _meets(owed: Break, pause: Pause) -> bool:
    start, end = pause
    return end - start >= owed.duration_s and any(first <= start <= last for first, last in owed.windows)


def _outside(owed: Break, route: Route) -> bool:
    before = owed.windows[0][0] + owed.duration_s <= route.start_s
    return before or route.end_s <= owed.windows[-1][1]
