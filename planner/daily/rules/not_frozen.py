"""Days that are already given out take nothing new, only what is pinned to them.

Source: design.md "frozen period". Hard.
"""

import numpy as np
import numpy.typing as npt

from planner.daily.duty import Duty
from planner.daily.rules.columns import days_of
from planner.problem import Problem


def not_frozen(problem: Problem, rows: npt.NDArray[np.int32], duties: tuple[Duty, ...]) -> npt.NDArray[np.bool_]:
    """Return where the day is free, or the visit pinned to it, bool (n, v)."""
    days, until = days_of(duties), problem.horizon.frozen_until
    free = np.ones((len(rows), len(duties)), dtype=np.bool_)
    if until is not None:
        free &= (days >= np.datetime64(until, "D")) | (problem.obligations.pinned_on[rows][:, None] == days)
    return free
