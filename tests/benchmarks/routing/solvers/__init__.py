"""Those who are compared: ourselves and the peers, each in a module of its own, loaded only in the child that runs it.

Every module has ``prepare(case, seed)``, which lays the instance out as its library wants it and returns the search.
The clock of the budget starts when the search does.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from typing import cast

from tests.benchmarks.routing.case import Case, Drive
from tests.benchmarks.routing.stopwatch import Stopwatch

OURS = "roundsman"
PEERS = ("pyvrp", "vroom", "ortools", "ortools_best")
SOLVERS = (OURS, *PEERS)
SEEDLESS = ("vroom", "ortools", "ortools_best")
"""Those that draw no random numbers: one run says all that several seeds would."""

Search = Callable[[Stopwatch], Sequence[Drive]]
Prepare = Callable[[Case, int], Search]


class CannotError(ValueError):
    """A solver has no way to express an instance's rules; told in English and in Chinese."""

    def __init__(self, english: str, chinese: str) -> None:
        super().__init__(f"{english} / {chinese}")


def solver_named(name: str) -> Prepare:
    """Load a solver."""
    if name not in SOLVERS:
        raise ValueError(name)
    return cast(Prepare, importlib.import_module(f"{__name__}.by_{name}").prepare)
