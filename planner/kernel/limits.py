"""How long to search, in work done: results repeat on any machine."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchLimits:
    """Work of one search.

    Attributes
    ----------
    iterations : ruin-and-recreate steps of one run
    restarts : independent runs, of which the best counts; at least 1
    seed : where the random numbers begin
    master_work : deterministic time of CP-SAT to assemble the best routes of all runs; 0: none
    """

    iterations: int = 20_000
    restarts: int = 1
    seed: int = 1
    master_work: float = 0.3

    def __post_init__(self) -> None:
        if self.iterations < 0 or self.restarts < 1:
            raise ValueError("iterations must not be negative and restarts at least 1")
