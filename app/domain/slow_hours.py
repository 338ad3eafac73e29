"""Hours of slower travel as a company's rule has them: stretches of the day, each for a means of travel.

The planner takes any factor from 0.1 to 10; what people enter is held to what roads do, so that a slip is noticed.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations

PROFILES = ("car", "ebike", "foot")
DAY_S = 86_400
LEAST, MOST = 0.5, 10.0
MOST_PERIODS = 50
NAMES = frozenset({"profile", "from_s", "until_s", "factor"})

Said = tuple[str, str]
"""A sentence in Chinese and in English."""

HOURS: Said = (
    "时段须先后有序，且在当日 0:00 至 24:00 之内",
    "hours end after they begin, within the day from 0:00 to 24:00",
)
FACTOR: Said = (f"系数须在 {LEAST:g} 至 {MOST:g} 之间", f"the factor must be from {LEAST:g} to {MOST:g}")
OVERLAP: Said = ("同一交通方式的时段不得重叠", "hours of one means of travel must not overlap")
MANY: Said = (f"至多 {MOST_PERIODS} 个时段", f"at most {MOST_PERIODS} stretches")
SHAPE: Said = (
    "每个时段须写明交通方式、从、至和系数",
    "each stretch needs a means of travel, from, until, and a factor",
)


def wrong_stretch(from_s: int, until_s: int) -> bool:
    """Tell whether hours (seconds after midnight) do not lie in the day one after the other."""
    return not 0 <= from_s < until_s <= DAY_S


def wrong_factor(factor: float) -> bool:
    """Tell whether a factor is beyond what is sensible."""
    return not LEAST <= factor <= MOST


def overlapping(periods: Sequence[Mapping[str, object]]) -> tuple[int, int] | None:
    """Return the first two (indices) of one means of travel that overlap; None when none do."""
    for (one, first), (two, second) in combinations(enumerate(periods), 2):
        if first["profile"] == second["profile"]:
            begins = max(int(str(first["from_s"])), int(str(second["from_s"])))
            if begins < min(int(str(first["until_s"])), int(str(second["until_s"]))):
                return one, two
    return None


def wrong_periods(value: Sequence[object]) -> Said | None:
    """Return what keeps a list of stretches from being a rule, None when nothing does."""
    if len(value) > MOST_PERIODS:
        return MANY
    kept: list[Mapping[str, object]] = []
    for one in value:
        if not (isinstance(one, dict) and set(one) == NAMES and one["profile"] in PROFILES):
            return SHAPE
        if not all(type(one[name]) is int for name in ("from_s", "until_s")) or wrong_stretch(
            one["from_s"], one["until_s"]
        ):
            return HOURS
        if isinstance(one["factor"], bool) or not isinstance(one["factor"], int | float) or wrong_factor(one["factor"]):
            return FACTOR
        kept.append(one)
    return OVERLAP if overlapping(kept) else None
