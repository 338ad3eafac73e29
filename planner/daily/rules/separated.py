"""Who visits a customer is not the one barred from it, such as the area's own account owner.

Source: S4.4. Hard.
"""

import numpy as np
import numpy.typing as npt

from planner.daily.duty import Duty
from planner.daily.rules.columns import people_of
from planner.problem import Problem


def separated(problem: Problem, rows: npt.NDArray[np.int32], duties: tuple[Duty, ...]) -> npt.NDArray[np.bool_]:
    """Return where the technician is not excluded, bool (n, v)."""
    return np.not_equal(problem.obligations.excluded[rows][:, None], people_of(duties))
