"""Visits that only some people may make lie in weeks in which one of those is at work.

Source: requirements S4.4 and S9.7. Hours are counted for the region as a whole; a visit barred to one technician, or
pinned to one, may thereby fall into a week in which the others, or that one, are away. It moves to the nearest week of
its window that will do.
"""

import numpy as np
import numpy.typing as npt

from planner.annual.crews import crews, open_weeks
from planner.annual.openings import Openings
from planner.annual.supply import Supply
from planner.problem import NONE, Problem

Ints = npt.NDArray[np.int64]
OUT = -1


def attended(problem: Problem, supply: Supply, week: Ints, room: Openings) -> Ints:
    """Return the weeks with such visits moved; their windows always hold one week that will do."""
    owed = problem.obligations
    personal = (owed.excluded != NONE) | (owed.pinned != NONE)
    week = week.copy()
    for rows, crew in crews(problem, supply, np.flatnonzero(personal & (week != OUT))):
        good = open_weeks(crew, supply)
        for row in rows[~good[week[rows]]].tolist():
            choices = np.arange(room.first_week[row], room.last_week[row] + 1)
            choices = choices[good[choices]]
            week[row] = choices[np.argmin(np.abs(choices - week[row]))]
    return week
