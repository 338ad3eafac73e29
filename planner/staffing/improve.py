"""Simulated annealing over places on the border of two groups; a group never falls apart and is never empty."""

import math
from dataclasses import dataclass, field

import numpy as np

from planner.staffing.districts import Districting, Ints
from planner.staffing.graph import holds_without
from planner.staffing.grow import Groups

WARM, COLD = 0.02, 0.0002
"""First and last temperature, in shares of the cost of a group."""


@dataclass(kw_only=True, slots=True, eq=False)
class State:
    """A partition while it is changed.

    Attributes
    ----------
    ways : int64 (k, n), work of each group times its way to each place
    minutes, cost : of each group
    """

    question: Districting
    group_of: Groups
    members: list[set[int]] = field(init=False)
    ways: Ints = field(init=False)
    minutes: list[int] = field(init=False)
    cost: list[int] = field(init=False)

    def __post_init__(self) -> None:
        k = range(self.question.groups)
        self.members = [set(np.flatnonzero(self.group_of == group).tolist()) for group in k]
        weighed = self.question.work[:, None] * self.question.way
        self.ways = np.stack([weighed[self.group_of == group].sum(axis=0) for group in k])
        self.minutes = [int(self.question.work[self.group_of == group].sum()) for group in k]
        self.cost = [self.question.cost_of(group, sorted(self.members[group])) for group in k]

    def try_move(self, place: int, to: int, most: float) -> int | None:
        """Give `place` to group `to` unless that costs more than `most`; return the change of cost, None if not."""
        question, source = self.question, int(self.group_of[place])
        if not holds_without(question.graph, self.members[source], place):
            return None
        moved, work = question.work[place] * question.way[place], int(question.work[place])
        out_ways, in_ways = self.ways[source] - moved, self.ways[to] + moved
        rest = np.fromiter((one for one in self.members[source] if one != place), np.int64)
        more = np.append(np.fromiter(self.members[to], np.int64), place)
        out_cost = self._priced(source, out_ways, rest, self.minutes[source] - work)
        in_cost = self._priced(to, in_ways, more, self.minutes[to] + work)
        change = out_cost + in_cost - self.cost[source] - self.cost[to]
        if change > most:
            return None
        self.ways[source], self.ways[to] = out_ways, in_ways
        self.cost[source], self.cost[to] = out_cost, in_cost
        self.minutes[source] -= work
        self.minutes[to] += work
        self.members[source].discard(place)
        self.members[to].add(place)
        self.group_of[place] = to
        return change

    def _priced(self, group: int, ways: Ints, rows: Ints, minutes: int) -> int:
        middle = int((ways[rows] + minutes * self.question.reach[group, rows]).min())
        return middle + self.question.balance(group, minutes)


def annealed(question: Districting, begin: Groups, steps: int, rng: np.random.Generator) -> Groups:
    """Return the cheapest partition met in `steps` tries from `begin`; the same generator gives the same one."""
    state = State(question=question, group_of=begin.copy())
    best, least = begin.copy(), sum(state.cost)
    now = least
    warm, cold = WARM * least / question.groups, max(1e-6, COLD * least / question.groups)
    places = rng.integers(0, len(question.work), steps)
    luck, pick = rng.random(steps), rng.random(steps)
    for step, place in enumerate(places.tolist()):
        others = sorted({int(state.group_of[there]) for there in question.graph.neighbours[place]})
        others = [group for group in others if group != state.group_of[place]]
        if not others:
            continue
        heat = warm * (cold / warm) ** (step / steps) if warm > cold else cold
        change = state.try_move(place, others[int(pick[step] * len(others))], -heat * math.log(1.0 - luck[step]))
        if change is not None:
            now += change
            if now < least:
                best, least = state.group_of.copy(), now
    return best
