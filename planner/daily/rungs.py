"""How much of a day may change for an event: as little as serves."""

from enum import StrEnum

import numpy as np
import numpy.typing as npt

from planner.daily.duty import Duty
from planner.daily.rules.columns import people_of
from planner.problem import NONE

Mask = npt.NDArray[np.bool_]


class Rung(StrEnum):
    """A step of the ladder; each allows all that the one before allows."""

    INSERT = "insert"
    """Everybody keeps their visits; new ones and those of who is away are put between."""
    TOUCHED = "touched"
    """The technicians concerned may swap visits among themselves."""
    REGION = "region"
    """All technicians of the region may."""
    NEIGHBOURS = "neighbours"
    """What is still left is given to people of regions that lend."""
    TIMES = "times"
    """Times that customers were told may move inside their own hours, where law or promise is broken otherwise."""


def free_to_move(rung: Rung, owner: npt.NDArray[np.int32], crew: tuple[Duty, ...], touched: frozenset[int]) -> Mask:
    """Return which duty may serve which row on this rung, bool (n, v).

    `owner` is int32 (n,), the technician who has the row now, or NONE.
    """
    people = people_of(crew)
    keeps = np.equal(owner[:, None], people)
    loose = owner == NONE
    if rung in (Rung.REGION, Rung.TIMES):
        loose = np.ones(len(owner), dtype=np.bool_)
    mine = np.isin(owner, list(touched))[:, None] & np.isin(people, list(touched))
    if rung is Rung.TOUCHED:
        keeps = keeps | mine
    free: Mask = keeps | loose[:, None]
    return free
