"""Whether the reason given for an unplanned obligation is true, and which one is."""

from collections.abc import Callable

import numpy as np

from planner.checking.case import Case
from planner.checking.chances import Chances, chances, standing
from planner.checking.spare import has_idle_day
from planner.plan import Reason

Claim = Callable[[Case, int, Chances], bool]


def _outside(case: Case, number: int, facts: Chances) -> bool:
    del case, number
    return facts.days.size == 0


def _later(case: Case, number: int, facts: Chances) -> bool:
    del facts
    return bool(case.problem.obligations.due_by[number] >= np.datetime64(case.problem.horizon.until, "D"))


def _nobody(case: Case, number: int, facts: Chances) -> bool:
    del case, number
    return facts.people.size == 0


def _uncertified(case: Case, number: int, facts: Chances) -> bool:
    del case, number
    return facts.people.size > 0 and facts.days.size > 0 and not facts.certified.any()


def _expired(case: Case, number: int, facts: Chances) -> bool:
    return facts.ever and _uncertified(case, number, facts)


def _separated(case: Case, number: int, facts: Chances) -> bool:
    del case, number
    return bool(facts.certified.any()) and not (facts.certified & facts.allowed).any()


def _off_duty(case: Case, number: int, facts: Chances) -> bool:
    del case, number
    return bool((facts.certified & facts.allowed).any()) and not facts.base.any()


def _unreachable(case: Case, number: int, facts: Chances) -> bool:
    del case, number
    return not facts.physical.any() and bool((facts.base & ~facts.reachable).any())


def _too_long(case: Case, number: int, facts: Chances) -> bool:
    del case, number
    return not facts.physical.any() and bool((facts.base & facts.reachable & ~facts.long_enough).any())


def _wrong_hours(case: Case, number: int, facts: Chances) -> bool:
    del case, number
    return not facts.physical.any() and bool((facts.base & facts.reachable & ~facts.in_time).any())


def _too_close(case: Case, number: int, facts: Chances) -> bool:
    del case, number
    return bool(facts.physical.any()) and not (facts.physical & facts.spaced).any()


def _full(case: Case, number: int, facts: Chances) -> bool:
    return bool((facts.physical & facts.spaced).any()) and not has_idle_day(case, number, facts)


CLAIMS: dict[Reason, Claim] = {
    # In the order in which the obstacles stand; the first that holds explains best.
    Reason.OUTSIDE_HORIZON: _outside,
    Reason.NO_TECHNICIAN: _nobody,
    Reason.CERTIFICATE_EXPIRED: _expired,
    Reason.NO_CERTIFICATE: _uncertified,
    Reason.SEPARATION: _separated,
    Reason.NO_SHIFT_IN_WINDOW: _off_duty,
    Reason.UNREACHABLE: _unreachable,
    Reason.LONGER_THAN_SHIFT: _too_long,
    Reason.TIME_WINDOW: _wrong_hours,
    Reason.SPACING: _too_close,
    Reason.CAPACITY: _full,
    Reason.LATER_IN_WINDOW: _later,
}


class Explanations:
    """Looks at the unplanned obligations of one case; what all of them need is prepared once."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._rest = standing(case)

    def holds(self, number: int, reason: Reason) -> bool:
        """Tell whether `reason` truly keeps obligation `number` off the plan."""
        return CLAIMS[reason](self._case, number, self._facts(number))

    def explain(self, number: int) -> Reason | None:
        """Return the first obstacle that holds; None when the visit could simply be made."""
        facts = self._facts(number)
        return next((reason for reason, claim in CLAIMS.items() if claim(self._case, number, facts)), None)

    def _facts(self, number: int) -> Chances:
        return chances(self._case, self._rest, number)
