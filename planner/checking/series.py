"""Which visits of a series follow each other."""

import numpy as np
import numpy.typing as npt

from planner.problem import NONE, Obligations

Rows = npt.NDArray[np.int64]


def neighbours(owed: Obligations, chosen: npt.NDArray[np.bool_]) -> tuple[Rows, Rows, npt.NDArray[np.bool_]]:
    """Return pairs of obligations next to each other in their series when only the `chosen` ones are looked at.

    Returns
    -------
    before, after : int64 (k,), obligation indices; a series is ordered by ideal date, then by row
    adjacent : bool (k,), whether no obligation of the series that is not chosen lies between the two
    """
    member = np.flatnonzero(owed.series != NONE)
    order = member[np.lexsort((member, owed.ideal_on[member], owed.series[member]))]
    place = np.arange(len(order))
    mine = chosen[order]
    rows, place = order[mine], place[mine]
    same = owed.series[rows[1:]] == owed.series[rows[:-1]]
    return rows[:-1][same], rows[1:][same], (np.diff(place) == 1)[same]
