"""Customers visited on several days of the horizon: which days each may have, and what stands near what."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from planner.kernel.instance import Ints

NO_DAY = -1
"""Fills the rows of families with fewer visits than the largest has."""


class Families(NamedTuple):
    """`f` families share the `n` stops of an instance; its `v` vehicles are spread over `d` days.

    A family that has patterns takes one of them whole. One that has none keeps the distances between its visits, and
    may leave some out.

    Attributes
    ----------
    first : int32 (f + 1,), family `i` owns ``member[first[i]:first[i + 1]]``
    member : int32 (n,), the stops of each family in time order
    family_of : int32 (n,), the family of each stop
    twin : int32 (n,), a stop that costs and fits everywhere like this one, itself when there is no other
    near : int32 (f, m), the other families from the nearest on
    day_of : int32 (v,), the day of each vehicle; day_first : int32 (d + 1,) and by_day : int32 (v,), its vehicles
    date : int32 (d,), a running number of each day, in which distances are counted
    pattern_first : int32 (f + 1,), rows of `pattern` of each family
    pattern : int32 (r, k), the day of each visit, ``NO_DAY`` in spare columns
    least, most : int32 (n,), days from the family's visit before: at least, and when none between is left out at
        most; 0: no bound (two visits of a family are never on one day)
    wanted : bool (n, d), whether the visit may be on the day
    """

    first: Ints
    member: Ints
    family_of: Ints
    twin: Ints
    near: Ints
    day_of: Ints
    day_first: Ints
    by_day: Ints
    date: Ints
    pattern_first: Ints
    pattern: Ints
    least: Ints
    most: Ints
    wanted: npt.NDArray[np.bool_]
