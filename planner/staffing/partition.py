"""Places to groups: grown, annealed, then made exact (the whole when it is small, else pair by pair of neighbours)."""

from dataclasses import dataclass, replace

import numpy as np

from planner.staffing.districts import Districting
from planner.staffing.exact import solve_exactly
from planner.staffing.graph import components
from planner.staffing.grow import Groups, first_partition
from planner.staffing.improve import annealed

STARTS = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Effort:
    """How long to search: counts of work, no clock, so that results repeat.

    Attributes
    ----------
    steps_per_place : tries of the annealing for each place, at most `most_steps` in all
    exact_places : so many places times types of holder are solved as a whole
    exact_work : work limit of CP-SAT for the whole; a pair of groups gets a tenth of it
    pairs, pair_places : pairs of neighbouring groups that are solved anew, and how large they may be
    """

    steps_per_place: int = 60
    most_steps: int = 24_000
    exact_places: int = 24
    exact_work: float = 6.0
    pairs: int = 40
    pair_places: int = 14


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Partition:
    """Group of each place, int32 (n,); its cost, and the least cost anything can have (0 when nothing is proven)."""

    group_of: Groups
    cost: int
    bound: int

    @property
    def proven(self) -> bool:
        """Whether nothing cheaper exists."""
        return self.bound >= self.cost


def partition(question: Districting, *, seed: int = 1, effort: Effort | None = None) -> Partition:
    """Return a cheap partition into connected groups; the same question and seed give the same one.

    Raises
    ------
    ValueError : the graph is not connected
    """
    effort = effort or Effort()
    if len(components(question.graph)) > 1:
        raise ValueError("the places are not connected")
    if question.groups == 1:
        whole = np.zeros(len(question.work), np.int32)
        return Partition(group_of=whole, cost=question.cost(whole), bound=question.cost(whole))
    found = _searched(question, seed, effort)
    kinds = len({row.tobytes() for row in question.reach}) * len(set(question.target.tolist()))
    if len(question.work) * kinds <= effort.exact_places:
        exact = solve_exactly(question, found, effort.exact_work)
        return Partition(group_of=exact.group_of, cost=exact.cost, bound=exact.bound)
    better = polished(question, found, effort)
    return Partition(group_of=better, cost=question.cost(better), bound=0)


def _searched(question: Districting, seed: int, effort: Effort) -> Groups:
    steps = min(effort.most_steps, effort.steps_per_place * len(question.work)) // STARTS
    found = []
    for start in range(STARTS):
        rng = np.random.default_rng([seed, start])
        found.append(annealed(question, first_partition(question, rng), steps, rng))
    return min(found, key=question.cost)


def polished(question: Districting, group_of: Groups, effort: Effort) -> Groups:
    """Solve pairs of neighbouring groups exactly, the dearest first, each once."""
    group_of = group_of.copy()
    cost = [question.cost_of(group, np.flatnonzero(group_of == group).tolist()) for group in range(question.groups)]
    pairs = {tuple(sorted((int(group_of[a]), int(group_of[b])))) for a, b in question.graph.edges}
    wanted = sorted(((-(cost[a] + cost[b]), a, b) for a, b in pairs if a != b))
    solved = 0
    for _, a, b in wanted:
        rows = np.flatnonzero((group_of == a) | (group_of == b))
        if len(rows) > effort.pair_places or solved >= effort.pairs:
            continue
        solved += 1
        group_of[rows] = _resolved(question, rows, group_of[rows], (a, b), effort)
    return group_of


def _resolved(
    question: Districting, rows: np.typing.NDArray[np.int64], group_of: Groups, pair: tuple[int, int], effort: Effort
) -> Groups:
    chosen = list(pair)
    part = replace(
        question,
        graph=question.graph.part(rows.tolist()),
        work=question.work[rows],
        way=question.way[np.ix_(rows, rows)],
        target=question.target[chosen],
        low=question.low[chosen],
        high=question.high[chosen],
        reach=question.reach[np.ix_(np.array(chosen), rows)],
    )
    if len(components(part.graph)) > 1:
        return group_of
    begin = (group_of == pair[1]).astype(np.int32)
    return np.asarray(chosen, np.int32)[solve_exactly(part, begin, effort.exact_work / 10).group_of]
