"""Numbers of the staffing and rotation rules: data with the day they begin and where they come from."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from planner.problem.errors import Flaw, ProblemError


@dataclass(frozen=True, kw_only=True, slots=True)
class StaffingPolicy:
    """How areas are classed and staffed (S8.4).

    Attributes
    ----------
    effective_on, source : first day it holds, and the rule it is taken from
    class_1_sold : an area that sold more units than this is of class 1
    class_1_in_use : so is one with more units in use, when they are mostly of failure-prone models
    failure_prone_share : "mostly" means more than this share of the units in use
    class_2_sold : an area of class 2 sold at least so many
    person_minutes : work at the door that one person can do in a year (travel and reserve are not in it)
    most_areas : most areas of class 3 that one person looks after; None without limit
    tolerance : a group may be off the even share of work by so much of it
    """

    effective_on: date = date(2000, 1, 1)
    source: str = "S8.4"
    class_1_sold: int = 200_000
    class_1_in_use: int = 100_000
    failure_prone_share: float = 0.5
    class_2_sold: int = 100_000
    person_minutes: int = 70_000
    most_areas: int | None = None
    tolerance: float = 0.1

    def __post_init__(self) -> None:
        amounts = 0 < self.class_2_sold <= self.class_1_sold and self.class_1_in_use > 0 and self.person_minutes > 0
        shares = 0 <= self.failure_prone_share < 1 and 0 <= self.tolerance < 1 and math.isfinite(self.tolerance)
        most = self.most_areas is None or self.most_areas > 0
        if not (amounts and shares and most):
            raise ProblemError(
                [Flaw(path="staffing policy", message_en="thresholds contradict", message_zh="定岗规则的数值矛盾")]
            )


@dataclass(frozen=True, kw_only=True, slots=True)
class RotationPolicy:
    """Who is proposed for a move (S8.5).

    Attributes
    ----------
    pass_score : a monthly score under it proposes a move
    most_days : so many days in one area propose a move
    least_days : nobody is moved before, unless for a serious error
    round_months : months between two rounds
    exchange_m : metres of a new way it is worth not to move somebody who need not move
    """

    effective_on: date = date(2000, 1, 1)
    source: str = "S8.5"
    pass_score: float = 60.0
    most_days: int = 365
    least_days: int = 182
    round_months: int = 6
    exchange_m: int = 100_000

    def __post_init__(self) -> None:
        ok = 0 <= self.least_days <= self.most_days and math.isfinite(self.pass_score)
        if not (ok and self.round_months > 0 and self.exchange_m >= 0):
            raise ProblemError(
                [Flaw(path="rotation policy", message_en="numbers contradict", message_zh="轮岗规则的数值矛盾")]
            )


AnyPolicy = TypeVar("AnyPolicy", StaffingPolicy, RotationPolicy)


def in_force(policies: Iterable[AnyPolicy], day: date, default: AnyPolicy) -> AnyPolicy:
    """Return the policy that began last on or before `day`; `default` before the first."""
    begun = [policy for policy in policies if policy.effective_on <= day]
    return max(begun, key=lambda policy: policy.effective_on, default=default)
