"""Visits of a month at one building that one person can make on one day become one halt, across programmes.

Source: planning.md L2 (bundling; units of a building make a sweep). Unlike a day's bundles (`planner.daily.bundles`) a
member may narrow the days of the others, as long as enough of them remain: an inspection that may wait a month joins
the tour visit of this week. What does not find a place together is taken apart again by the search.
"""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from planner.daily.bundles import Bundle, bundle, linked
from planner.problem import NONE, Problem

Mask = npt.NDArray[np.bool_]

ENOUGH = 6
"""Duties that must remain to choose from for a bundle, or a half of those its most tied member has."""

ROOMY = 0.5
"""Share of its hours that joining must leave to a bundle."""


@dataclass(kw_only=True, slots=True)
class _Group:
    members: list[int]
    halt: Bundle
    may: Mask
    fewest: int
    series: set[int] = field(default_factory=set)


def sweeps(problem: Problem, rows: npt.NDArray[np.int32], may: Mask, longest_s: int) -> tuple[tuple[int, ...], ...]:
    """Return the halts as tuples of obligations in the order in which they are made.

    Parameters
    ----------
    may : bool (n, v) over all obligations
    longest_s : longest halt in seconds
    """
    everyone = np.arange(len(problem.obligations), dtype=np.int32)
    site = problem.obligations.site[rows]
    building = problem.sites.building[site].astype(np.int64)
    door = np.where(building == NONE, site.astype(np.int64), len(problem.sites) + building)
    width = may.sum(axis=1)
    # The most tied first: the others join it.
    order = np.lexsort((rows, problem.obligations.due_by[rows], width[rows], door))
    groups: list[_Group] = []
    bound = linked(problem)
    here = 0
    for place, row in enumerate(rows[order].tolist()):
        if place and door[order[place]] != door[order[place - 1]]:
            here = len(groups)
        # What has an order with another visit is a halt of its own.
        for group in groups[here:] if not bound[row] else ():
            if not bound[group.members[0]] and _join(problem, everyone, may, group, row, longest_s):
                break
        else:
            groups.append(_alone(problem, everyone, may, row))
    return tuple(one.halt.members for one in groups)


def _alone(problem: Problem, everyone: npt.NDArray[np.int32], may: Mask, row: int) -> _Group:
    series = int(problem.obligations.series[row])
    return _Group(
        members=[row],
        halt=bundle(problem, everyone, [row]),
        may=may[row],
        fewest=int(may[row].sum()),
        series={series} - {NONE},
    )


def _join(
    problem: Problem, everyone: npt.NDArray[np.int32], may: Mask, group: _Group, row: int, longest_s: int
) -> bool:
    """Let `row` join `group` if it can."""
    owed = problem.obligations
    first, series = group.members[0], int(owed.series[row])
    both = group.may & may[row]
    if both.sum() < max(1, min(ENOUGH, group.fewest // 2 + 1)) or series in group.series:
        return False
    if owed.preferred[row] != owed.preferred[first] and NONE not in (owed.preferred[row], owed.preferred[first]):
        return False
    joined = bundle(problem, everyone, _in_order(problem, [*group.members, row]))
    roomy = joined.roominess >= ROOMY * group.halt.roominess
    if not roomy or not joined.windows or joined.halt_s > longest_s:
        return False
    group.members.append(row)
    group.halt, group.may = joined, both
    group.series |= {series} - {NONE}
    return True


def _in_order(problem: Problem, members: list[int]) -> list[int]:
    """Return the members in the order of the visits: whose hours end first, then door by door."""
    owed = problem.obligations
    return sorted(members, key=lambda row: (owed.window_end_s[row], owed.site[row], owed.ids[row]))
