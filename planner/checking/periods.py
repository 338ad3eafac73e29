"""Travel at the pace of the hour, recomputed from the policy without the search's code.

Source: `planner.problem.TravelPeriod`. The ground covered since midnight is a broken line; a leg ends at the first
second at which its ground is covered, and begins at the last from which it still is.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.problem import TravelPeriod

Ints = npt.NDArray[np.int64]
USUAL = 1_000_000
"""Ground covered in a second at the usual pace."""


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
