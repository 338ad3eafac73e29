"""A first partition: groups grow side by side from spread-out seeds, the one with least work first."""

import heapq

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment

from planner.staffing.districts import Districting, Ints

ROUNDS = 6
"""Times the groups are grown anew from the middles of the last time."""
Groups = npt.NDArray[np.int32]


def first_partition(question: Districting, rng: np.random.Generator) -> Groups:
    """Return the best of a few grown partitions, int32 (n,); every group is connected and has a place."""
    seeds = _seeds(question, rng)
    best, least = None, 0
    for _ in range(ROUNDS):
        grown = _grow(question, _named(question, seeds))
        cost = question.cost(grown)
        if best is None or cost < least:
            best, least = grown, cost
        seeds = _middles(question, grown)
    assert best is not None  # noqa: S101
    return best


def _seeds(question: Districting, rng: np.random.Generator) -> Ints:
    """Return k places far from each other, the first by chance, by k-means++ weights without the chance."""
    weight = np.maximum(1, question.work)
    chosen = [int(rng.choice(len(weight), p=weight / weight.sum()))]
    away = question.way[chosen[0]].astype(np.float64)
    while len(chosen) < question.groups:
        score = away * weight**0.5
        score[chosen] = -1
        chosen.append(int(np.argmax(score)))
        away = np.minimum(away, question.way[chosen[-1]])
    return np.array(chosen)


def _named(question: Districting, seeds: Ints) -> Ints:
    """Return the seed of each group: near its holder's base."""
    price = question.target[:, None] * question.reach[:, seeds]
    return np.asarray(seeds[linear_sum_assignment(price)[1]])


def _grow(question: Districting, seeds: Ints) -> Groups:
    group_of = np.full(len(question.work), -1, np.int32)
    group_of[seeds] = np.arange(question.groups)
    load = question.work[seeds].astype(np.float64)
    edge: list[list[tuple[int, int]]] = [[] for _ in seeds]
    for group, seed in enumerate(seeds.tolist()):
        _reach_out(question, edge[group], seed, seed)
    turn = [(load[group] / max(1, question.target[group]), group) for group in range(question.groups)]
    heapq.heapify(turn)
    while turn:
        _, group = heapq.heappop(turn)
        place = _next(edge[group], group_of)
        if place is None:
            continue
        group_of[place] = group
        load[group] += question.work[place]
        _reach_out(question, edge[group], place, int(seeds[group]))
        heapq.heappush(turn, (load[group] / max(1, question.target[group]), group))
    return group_of


def _reach_out(question: Districting, edge: list[tuple[int, int]], place: int, seed: int) -> None:
    for there in question.graph.neighbours[place]:
        heapq.heappush(edge, (int(question.way[seed, there]), there))


def _next(edge: list[tuple[int, int]], group_of: Groups) -> int | None:
    while edge:
        _, place = heapq.heappop(edge)
        if group_of[place] < 0:
            return place
    return None


def _middles(question: Districting, group_of: Groups) -> Ints:
    middles = []
    for group in range(question.groups):
        rows = np.flatnonzero(group_of == group)
        ways = (question.work[rows, None] * question.way[np.ix_(rows, rows)]).sum(axis=0)
        middles.append(int(rows[np.argmin(ways)]))
    return np.array(middles)
