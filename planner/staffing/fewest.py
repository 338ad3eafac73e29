"""The fewest groups in which neighbouring areas are bearable, and a cheap partition into so many.

Each number of groups is searched quickly, from what the work alone asks for upwards. Groups that are too much for one
person are halved, which gives a bearable partition into a few more: the numbers up to that one are worth trying, no
others. Only the best is polished. What this costs grows with the numbers tried times the effort of one search.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from planner.staffing.districts import Districting
from planner.staffing.graph import components
from planner.staffing.grow import Groups
from planner.staffing.halves import halved
from planner.staffing.partition import Effort, partition, polished

HURRY = 6
"""Numbers of groups left out of the search where many are too much: one for so many of them."""

Bearable = Callable[[list[int]], bool]


def fewest_groups(
    question: Callable[[int], Districting], bearable: Bearable, fewest: int, *, seed: int, effort: Effort | None
) -> tuple[list[list[int]], bool]:
    """Return the members of each group, and whether no partition into so many is cheaper.

    Parameters
    ----------
    question : the districting into a number of groups
    bearable : whether one person can look after a group; true of every single place
    fewest : the fewest groups that can be enough
    """
    effort = effort or Effort()
    quick, count, best = replace(effort, pairs=0), fewest, None
    while best is None or count < len(best):
        found = partition(question(count), seed=seed, effort=quick)
        groups = _members(found.group_of, count)
        if all(map(bearable, groups)):
            best, proven = groups, found.proven
            break
        parted = _parted(question(count), groups, bearable)
        if best is None or len(parted) < len(best):
            best, proven = parted, False
        count += max(1, (len(parted) - count) // HURRY)
    return (best, True) if proven else (_polished(question(len(best)), best, bearable, effort), False)


def _members(group_of: Groups, count: int) -> list[list[int]]:
    return [np.flatnonzero(group_of == group).tolist() for group in range(count)]


def _parted(question: Districting, groups: list[list[int]], bearable: Bearable) -> list[list[int]]:
    """Return the groups, those that are too much halved until none is."""
    waiting, kept = groups[::-1], []
    while waiting:
        group = waiting.pop()
        if bearable(group):
            kept.append(group)
        else:
            waiting += halved(question.graph, question.work, group)
    return kept


def _polished(question: Districting, groups: list[list[int]], bearable: Bearable, effort: Effort) -> list[list[int]]:
    """Return the groups after pairs of neighbours were solved anew, unless that makes one too much."""
    group_of = np.zeros(len(question.work), np.int32)
    for number, group in enumerate(groups):
        group_of[group] = number
    better = _members(polished(question, group_of, effort), len(groups))
    whole = all(len(components(question.graph, group)) == 1 for group in better)
    return better if whole and all(map(bearable, better)) else groups
