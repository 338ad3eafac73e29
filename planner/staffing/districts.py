"""The question of districting: places with work are given to people, balanced, compact and in one piece each.

Cost, in minutes times 100 m: work times the way to the group's middle (its best member) and from its holder's base to
that middle, plus prices on minutes off the target and on minutes beyond the tolerance. Whole numbers throughout, so
that the search, the exact model and the checker agree to the last digit.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.problem.errors import Flaw, ProblemError
from planner.staffing.graph import Graph

Ints = npt.NDArray[np.int64]
UNIT_M = 100
"""Metres that ways are counted in."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Districting:
    """Give `n` places to `k` groups.

    Attributes
    ----------
    graph : connected, over the n places
    work : int64 (n,), minutes
    way : int64 (n, n), hundreds of metres between places
    target, low, high : int64 (k,), minutes a group should have, and what the tolerance allows
    reach : int64 (k, n), hundreds of metres from the holder's base to each place, weighed as policy says
    off_price, out_price : price of a minute off the target, and of a minute outside `low`..`high`
    """

    graph: Graph
    work: Ints
    way: Ints
    target: Ints
    low: Ints
    high: Ints
    reach: Ints
    off_price: int
    out_price: int

    def __post_init__(self) -> None:
        n, k = len(self.work), len(self.target)
        if not 0 < k <= n:
            raise ProblemError(
                [
                    Flaw(
                        path="districting",
                        message_en=f"{k} group(s) cannot share {n} place(s)",
                        message_zh=f"{n} 个地块无法分给 {k} 组",
                    )
                ]
            )

    @property
    def groups(self) -> int:
        """Number of groups."""
        return len(self.target)

    def balance(self, group: int, minutes: int) -> int:
        """Return what a group of so many minutes costs by its work alone."""
        outside = max(0, minutes - int(self.high[group]), int(self.low[group]) - minutes)
        return self.off_price * abs(minutes - int(self.target[group])) + self.out_price * outside

    def cost_of(self, group: int, members: Sequence[int]) -> int:
        """Return the cost of a group of at least one place."""
        rows = np.asarray(members, dtype=np.int64)
        work = self.work[rows]
        ways = (work[:, None] * self.way[np.ix_(rows, rows)]).sum(axis=0) + work.sum() * self.reach[group, rows]
        return int(ways.min()) + self.balance(group, int(work.sum()))

    def cost(self, group_of: npt.NDArray[np.int32]) -> int:
        """Return the cost of a whole partition without empty groups."""
        return sum(self.cost_of(group, np.flatnonzero(group_of == group).tolist()) for group in range(self.groups))


def districting(
    graph: Graph,
    work: Ints,
    metres: Ints,
    target: Ints,
    *,
    tolerance: float,
    reach_m: Ints | None = None,
) -> Districting:
    """Put the question with prices that suit the size of the ground: balance before short ways, within reason.

    A minute outside the tolerance costs as much as carrying it twenty times the usual way to a middle; within it an
    eighth of that way: enough to decide between equals, too little to pay for a ragged border.
    """
    way = np.rint(metres / UNIT_M).astype(np.int64)
    middle = int(np.argmin((work[:, None] * way).sum(axis=0)))
    usual = max(1, int(np.ceil((work * way[:, middle]).sum() / max(1, work.sum()) / max(1, len(target)) ** 0.5)))
    slack = np.ceil(tolerance * target).astype(np.int64)
    return Districting(
        graph=graph,
        work=work,
        way=way,
        target=target,
        low=np.maximum(0, target - slack),
        high=target + slack,
        reach=np.zeros((len(target), len(work)), np.int64)
        if reach_m is None
        else np.rint(reach_m / UNIT_M).astype(np.int64),
        off_price=max(1, usual // 8),
        out_price=20 * usual,
    )
