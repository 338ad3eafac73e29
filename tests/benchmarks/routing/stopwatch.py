"""CPU time of one search in its own process, against a budget, with the costs it has seen on the way."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

Result = TypeVar("Result")

TRIES = 3
ENOUGH = 0.9
"""Share of a budget from which on it counts as used."""


@dataclass(kw_only=True, slots=True)
class Stopwatch:
    """Counts from `start`; `seen` is (CPU seconds, cost in whole units) of every improvement that was noted."""

    budget_s: float
    begun: float = 0.0
    begun_wall: float = 0.0
    seen: list[tuple[float, int]] = field(default_factory=list)

    def start(self) -> None:
        """Begin to count."""
        self.begun, self.begun_wall = time.process_time(), time.monotonic()

    def spent(self) -> float:
        """Return the CPU seconds used since the start."""
        return time.process_time() - self.begun

    def wall(self) -> float:
        """Return the seconds on the wall since the start."""
        return time.monotonic() - self.begun_wall

    @property
    def over(self) -> bool:
        """Whether the budget is used up."""
        return self.spent() >= self.budget_s

    def note(self, cost: int) -> None:
        """Remember a cost when it is better than the last."""
        if not self.seen or cost < self.seen[-1][1]:
            self.seen.append((round(self.spent(), 3), cost))

    def on_the_wall(self, attempt: Callable[[float], Result]) -> Result:
        """Run a search that can only be limited on the wall; again with more of it when a busy machine cut it short.

        `attempt` gets the seconds allowed, lays out the instance anew, calls `start` and searches. The last attempt is
        the one that counts.
        """
        wall = self.budget_s
        for _ in range(TRIES):
            result = attempt(wall)
            used = self.spent()
            if used >= ENOUGH * self.budget_s or self.wall() < ENOUGH * wall:
                break
            wall *= self.budget_s / used
            self.seen.clear()
        return result
