"""Numbers of the staffing and rotation rules: data with the day they begin and where they come from."""

import math
from dataclasses import dataclass
from datetime import date

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
        if not 0 < self.class_2_sold <= self.class_1_sold:
            raise _flaw("staffing", "class 2 begins above class 1, or at nothing", "二类区域的起点高于一类，或不大于 0")
        if not (self.class_1_in_use > 0 and self.person_minutes > 0):
            raise _flaw("staffing", "units in use and minutes must be above 0", "在用台数与工作时间须大于 0")
        if not (0 <= self.failure_prone_share < 1 and 0 <= self.tolerance < 1):
            raise _flaw("staffing", "shares must lie in [0, 1)", "比例须不小于 0 且小于 1")
        if self.most_areas is not None and self.most_areas <= 0:
            raise _flaw("staffing", "one person looks after at least one area", "一人至少负责一个区域")


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
        if not 0 <= self.least_days <= self.most_days:
            raise _flaw(
                "rotation", "somebody would have to move before it is allowed", "建议调动的天数少于允许调动的天数"
            )
        if not (math.isfinite(self.pass_score) and self.round_months > 0 and self.exchange_m >= 0):
            raise _flaw("rotation", "scores, months and metres must not be negative", "分数、月数与路程不得为负")


def _flaw(policy: str, en: str, zh: str) -> ProblemError:
    return ProblemError([Flaw(path=f"{policy} policy", message_en=en, message_zh=zh)])
