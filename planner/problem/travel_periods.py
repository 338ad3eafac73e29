"""Hours at which travel takes longer, or less long, than the travel tables say."""

import math
from dataclasses import dataclass
from itertools import pairwise

from planner.problem.errors import Flaw, ProblemError
from planner.problem.technicians import DAY_S

PATH = "policy.travel_periods"


@dataclass(frozen=True, kw_only=True, slots=True)
class TravelPeriod:
    """Travel by `profile` takes `factor` times as long while ``from_s <= t < until_s``, seconds after any midnight.

    It is the speed that changes with the hour, also under way (S. Ichoua, M. Gendreau, J.-Y. Potvin, European Journal
    of Operational Research 144(2), 2003, doi:10.1016/S0377-2217(02)00147-9): in the period each second makes up `pace`
    millionths of a second of the travel tables, and a leg lasts until all its seconds are made up.
    """

    profile: str
    from_s: int
    until_s: int
    factor: float

    def __post_init__(self) -> None:
        known = math.isfinite(self.factor) and 0.1 <= self.factor <= 10
        if not (known and 0 <= self.from_s < self.until_s <= 2 * DAY_S):
            en, zh = "must end after it begins, factor in 0.1..10", "时段须先后有序，系数须在 0.1 与 10 之间"
            raise ProblemError([Flaw(path=PATH, message_en=en, message_zh=zh)])

    @property
    def pace(self) -> int:
        """Millionths of the travel tables' seconds made up in each second."""
        return round(1_000_000 / self.factor)


def periods_of(periods: tuple[TravelPeriod, ...], profile: str) -> tuple[TravelPeriod, ...]:
    """Return those of `profile` in time order."""
    return tuple(sorted((one for one in periods if one.profile == profile), key=lambda one: one.from_s))


def mean_factor(periods: tuple[TravelPeriod, ...], start_s: int, end_s: int) -> float:
    """Return by how much travel takes longer between `start_s` and `end_s` on average over the clock.

    Parameters
    ----------
    periods : of one profile, seconds after midnight, not overlapping; hours in none of them count 1
    """
    inside = ((one.factor, min(end_s, one.until_s) - max(start_s, one.from_s)) for one in periods)
    more = sum((factor - 1.0) * seconds for factor, seconds in inside if seconds > 0)
    return 1.0 + more / (end_s - start_s) if end_s > start_s else 1.0


def check_periods(periods: tuple[TravelPeriod, ...]) -> None:
    """Refuse periods of one profile that overlap.

    Raises
    ------
    ProblemError
        If two of them do.
    """
    for profile in {one.profile for one in periods}:
        if any(one.until_s > two.from_s for one, two in pairwise(periods_of(periods, profile))):
            en, zh = f"periods of {profile} overlap", f"{profile} 的时段重叠"
            raise ProblemError([Flaw(path=PATH, message_en=en, message_zh=zh)])
