"""Whether somebody qualified has a whole day idle on which a visit could simply be made."""

from datetime import timedelta

import numpy as np

from planner.checking.case import Case
from planner.checking.chances import Chances
from planner.problem import Shift


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
        if _fits(duty, case, number, int(facts.out_s[row, 0]), int(facts.back_s[row, 0])):
            return True
    return False


def _fits(duty: Shift, case: Case, number: int, out_s: int, back_s: int) -> bool:
    """Try the earliest way out, and the first one after each break."""
    owed = case.problem.obligations
    setup_s, service_s = int(owed.setup_s[number]), int(owed.service_s[number])
    opens, closes = int(owed.window_start_s[number]), int(owed.window_end_s[number])
    for leave in (duty.start_s, *(pause.window_start_s + pause.duration_s for pause in duty.breaks)):
        start = max(leave + out_s + setup_s, opens)
        away, home = start - setup_s - out_s, start + service_s + back_s
        clear = all(
            pause.window_start_s + pause.duration_s <= away or home <= pause.window_end_s for pause in duty.breaks
        )
        if clear and away >= duty.start_s and start <= closes and home <= duty.end_s:
            return True
    return False
