"""Only staff whose certificates are all valid on the day do the work.

Source: S9.7. Hard.
"""

import numpy as np
import numpy.typing as npt

from planner.daily.duty import Duty
from planner.problem import Problem


def certified(problem: Problem, rows: npt.NDArray[np.int32], duties: tuple[Duty, ...]) -> npt.NDArray[np.bool_]:
    """Return where every certificate asked for is held on the day, bool (n, v)."""
    held = np.array(
        [problem.technicians[duty.technician].skills_on(duty.on, problem.certificates) for duty in duties],
        dtype=np.uint64,
    )
    needed = problem.obligations.skills[rows][:, None]
    enough: npt.NDArray[np.bool_] = np.equal(held & needed, needed)
    return enough
