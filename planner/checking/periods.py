"""Travel at the pace of the hour, recomputed from the policy without the search's code.

Source: `planner.problem.TravelPeriod`. The ground covered since midnight is a broken line; a leg ends at the first
second at which its ground is covered, and begins at the last from which it still is.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.checking.halts import NEVER
from planner.problem import Policy, TravelPeriod
from planner.travel import UNREACHABLE

Ints = npt.NDArray[np.int64]
USUAL = 1_000_000
"""Ground covered in a second at the usual pace."""
FAR = UNREACHABLE
"""Seconds at which a moment, or a leg, is no longer one that anybody sees."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Ground:
    """The broken line: at second `since` this much is `covered`, and each second covers `pace` more; int64 (k,)."""

    since: Ints
    covered: Ints
    pace: Ints

    def arrive(self, leave: Ints, leg: Ints) -> Ints:
        """Return when legs of `leg` usual seconds end that begin at `leave`, both of one shape."""
        row = np.maximum(np.searchsorted(self.since, leave, side="right") - 1, 0)
        goal = self.covered[row] + (leave - self.since[row]) * self.pace[row] + leg * USUAL
        row = np.maximum(np.searchsorted(self.covered, goal, side="left") - 1, 0)
        end: Ints = self.since[row] - (self.covered[row] - goal) // self.pace[row]
        return end

    def leave(self, arrive: Ints, leg: Ints) -> Ints:
        """Return when to begin at the latest so as to be there at `arrive`."""
        row = np.maximum(np.searchsorted(self.since, arrive, side="right") - 1, 0)
        goal = self.covered[row] + (arrive - self.since[row]) * self.pace[row] - leg * USUAL
        row = np.maximum(np.searchsorted(self.covered, goal, side="right") - 1, 0)
        begin: Ints = self.since[row] + (goal - self.covered[row]) // self.pace[row]
        return begin


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Going:
    """How somebody gets on during a day; without `ground` every leg takes its usual seconds at any hour."""

    ground: Ground | None = None

    def arrive(self, leave: Ints, leg: Ints) -> Ints:
        """Return when legs of `leg` usual seconds end that begin at `leave`, at most ``NEVER``; shapes broadcast."""
        if self.ground is None:
            plain: Ints = np.minimum(leave + leg, NEVER)
            return plain
        usual, paced = np.broadcast_arrays(leave, leg)
        there = (usual < FAR) & (paced < FAR)
        found: Ints = self.ground.arrive(np.where(there, usual, 0), np.where(there, paced, 0))
        return np.where(there, found, NEVER)

    def leave(self, arrive: Ints, leg: Ints) -> Ints:
        """Return when to begin at the latest so as to be there at `arrive`; negative when that is too late already."""
        if self.ground is None:
            return arrive - leg
        usual, paced = np.broadcast_arrays(arrive, leg)
        there = (usual >= 0) & (paced < FAR)
        found: Ints = self.ground.leave(np.where(there, usual, 0), np.where(there, paced, 0))
        return np.where(there, found, -NEVER)

    def after(self, leave: int, leg: int) -> int:
        """Return when one leg ends; of a way that does not exist as late as it says."""
        if self.ground is None or leave >= FAR or leg >= FAR:
            return leave + leg
        return int(self.ground.arrive(np.array([leave], np.int64), np.array([leg], np.int64))[0])

    def before(self, arrive: int, leg: int) -> int:
        """Return when to begin one leg so as to be there at `arrive`."""
        if self.ground is None or leg >= FAR:
            return arrive - leg
        return int(self.ground.leave(np.array([arrive], np.int64), np.array([leg], np.int64))[0])


def going_of(policy: Policy, profile: str) -> Going:
    """Return how those of `profile` get on."""
    periods = policy.periods_of(profile)
    return Going(ground=ground(periods) if periods else None)


def ground(periods: tuple[TravelPeriod, ...]) -> Ground:
    """Return the line of one profile, whose `periods` are in time order."""
    since, pace = [0], [USUAL]
    for period in periods:
        since += [period.from_s, period.until_s]
        pace += [round(USUAL / period.factor), USUAL]
    at, speed = np.array(since, dtype=np.int64), np.array(pace, dtype=np.int64)
    last = np.append(at[1:] != at[:-1], True)
    at, speed = at[last], speed[last]
    covered = np.concatenate([[0], np.cumsum(np.diff(at) * speed[:-1])])
    return Ground(since=at, covered=covered.astype(np.int64), pace=speed)
