"""Visits that one person alone may make in a week: that person's own hours bound them.

Source: requirements S4.4 and S9.7. Hours are counted for a region as a whole; of a visit pinned to one person, or
barred to all others who could come, only that person's count.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.annual.crews import crews, days_of
from planner.annual.supply import Supply, net_s
from planner.problem import NONE, Problem

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, slots=True)
class Alone:
    """Who may come.

    Attributes
    ----------
    crew : int64 (n,), the crew of each obligation of a region in which some are bound to people; `NONE` elsewhere
    sole : int64 (crews, weeks), the only one of the crew at work, `NONE` where there are more or none
    comes : bool (crews, weeks), somebody of the crew is at work
    seconds : float64 (3, technicians, weeks), what each works: after the shares kept free, on the shifts, at the most
    """

    crew: Ints
    sole: Ints
    comes: Bools
    seconds: Floats


def alone_of(problem: Problem, supply: Supply, rows: Ints) -> Alone:
    """Return who may come to the obligations `rows` (those that have, or could have, a week)."""
    owed, region = problem.obligations, problem.region_of()
    bound = (owed.pinned[rows] != NONE) | (owed.excluded[rows] != NONE)
    touched = np.zeros(len(problem.regions), np.bool_)
    touched[region[rows[bound]]] = True
    crew = np.full(len(owed), NONE, np.int64)
    sole: list[Ints] = []
    comes: list[Bools] = []
    for members, who, there in _crews(problem, supply, rows[touched[region[rows]]]):
        crew[members] = len(sole)
        one = there.sum(axis=0) == 1
        sole.append(np.where(one, who[there.argmax(axis=0)] if len(who) else NONE, NONE))
        comes.append(np.asarray(there.any(axis=0)))
    shape = (len(sole), supply.weeks)
    return Alone(
        crew=crew,
        sole=np.array(sole, np.int64).reshape(shape),
        comes=np.array(comes, np.bool_).reshape(shape),
        seconds=_seconds(problem, supply, {int(one) for row in sole for one in np.unique(row)} - {NONE}),
    )


def _crews(problem: Problem, supply: Supply, rows: Ints) -> Iterator[tuple[Ints, Ints, Bools]]:
    """Yield obligations with those who may come, and the weeks in which each of these is at work."""
    known: dict[tuple[int, int], Bools] = {}
    for members, crew in crews(problem, supply, rows):
        who = np.array([one for one in crew.people if one != crew.excluded], np.int64)
        there = np.zeros((max(1, len(who)), supply.weeks), np.bool_)
        for place, number in enumerate(who.tolist()):
            there[place, supply.week_of_day[days_of(problem, number, crew.need, known)]] = True
        yield members, who, there


def _seconds(problem: Problem, supply: Supply, people: set[int]) -> Floats:
    table, policy, start = np.zeros((3, len(problem.technicians), supply.weeks)), problem.policy, problem.horizon.start
    for number in sorted(people):
        person = problem.technicians[number]
        for shift in person.shifts:
            day, worked = (shift.on - start).days, person.work_s(shift)
            if 0 <= day < supply.days:
                spare = policy.overtime_s if person.max_work_s is None else person.max_work_s - worked
                longer = min(policy.overtime_s, spare)
                table[:, number, supply.week_of_day[day]] += net_s(policy, person, shift), worked, worked + longer
    return table
