"""Who may make which visit on which day: one hard rule a module, each a table over rows and duties."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from planner.daily.duty import Duty
from planner.daily.rules.certified import certified
from planner.daily.rules.in_due_window import in_due_window
from planner.daily.rules.not_frozen import not_frozen
from planner.daily.rules.pinned import pinned
from planner.daily.rules.separated import separated
from planner.problem import Problem

Rows = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]
Rule = Callable[[Problem, Rows, tuple[Duty, ...]], Mask]

RULES: tuple[Rule, ...] = (in_due_window, not_frozen, certified, separated, pinned)


def allowed(problem: Problem, rows: Rows, duties: tuple[Duty, ...]) -> Mask:
    """Return which duty may serve which obligation by all rules, bool (n, v)."""
    may = np.ones((len(rows), len(duties)), dtype=np.bool_)
    for rule in RULES:
        may &= rule(problem, rows, duties)
    return may
