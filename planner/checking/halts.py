"""A stop as the time it takes: entering, then its visits one after another, each inside its customer's hours."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.plan import Stop
from planner.problem import Obligations

Longs = npt.NDArray[np.int64]
Spans = tuple[tuple[int, int], ...]
NEVER = 1 << 40
"""A moment later than any other, in seconds."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Halt:
    """Visits of one entrance made in that order; where all have one window each, who arrives at `t` is done at
    ``max(t + work_s, done_s)``.

    Attributes
    ----------
    site : index of the site driven to
    members : obligations, in order
    setup_s, work_s : seconds of entering; of entering and all services
    done_s : earliest moment at which the last service can end
    hours, services : (from, to) pairs, in time order, in which each service may begin; and how long it takes
    several : some visit has more than one window: `done_s` and `latest_s` do not say all
    latest_s : last arrival with which every service begins in time; below zero when none does
    """

    site: int
    members: tuple[int, ...]
    setup_s: int
    work_s: int
    done_s: int
    latest_s: int
    hours: tuple[Spans, ...]
    services: tuple[int, ...]
    several: bool

    def serve(self, moment: Longs) -> Longs:
        """Return when all is done for who arrives at each `moment`, ``NEVER`` where that is too late."""
        if not self.several:
            return np.where(moment <= self.latest_s, np.maximum(moment + self.work_s, self.done_s), NEVER)
        now = moment + self.setup_s
        for spans, service in zip(self.hours, self.services, strict=True):
            now = next_in(spans, now) + service
        return np.minimum(now, NEVER)

    def arrive_by(self, done: Longs) -> Longs:
        """Return the last moments to arrive and be done by `done`, ``-NEVER`` where there is none."""
        if not self.several:
            return np.where(self.done_s <= done, np.minimum(self.latest_s, done - self.work_s), -NEVER)
        for spans, service in zip(reversed(self.hours), reversed(self.services), strict=True):
            done = last_in(spans, done - service)
        return np.maximum(done - self.setup_s, -NEVER)


def next_in(spans: Spans, moment: Longs) -> Longs:
    """Return the first moment of `spans` at or after each `moment`, ``NEVER`` without one."""
    found = np.full(np.shape(moment), NEVER, dtype=np.int64)
    for start, end in reversed(spans):
        found = np.where(moment <= end, np.maximum(moment, start), found)
    return found


def last_in(spans: Spans, moment: Longs) -> Longs:
    """Return the last moment of `spans` at or before each `moment`, ``-NEVER`` without one."""
    found = np.full(np.shape(moment), -NEVER, dtype=np.int64)
    for start, end in spans:
        found = np.where(moment >= start, np.minimum(moment, end), found)
    return found


def halt(
    owed: Obligations, members: tuple[int, ...], site: int | None = None, hours: tuple[int, int] | None = None
) -> Halt:
    """Return the halt of `members`, which must not be empty; it is at `site`, by default that of the first.

    With `hours` services begin between these moments instead of in the customers' own hours.
    """
    rows = list(members)
    setup = int(owed.setup_s[rows].max())
    spans = tuple(((hours,) if hours else owed.windows_of(row)) for row in rows)
    services = tuple(int(one) for one in owed.service_s[rows])
    ahead, done, latest = setup, 0, NEVER
    for ((opens, closes), *_), service in zip(spans, services, strict=True):
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
        several=any(len(one) > 1 for one in spans),
    )


def halts_of(owed: Obligations, stops: tuple[Stop, ...]) -> tuple[Halt, ...]:
    """Return the stops of a plan as halts."""
    return tuple(halt(owed, tuple(visit.obligation for visit in stop.visits), stop.site) for stop in stops)
