"""The year of one region: a value in, a value out, so that any executor can run it."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.annual.bundling import bundle
from planner.annual.capacity import Capacity
from planner.annual.classes import Owed, curves
from planner.annual.ground import Ground
from planner.annual.handout import hand_out
from planner.annual.levelling import level
from planner.annual.trim import trimmed

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, slots=True)
class RegionTask:
    """What one region needs to be planned.

    Attributes
    ----------
    fixed : float64 (skill sets, weeks), hours bound by frozen and pinned visits
    keep : `owed.target` is an earlier plan
    ground : cells and doors of `owed` and of what is settled
    """

    region: int
    owed: Owed
    capacity: Capacity
    fixed: Floats
    keep: bool
    ground: Ground


@dataclass(frozen=True, kw_only=True, slots=True)
class RegionWeeks:
    """Week of each row (-1: given up), the price of an hour by week and by skill set, and the hours with overtime."""

    region: int
    week: Ints
    price: Floats
    skill_price: Floats
    capacity: Capacity


def plan_region(task: RegionTask) -> RegionWeeks:
    """Return the weeks of one region."""
    classes = curves(task.owed, task.fixed.shape[1])
    levelled = level(classes, task.capacity, task.fixed, keep=task.keep)
    capacity = levelled.capacity
    week = trimmed(task.owed, hand_out(task.owed, classes, levelled), capacity, task.fixed)
    n, ground = len(week), task.ground
    bundled = bundle(ground, np.concatenate([week, ground.first[n:]]), capacity)
    return RegionWeeks(
        region=task.region,
        week=bundled[:n],
        price=levelled.price,
        skill_price=levelled.skill_price,
        capacity=capacity,
    )
