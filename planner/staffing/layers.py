"""Which people share which work: work that asks for a certificate goes to those who hold it, the rest evens out.

A layer is all work that the same people may do. Layers are dealt in order of how few may do them; within one, each
person's load (work over capacity) is levelled with what the layers before have given (water filling).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.staffing.ground import Floats, Ints

SMALLEST = 0.08
"""A share of a layer under so much of the even one is not worth a territory: somebody else takes it."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Layer:
    """Work and the people it is dealt to.

    Attributes
    ----------
    needs : skill sets whose work is in it
    people : rows of those who get a part of it
    target : int64 (len(people),), minutes each should get
    """

    needs: tuple[int, ...]
    people: tuple[int, ...]
    target: Ints


def layers(needs: dict[int, int], held: Sequence[int], capacity: Ints) -> tuple[list[Layer], dict[int, int]]:
    """Deal minutes of work by skill set (`needs`) to people who hold `held` and can do `capacity` minutes.

    Returns
    -------
    The layers, and the minutes by skill set that nobody may do.
    """
    may: dict[tuple[int, ...], list[int]] = {}
    nobody: dict[int, int] = {}
    for need, minutes in sorted(needs.items()):
        able = tuple(row for row, skills in enumerate(held) if not need & ~skills and capacity[row] > 0)
        if able:
            may.setdefault(able, []).append(need)
        else:
            nobody[need] = minutes
    given = np.zeros(len(held))
    found = []
    for able, kinds in sorted(may.items(), key=lambda item: (len(item[0]), item[0])):
        work = sum(needs[kind] for kind in kinds)
        people, target = _levelled(work, np.array(able), given, capacity.astype(np.float64))
        given[list(people)] += target
        found.append(Layer(needs=tuple(kinds), people=people, target=np.maximum(1, np.rint(target)).astype(np.int64)))
    return found, nobody


def _levelled(work: int, able: Ints, given: Floats, capacity: Floats) -> tuple[tuple[int, ...], Floats]:
    share = _filled(work, given[able], capacity[able])
    kept = share >= SMALLEST * work * capacity[able] / capacity[able].sum()
    if not kept.any():
        kept = share >= share.max()
    able = able[kept]
    return tuple(able.tolist()), _filled(work, given[able], capacity[able])


def _filled(work: int, given: Floats, capacity: Floats) -> Floats:
    """Pour `work` so that the lowest loads (given + poured over capacity) rise to one level."""
    load = given / capacity
    for level_of in np.sort(load)[::-1]:
        low = load <= level_of
        level = (work + given[low].sum()) / capacity[low].sum()
        if level >= level_of:
            return np.asarray(np.where(low, np.maximum(0.0, level * capacity - given), 0.0))
    return np.asarray(work * capacity / capacity.sum())
