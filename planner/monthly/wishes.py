"""What a month should keep to where it costs little: all data, in travel seconds."""

import math
from dataclasses import dataclass

from planner.problem import Flaw, ProblemError


@dataclass(frozen=True, kw_only=True, slots=True)
class Wishes:
    """Prices in travel seconds; own assumptions until a company sets its own.

    Attributes
    ----------
    week_s : a visit one week away from the one the year's plan means it for
    balance : a second of service by somebody who works twice as long as the mean; less or more in proportion
    technician_s, day_s : a visit by another person, or on another day, than in the plan to keep
    late_s : each week a first attempt is made too late for the further attempts to fit before the deadline
    """

    week_s: int = 900
    balance: float = 0.1
    technician_s: int = 900
    day_s: int = 900
    late_s: int = 1_200

    def __post_init__(self) -> None:
        numbers = (self.week_s, self.balance, self.technician_s, self.day_s, self.late_s)
        if not all(math.isfinite(number) and number >= 0 for number in numbers):
            raise ProblemError(
                [Flaw(path="wishes", message_en="prices must not be negative", message_zh="价格不得为负")]
            )
