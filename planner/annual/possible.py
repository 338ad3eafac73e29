"""Hard visits that no number of hours would help: lapsed before the plan begins, or longer than any shift.

Source: requirement S9.1 (nothing lapses silently). Minutes flow, visits do not: the flow alone would cut a visit of
nine hours into two days.
"""

import numpy as np
import numpy.typing as npt

from planner.annual.demand import window_days
from planner.annual.keys import by_region_and_skills
from planner.annual.supply import Supply
from planner.problem import Problem

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


def lapsed(problem: Problem) -> Bools:
    """Tell for each obligation whether its due date lies before the horizon."""
    return window_days(problem)[1] < 0


def later(problem: Problem) -> Bools:
    """Tell for each obligation whether its due date lies after the horizon."""
    return window_days(problem)[1] >= problem.horizon.days


def reach(problem: Problem, supply: Supply, region: int, skills: int) -> Ints:
    """Return the pools that may work in `region` on what needs `skills`: at home, or lent by agreement."""
    return np.flatnonzero(np.logical_or.reduce([supply.able(home, skills) for home in homes(problem, region)]))


def homes(problem: Problem, region: int) -> list[int]:
    """Return the regions whose people may work in `region`: its own first; an agreement on no hours lends nobody."""
    lent = (loan.giver for loan in problem.policy.lending if loan.taker == region and loan.hours_per_week > 0)
    return list(dict.fromkeys([region, *lent]))


def too_long(problem: Problem, supply: Supply, rows: Ints | None = None) -> Bools:
    """Tell for each of `rows` (by default all) whether every shift in its window, overtime included, is too short.

    False where there is no shift at all: that is a lack of hours.
    """
    owed = problem.obligations
    chosen = np.arange(len(owed)) if rows is None else rows
    start = np.datetime64(problem.horizon.start, "D")
    first, last = (
        np.clip((column[chosen] - start).astype(np.int64), 0, supply.days - 1)
        for column in (owed.not_before, owed.due_by)
    )
    need = owed.service_s[chosen].astype(np.int64) + owed.setup_s[chosen]
    wrong = np.zeros(len(chosen), np.bool_)
    regions, skills_of = problem.region_of()[chosen].astype(np.int64), owed.skills[chosen]
    for region, skills, mine in by_region_and_skills(regions, skills_of, np.arange(len(chosen))):
        pools = reach(problem, supply, region, skills)
        longest = supply.longest_s[pools].max(axis=0, initial=0)
        most = int(longest.max(initial=0))
        doubtful = mine[need[mine] > int(longest[longest > 0].min(initial=most))]
        for row in doubtful:
            shift = int(longest[first[row] : last[row] + 1].max(initial=0))
            wrong[row] = 0 < shift < need[row]
    return wrong
