"""Numbers of policy the planner obeys: all data, none of them constants of the search."""

import math
from dataclasses import dataclass, field

from planner.problem.access import Access
from planner.problem.errors import Flaw, ProblemError
from planner.problem.prices import CurePrices
from planner.problem.travel_periods import TravelPeriod, check_periods, mean_factor, periods_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Lending:
    """Up to `hours_per_week` of region `giver` may be worked in region `taker`."""

    giver: int
    taker: int
    hours_per_week: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.hours_per_week) and self.hours_per_week >= 0):
            raise ProblemError(
                [Flaw(path="policy.lending", message_en="hours must not be negative", message_zh="借用工时不得为负")]
            )


@dataclass(frozen=True, kw_only=True, slots=True)
class Policy:
    """Shares and prices.

    Attributes
    ----------
    reserve_share : share of working time kept free for repairs and no access, 0 <= x < 1
    travel_share : share of working time a year's plan sets aside for travel, until days are measured
    overtime_s : most seconds a shift may run over
    overtime_price : travel seconds one second of overtime is worth
    familiarity_s : travel seconds it is worth to send the preferred technician
    lending : hours regions may lend each other
    cures : what ways out are worth in minutes
    access : how likely nobody opens, and how often a legal visit is tried
    travel_periods : hours at which travel takes longer or less long; those of one profile do not overlap
    """

    reserve_share: float = 0.1
    travel_share: float = 0.2
    overtime_s: int = 0
    overtime_price: float = 3.0
    familiarity_s: int = 300
    lending: tuple[Lending, ...] = ()
    cures: CurePrices = field(default_factory=CurePrices)
    access: Access = field(default_factory=Access)
    travel_periods: tuple[TravelPeriod, ...] = ()

    def __post_init__(self) -> None:
        if not (0 <= self.reserve_share < 1 and 0 <= self.travel_share < 1 and self.overtime_s >= 0):
            raise ProblemError(
                [Flaw(path="policy", message_en="shares must lie in [0, 1)", message_zh="比例须在 0 与 1 之间")]
            )
        if not (math.isfinite(self.overtime_price) and self.overtime_price >= 0 and self.familiarity_s >= 0):
            raise ProblemError(
                [Flaw(path="policy", message_en="prices must not be negative", message_zh="价格不得为负")]
            )
        check_periods(self.travel_periods)

    def periods_of(self, profile: str) -> tuple[TravelPeriod, ...]:
        """Return the travel periods of `profile` in time order."""
        return periods_of(self.travel_periods, profile)

    def share_worked(self, profile: str = "", start_s: int = 0, end_s: int = 0) -> float:
        """Return the share of working time left for visits once reserve and travel are set aside.

        What is set aside for travel grows with the hours of slower travel of `profile` between `start_s` and `end_s`.
        """
        slow = mean_factor(self.periods_of(profile), start_s, end_s) if self.travel_periods else 1.0
        return max(0.0, 1.0 - self.reserve_share - self.travel_share * slow)
