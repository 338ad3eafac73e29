"""A way of fitting hard work into certified hours that needs no solver: when it succeeds, there is no shortage."""

import numpy as np
import numpy.typing as npt

from planner.checking.law import RegionLaw

Ints = npt.NDArray[np.int64]


def fits_by_hand(law: RegionLaw, need: npt.NDArray[np.uint64], chosen: npt.NDArray[np.bool_]) -> bool:
    """Tell whether the `chosen` of ``law.rows`` fit when each, by due date, takes the hours of those least sought.

    Work may be divided over days and people of the region, nothing is lent. True is certain, False is not.

    Parameters
    ----------
    need : uint64 (k,), skills of ``law.rows``
    chosen : bool (k,)
    """
    pools, left = _pools(law)
    rarity = np.array([int(skills).bit_count() for skills in pools])
    order = np.flatnonzero(chosen)
    order = order[np.lexsort((law.first[order], law.last[order]))]
    for row in order.tolist():
        able = np.flatnonzero((pools & need[row]) == need[row])
        able = able[np.argsort(rarity[able], kind="stable")]
        if not _take(left, able, int(law.first[row]), int(law.last[row]), int(law.work_s[row])):
            return False
    return True


def _pools(law: RegionLaw) -> tuple[npt.NDArray[np.uint64], Ints]:
    """Return the skill sets held, uint64 (p,), and their seconds a day, int64 (p, days)."""
    pools = np.unique(law.skills)
    left = (
        np.stack([np.where(law.skills == one, law.net_s, 0).sum(axis=0) for one in pools]) if len(pools) else law.net_s
    )
    return pools, left.astype(np.int64)


def _take(left: Ints, able: Ints, first: int, last: int, work_s: int) -> bool:
    """Take `work_s` seconds from the earliest days of `able` pools; tell whether there were enough."""
    for pool in able.tolist():
        room = left[pool, first : last + 1]
        before = np.concatenate([[0], np.cumsum(room)[:-1]])
        taken = np.clip(work_s - before, 0, room)
        room -= taken
        work_s -= int(taken.sum())
        if work_s <= 0:
            return True
    return work_s <= 0
