"""Nobody leaves before the shift begins or is back after it ends, but for the overtime the policy allows.

Source: S8.3; the policy's ``overtime_s``. Hard.
"""

from collections.abc import Iterator

from planner.checking.case import Case, clock
from planner.plan import Violation


def shift(case: Case) -> Iterator[Violation]:
    """Report routes on days without a shift, and routes that leave it; the amount is in seconds."""
    for row, route in enumerate(case.plan.routes):
        duty = case.problem.technicians[route.technician].shift_on(route.on)
        if duty is None:
            yield case.at_route("shift", row, "has no shift that day", "当日没有班次")
            continue
        early = duty.start_s - route.start_s
        late = route.end_s - duty.end_s - case.problem.policy.overtime_s
        if early > 0 or late > 0:
            span = f"{clock(duty.start_s)}-{clock(duty.end_s)}"
            took = f"{clock(route.start_s)}-{clock(route.end_s)}"
            en, zh = f"route {took} leaves shift {span}", f"路线 {took} 超出班次 {span}"
            yield case.at_route("shift", row, en, zh, amount=max(0, early) + max(0, late))
