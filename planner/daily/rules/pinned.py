"""What was promised or fixed stays: a pinned visit keeps its technician and its date.

Source: design.md "pinned"; S9.4. Hard.
"""

import numpy as np
import numpy.typing as npt

from planner.daily.duty import Duty
from planner.daily.rules.columns import days_of, people_of
from planner.problem import NONE, Problem


def pinned(problem: Problem, rows: npt.NDArray[np.int32], duties: tuple[Duty, ...]) -> npt.NDArray[np.bool_]:
    """Return where technician and date are those pinned, if any, bool (n, v)."""
    who = problem.obligations.pinned[rows][:, None]
    on = problem.obligations.pinned_on[rows][:, None]
    right_one = np.equal(who, people_of(duties)) | (who == NONE)
    right_day = np.equal(on, days_of(duties)) | np.isnat(on)
    free: npt.NDArray[np.bool_] = right_one & right_day
    return free
