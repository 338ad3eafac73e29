"""Several small integer columns as one, so that grouping a million rows sorts plain numbers."""

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]


def grouped(*columns: npt.NDArray[np.integer]) -> tuple[Ints, Ints]:
    """Return the first row of each group of equal rows, in the order of the columns, and the group of each row.

    Falls back to grouping step by step where the ranges do not fit into 63 bits.
    """
    key = np.zeros(len(columns[0]), np.int64)
    room = 1
    for column in columns:
        values = column.astype(np.int64)
        low = int(values.min(initial=0))
        width = int(values.max(initial=0)) - low + 1
        if room * width >= 1 << 62:
            key = np.unique(key, return_inverse=True)[1].ravel().astype(np.int64)
            room = int(key.max(initial=0)) + 1
            values = np.unique(values, return_inverse=True)[1].ravel().astype(np.int64)
            low, width = 0, int(values.max(initial=0)) + 1
        key = key * width + (values - low)
        room *= width
    _, first, group = np.unique(key, return_index=True, return_inverse=True)
    return first.astype(np.int64), group.ravel().astype(np.int64)


def by_region_and_skills(
    regions: npt.NDArray[np.integer], skills: npt.NDArray[np.uint64], rows: Ints
) -> list[tuple[int, int, Ints]]:
    """Return (region, skill set, those of `rows` with both), in ascending order."""
    first, group = grouped(regions[rows], np.unique(skills[rows], return_inverse=True)[1].ravel())
    order = np.argsort(group, kind="stable")
    parts = np.split(rows[order], np.cumsum(np.bincount(group, minlength=len(first)))[:-1])
    return [(int(regions[rows[one]]), int(skills[rows[one]]), part) for one, part in zip(first, parts, strict=False)]
