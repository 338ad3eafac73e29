"""A stop as the time it takes: entering, then its visits one after another, each inside its customer's hours."""

from dataclasses import dataclass

from planner.plan import Stop
from planner.problem import Obligations

NEVER = 1 << 40
"""A moment later than any other, in seconds."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Halt:
    """Visits of one entrance made in that order: who arrives at `t` is done at ``max(t + work_s, done_s)``.

    Attributes
    ----------
    site : index of the site driven to
    members : obligations, in order
    setup_s, work_s : seconds of entering; of entering and all services
    done_s : earliest moment at which the last service can end
    hours, services : when each service may begin, both ends included, and how long it takes
    latest_s : last arrival with which every service begins in time; below zero when none does
    """

    site: int
    members: tuple[int, ...]
    setup_s: int
    work_s: int
    done_s: int
    latest_s: int
    hours: tuple[tuple[int, int], ...]
    services: tuple[int, ...]


def halt(
    owed: Obligations, members: tuple[int, ...], site: int | None = None, hours: tuple[int, int] | None = None
) -> Halt:
    """Return the halt of `members`, which must not be empty; it is at `site`, by default that of the first.

    With `hours` services begin between these moments instead of in the customers' own hours.
    """
    rows = list(members)
    setup = int(owed.setup_s[rows].max())
    spans = tuple(
        hours or (int(opens), int(closes))
        for opens, closes in zip(owed.window_start_s[rows], owed.window_end_s[rows], strict=True)
    )
    services = tuple(int(one) for one in owed.service_s[rows])
    ahead, done, latest = setup, 0, NEVER
    for (opens, closes), service in zip(spans, services, strict=True):
        begin = max(done, opens)
        latest = min(latest, closes - ahead) if begin <= closes else -NEVER
        done, ahead = begin + service, ahead + service
    return Halt(
        site=int(owed.site[rows[0]]) if site is None else site,
        members=members,
        setup_s=setup,
        work_s=ahead,
        done_s=done,
        latest_s=latest,
        hours=spans,
        services=services,
    )


def halts_of(owed: Obligations, stops: tuple[Stop, ...]) -> tuple[Halt, ...]:
    """Return the stops of a plan as halts."""
    return tuple(halt(owed, tuple(visit.obligation for visit in stop.visits), stop.site) for stop in stops)
