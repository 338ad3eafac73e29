"""Does the work fit into the certified hours, day by day: a maximum flow.

source -> class -> (its days, through a tree of day ranges) -> pool on the day -> pool in the week -> sink

The tree halves the horizon again and again, so that a window of any length takes at most ``2 log2(days)`` arcs. Lent
hours go from a day of the borrowing region through the agreed hours of the week to the lender's week. A pool serves
every class whose certificates it holds, nested or not: no two skill sets share a node, so the answer is exact.

Source: planning model, level 0; Goldberg & Tarjan 1988 (doi:10.1145/48014.61051) for the algorithm used by OR-Tools.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from ortools.graph.python import max_flow
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from planner.annual.demand import Demand
from planner.annual.supply import Supply

Ints = npt.NDArray[np.int64]
ENDLESS = 1 << 50
SOURCE, SINK = 0, 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Loan:
    """Pools that may work `seconds_per_week` together for classes of region `taker`: those of them in `groups`."""

    taker: int
    pools: tuple[int, ...]
    skills: tuple[int, ...]
    seconds_per_week: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Fit:
    """What the flow says.

    Attributes
    ----------
    unmet_s : int64 (c,), seconds of each class that find no room
    short : int64 (c,), number of the independent shortage the class belongs to, -1 for none
    spare_s : int64 (p, weeks), hours of each pool that nobody needs
    lent_s : int64 (loans, weeks), hours that flow over each loan
    """

    unmet_s: Ints
    short: Ints
    spare_s: Ints
    lent_s: Ints

    @property
    def fits(self) -> bool:
        """True when all work finds room."""
        return not self.unmet_s.any()


class _Arcs:
    """Arcs gathered column by column."""

    def __init__(self) -> None:
        self.parts: list[tuple[Ints, Ints, Ints]] = []
        self.count = 0

    def add(self, tail: Ints, head: Ints, capacity: Ints | int) -> slice:
        tail, head, room = np.broadcast_arrays(tail, head, capacity)
        self.parts.append((tail.ravel(), head.ravel(), room.ravel()))
        begin, self.count = self.count, self.count + tail.size
        return slice(begin, self.count)

    def joined(self) -> tuple[Ints, Ints, Ints]:
        tails, heads, rooms = zip(*self.parts, strict=True)
        return np.concatenate(tails), np.concatenate(heads), np.concatenate(rooms)


def fit(demand: Demand, supply: Supply, week_s: Ints, loans: tuple[Loan, ...] = ()) -> Fit:
    """Return how much of `demand` fits when pool `p` may work ``week_s[p, w]`` seconds in week `w`.

    Parameters
    ----------
    week_s : int64 (p, weeks), at most ``supply.week_s()`` (less in the cautious run)
    loans : hours that may be worked for another region
    """
    arcs, days = _Arcs(), supply.days
    serve_s = np.minimum(supply.net_s, ENDLESS)
    groups, group = _groups(demand)
    width = 1 << max(0, days - 1).bit_length()
    class_node = 2 + np.arange(len(demand))
    tree = 2 + len(demand) + np.arange(len(groups))[:, None] * (2 * width)
    pool_day = 2 + len(demand) + len(groups) * 2 * width + np.arange(len(supply) * days).reshape(len(supply), days)
    first_week = 2 + len(demand) + len(groups) * 2 * width + len(supply) * days
    pool_week = first_week + np.arange(week_s.size).reshape(week_s.shape)
    fresh = first_week + week_s.size
    asked = arcs.add(np.full(len(demand), SOURCE), class_node, demand.seconds)
    _window_arcs(arcs, class_node, tree[group, 0], demand, width)
    _tree_arcs(arcs, tree[:, 0], width, days)
    _pool_arcs(arcs, groups, supply, tree[:, 0] + width, pool_day)
    open_pool, open_day = np.nonzero(serve_s)
    arcs.add(
        pool_day[open_pool, open_day], pool_week[open_pool, supply.week_of_day[open_day]], serve_s[open_pool, open_day]
    )
    worked = arcs.add(pool_week.ravel(), np.full(week_s.size, SINK), week_s.ravel())
    lent = _loan_arcs(arcs, loans, groups, supply, tree[:, 0] + width, pool_week, fresh)
    return _solved(arcs, demand, class_node, asked, worked, week_s, lent)


def _groups(demand: Demand) -> tuple[npt.NDArray[np.void], Ints]:
    key = np.empty(len(demand), [("region", np.int64), ("skills", np.uint64)])
    key["region"], key["skills"] = demand.region, demand.skills
    groups, of_class = np.unique(key, return_inverse=True)
    return groups, of_class.astype(np.int64).ravel()


def _window_arcs(arcs: _Arcs, node: Ints, root: Ints, demand: Demand, width: int) -> None:
    """Add arcs from each class to the few tree nodes that make up its window."""
    left, right = demand.first_day + width, demand.last_day + width + 1
    while (left < right).any():
        odd = (left < right) & (left & 1 == 1)
        arcs.add(node[odd], root[odd] + left[odd], ENDLESS)
        left = left + odd
        odd = (left < right) & (right & 1 == 1)
        right = right - odd
        arcs.add(node[odd], root[odd] + right[odd], ENDLESS)
        left, right = left >> 1, right >> 1


def _tree_arcs(arcs: _Arcs, root: Ints, width: int, days: int) -> None:
    child = np.arange(2, 2 * width)
    span = width >> (np.log2(child).astype(np.int64))
    first = child * span - width
    child = child[first < days]
    arcs.add(root[:, None] + child // 2, root[:, None] + child, ENDLESS)


def _pool_arcs(arcs: _Arcs, groups: npt.NDArray[np.void], supply: Supply, leaf: Ints, pool_day: Ints) -> None:
    region, skills = groups["region"], groups["skills"]
    able = (region[:, None] == supply.region) & (skills[:, None] & ~supply.skills == 0)
    for number, pool in zip(*np.nonzero(able), strict=True):
        day = np.flatnonzero(supply.net_s[pool])
        arcs.add(leaf[number] + day, pool_day[pool, day], ENDLESS)


def _loan_arcs(
    arcs: _Arcs,
    loans: tuple[Loan, ...],
    groups: npt.NDArray[np.void],
    supply: Supply,
    leaf: Ints,
    pool_week: Ints,
    node: int,
) -> list[slice]:
    """Add arcs that cross from a borrower's days to a lender's weeks; new nodes are numbered from `node` on."""
    used, weeks = [], supply.weeks
    for loan in loans:
        enter, leave = node + np.arange(weeks), node + weeks + np.arange(weeks)
        node += 2 * weeks
        for number in np.flatnonzero((groups["region"] == loan.taker) & np.isin(groups["skills"], loan.skills)):
            arcs.add(leaf[number] + np.arange(supply.days), enter[supply.week_of_day], ENDLESS)
        used.append(arcs.add(enter, leave, loan.seconds_per_week))
        for pool in loan.pools:
            arcs.add(leave, pool_week[pool], ENDLESS)
    return used


def _solved(
    arcs: _Arcs, demand: Demand, class_node: Ints, asked: slice, worked: slice, week_s: Ints, lent: list[slice]
) -> Fit:
    tail, head, room = arcs.joined()
    solver = max_flow.SimpleMaxFlow()
    handles = solver.add_arcs_with_capacity(tail.astype(np.int32), head.astype(np.int32), room)
    short = np.full(len(demand), -1, np.int64)
    if not demand.seconds.any():
        return _result(demand.seconds, short, week_s, np.zeros((len(lent), week_s.shape[1]), np.int64))
    if solver.solve(SOURCE, SINK) != solver.OPTIMAL:
        raise ArithmeticError("the maximum flow did not end")
    flows = np.asarray(solver.flows(handles), np.int64)
    unmet = demand.seconds - flows[asked]
    if unmet.any():
        side = np.zeros(int(max(tail.max(), head.max())) + 1, np.bool_)
        side[solver.get_source_side_min_cut()] = True
        side[[SOURCE, SINK]] = False
        short = _independent(tail, head, side, class_node)
    over_loans = np.stack([flows[part] for part in lent]) if lent else np.zeros((0, week_s.shape[1]), np.int64)
    return _result(unmet, short, week_s - flows[worked].reshape(week_s.shape), over_loans)


def _result(unmet: Ints, short: Ints, spare: Ints, lent: Ints) -> Fit:
    return Fit(unmet_s=unmet, short=short, spare_s=spare, lent_s=lent)


def _independent(tail: Ints, head: Ints, side: npt.NDArray[np.bool_], class_node: Ints) -> Ints:
    """Return for each class the connected part of the cut's source side it lies in, -1 when outside."""
    inside = side[tail] & side[head]
    size = len(side)
    graph = coo_array((np.ones(int(inside.sum()), np.int8), (tail[inside], head[inside])), shape=(size, size))
    part = connected_components(graph, directed=False)[1][class_node].astype(np.int64)
    part[~side[class_node]] = -1
    numbers, renamed = np.unique(part, return_inverse=True)
    return np.asarray(renamed.ravel() - int(numbers[0] == -1), np.int64)
