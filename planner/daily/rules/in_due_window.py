"""A visit is made neither before it may be nor after it is due.

Source: S4.2, S9.1. Hard here for all visits: a later one is planned by the level that knows it is late.
"""

import numpy as np
import numpy.typing as npt

from planner.daily.duty import Duty
from planner.daily.rules.columns import days_of
from planner.problem import Problem


def in_due_window(problem: Problem, rows: npt.NDArray[np.int32], duties: tuple[Duty, ...]) -> npt.NDArray[np.bool_]:
    """Return where ``not_before <= date <= due_by``, bool (n, v)."""
    owed, days = problem.obligations, days_of(duties)
    return (owed.not_before[rows][:, None] <= days) & (days <= owed.due_by[rows][:, None])
