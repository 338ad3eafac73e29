"""Customers gathered into small cells: squares that are quartered where there is much work (a quadtree)."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.staffing.ground import Floats, Ints

DEEPEST = 14
"""Times a square may be quartered; what stands on one spot stays together."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Cells:
    """`m` cells.

    Attributes
    ----------
    of : int32 (n,), cell of each point
    middle : float64 (m, 2), flat metres, mean of the cell's points weighed by work
    work : int64 (m,), minutes
    """

    of: npt.NDArray[np.int32]
    middle: Floats
    work: Ints

    def __len__(self) -> int:
        return len(self.work)


def gather(points: Floats, work: Ints, wanted: int) -> Cells:
    """Gather (n, 2) flat points, n >= 1, into about `wanted` cells or more of similar work.

    Cells are ordered from west to east; which points share a cell does not depend on their order.
    """
    low, size = points.min(axis=0), max(1.0, float(np.ptp(points, axis=0).max()) * 1.0001)
    most = max(1, int(work.sum()) // max(1, wanted))
    key = np.zeros(len(points), np.int64)
    divided = np.ones(len(points), np.bool_)
    for depth in range(1, DEEPEST + 1):
        _, cell = np.unique(key, return_inverse=True)
        load = np.bincount(cell, weights=work)
        divided &= (load > most)[cell] & (np.bincount(cell) > 1)[cell]
        if not divided.any():
            break
        square = np.floor((points - low) / (size / 2**depth)).astype(np.int64)
        quarter = (square[:, 0] & 1) * 2 + (square[:, 1] & 1) + 1
        key = key * 5 + np.where(divided, quarter, 0)
    return _measured(points, work, key)


def _measured(points: Floats, work: Ints, key: Ints) -> Cells:
    _, of = np.unique(key, return_inverse=True)
    of = of.ravel()
    load = np.bincount(of, weights=work).astype(np.int64)
    weight = np.maximum(work, 1e-9).astype(np.float64)
    total = np.bincount(of, weights=weight)
    middle = np.stack([np.bincount(of, weights=weight * points[:, axis]) / total for axis in (0, 1)], axis=1)
    # Sums in another order differ in the last digits; millimetres do not.
    middle = middle.round(3)
    order = np.lexsort((middle[:, 1], middle[:, 0]))
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    return Cells(of=rank[of].astype(np.int32), middle=middle[order], work=load[order])
