"""Whether somebody qualified has a whole day idle on which a visit could simply be made."""

from collections.abc import Callable
from datetime import timedelta

import numpy as np
import numpy.typing as npt

from planner.checking.case import Case
from planner.checking.chances import Chances
from planner.checking.periods import USUAL, Ground, ground
from planner.problem import Break, Obligations, Shift, Technician

Ints = npt.NDArray[np.int64]


def has_idle_day(case: Case, number: int, facts: Chances) -> bool:
    """Tell whether the visit fits, alone and with all breaks, on a day of `facts` that has no route.

    Only people of the visit's own region count: hours that may be lent are rationed. Routed days are not tried, so
    True is certain and False is not.
    """
    owed = case.problem.obligations
    home = int(case.problem.sites.region[owed.site[number]])
    for row, column in np.argwhere(facts.physical & facts.spaced & facts.idle).tolist():
        person = case.problem.technicians[int(facts.people[row])]
        duty = person.shift_on(case.problem.horizon.start + timedelta(days=int(facts.days[column])))
        if person.region != home or duty is None or person.max_stops == 0:
            continue
        if _fits(person, duty, case, number, int(facts.out_s[row, 0]), int(facts.back_s[row, 0])):
            return True
    return False


def _fits(person: Technician, duty: Shift, case: Case, number: int, out_s: int, back_s: int) -> bool:
    """Try the earliest way out, and the first one after each break, at each of the customer's hours."""
    policy, owed = case.problem.policy, case.problem.obligations
    line = ground(policy.periods_of(person.profile))
    # At the slowest hour, so that it fits whenever one leaves.
    road_s = -(-(out_s + back_s) * USUAL // int(line.pace.min())) + 2 * (len(line.pace) > 1)
    if person.max_work_s is not None and road_s + _visit_s(owed, number) > person.max_work_s:
        return False
    begins = (start + pause.duration_s for pause in duty.breaks for start, _ in pause.windows)
    for leave in (duty.start_s, *begins):
        for opens, closes in owed.windows_of(number):
            away, start, home = _there_and_back(line, owed, number, (leave, opens), (out_s, back_s))
            clear = all(_outside(pause, away, home) for pause in duty.breaks)
            if clear and away >= duty.start_s and start <= closes and home <= duty.end_s + policy.overtime_s:
                return True
    return False


def _visit_s(owed: Obligations, number: int) -> int:
    return int(owed.setup_s[number]) + int(owed.service_s[number])


def _outside(pause: Break, away: int, home: int) -> bool:
    """Tell whether the break can be taken before leaving at `away` or after coming home."""
    return pause.windows[0][0] + pause.duration_s <= away or home <= pause.windows[-1][1]


def _there_and_back(
    line: Ground, owed: Obligations, number: int, earliest: tuple[int, int], legs: tuple[int, int]
) -> tuple[int, int, int]:
    """Return when to leave, when service starts and when one is home, no sooner than `earliest` (leaving, start)."""
    setup_s, service_s = int(owed.setup_s[number]), int(owed.service_s[number])
    arrive = _scalar(line.arrive, earliest[0], legs[0])
    start = max(arrive + setup_s, earliest[1])
    away = _scalar(line.leave, start - setup_s, legs[0])
    return away, start, _scalar(line.arrive, start + service_s, legs[1])


def _scalar(step: Callable[[Ints, Ints], Ints], moment: int, leg: int) -> int:
    return int(step(np.array([moment], dtype=np.int64), np.array([leg], dtype=np.int64))[0])
