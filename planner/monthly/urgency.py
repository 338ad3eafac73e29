"""What a week may leave out: legal before promised before A, B, C, D, and what ends this week before what can wait."""

from datetime import date

import numpy as np
import numpy.typing as npt

from planner.daily.layout import importance
from planner.problem import Priority, Problem


def urgency(problem: Problem, rows: npt.NDArray[np.int32], last: date) -> npt.NDArray[np.int64]:
    """Return the class of each row in a week that ends on `last`, int64 (n,), 0 is kept first.

    Law and promise come before all else, this week's last chances before later ones; of the tiers those that end
    this week come before those that can wait.
    """
    priority = importance(problem, rows)
    waits = (problem.obligations.due_by[rows] > np.datetime64(last, "D")).astype(np.int64)
    tiers = len(Priority) - Priority.A
    bound = 2 * priority + waits
    tier = 2 * Priority.A + (priority - Priority.A) + tiers * waits
    return np.where(priority < Priority.A, bound, tier)
