"""Who may make a visit at all: at home or lent, certified, the pinned one only, never the one barred.

Source: requirements S9.7 (certificates) and S4.4 (the account owner does not visit). Hard.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.annual.keys import grouped
from planner.annual.possible import homes, reach
from planner.annual.supply import Supply, held_on
from planner.problem import NONE, Problem

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, slots=True)
class Crew:
    """People who may serve one kind of visit.

    Attributes
    ----------
    need : uint64, certificates asked for
    people : tuple of technician indices, certified or not; only the pinned one where there is one
    excluded : index of the technician barred, `NONE` without
    at_work : bool (days,), somebody certified and not barred has a shift
    days : datetime64[D] (days,), the horizon
    """

    need: np.uint64
    people: tuple[int, ...]
    excluded: int
    at_work: Bools
    days: npt.NDArray[np.datetime64]


def crews(problem: Problem, supply: Supply, rows: Ints) -> Iterator[tuple[Ints, Crew]]:
    """Yield the obligations `rows` by crew; each appears once."""
    owed, regions = problem.obligations, problem.region_of()
    skill = np.unique(owed.skills[rows], return_inverse=True)[1].ravel()
    first, group = grouped(regions[rows], skill, owed.pinned[rows], owed.excluded[rows])
    order = np.argsort(group, kind="stable")
    parts = np.split(rows[order], np.cumsum(np.bincount(group, minlength=len(first)))[:-1])
    alone: dict[tuple[int, int], Bools] = {}
    for one, part in zip(rows[first].tolist(), parts, strict=False):
        yield part, _crew(problem, supply, int(regions[one]), one, alone)


def open_weeks(crew: Crew, supply: Supply) -> Bools:
    """Return the weeks in which somebody of the crew is at work, bool (weeks,)."""
    found = np.zeros(supply.weeks, np.bool_)
    found[supply.week_of_day[crew.at_work]] = True
    return found


def _crew(problem: Problem, supply: Supply, region: int, row: int, alone: dict[tuple[int, int], Bools]) -> Crew:
    owed = problem.obligations
    need, pinned, excluded = owed.skills[row], int(owed.pinned[row]), int(owed.excluded[row])
    near = homes(problem, region)
    people = tuple(number for number, person in enumerate(problem.technicians) if person.region in near)
    count = supply.shifts[reach(problem, supply, region, int(need))].sum(axis=0)
    if excluded in people:
        count = count - days_of(problem, excluded, need, alone)
    if pinned != NONE:
        people = tuple(number for number in people if number == pinned)
        free = pinned in people and pinned != excluded
        count = days_of(problem, pinned, need, alone).astype(np.int64) * free
    start = np.datetime64(problem.horizon.start, "D")
    return Crew(
        need=need, people=people, excluded=excluded, at_work=count > 0, days=start + np.arange(problem.horizon.days)
    )


def days_of(problem: Problem, number: int, need: np.uint64, known: dict[tuple[int, int], Bools]) -> Bools:
    """Return the days on which one technician has a shift and all of `need`, bool (days,)."""
    key = (number, int(need))
    if key not in known:
        person, span = problem.technicians[number], problem.horizon
        days = np.array([shift.on for shift in person.shifts if span.start <= shift.on < span.until], "datetime64[D]")
        able = need & ~held_on(person, days, problem.certificates) == 0
        known[key] = np.zeros(span.days, np.bool_)
        known[key][(days[able] - np.datetime64(span.start, "D")).astype(np.int64)] = True
    return known[key]
