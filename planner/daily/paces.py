"""How fast each profile gets on at which hour, as the search wants to know it."""

from planner.kernel.pace import MILLION, Pace, arrival, pace_tables
from planner.problem import Policy


def paces_of(policy: Policy, profiles: tuple[str, ...]) -> tuple[Pace, ...]:
    """Return the pace of each profile; nothing at all when travel is the same all day for all of them."""
    paces = tuple(_pace(policy, profile) for profile in profiles)
    return paces if any(paces) else ()


def seconds(policy: Policy, profile: str, leave: int, leg: int) -> int:
    """Return how long a leg of `leg` seconds takes who leaves at `leave`."""
    return arrival(pace_tables((_pace(policy, profile),), 1), 0, leave, leg) - leave


def _pace(policy: Policy, profile: str) -> Pace:
    stretches: list[tuple[int, int]] = []
    for period in policy.periods_of(profile):
        stretches += [(period.from_s, MILLION), (period.until_s, period.pace)]
    return (*stretches, (0, MILLION)) if stretches else ()
