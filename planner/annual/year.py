"""A week for everything owed in the horizon: the law first, then promises, then tiers A to D.

Source: requirements S4.2 and S9.1; planning model, level 1. Hard rules: windows, certificates and hours of the week,
weeks that are frozen, visits that are pinned. Soft: an even load, the ideal week, the earlier plan. Nobody is left out
without a reason and a way to change it. Regions are planned by themselves, on any executor; of the hours they may lend
each other only the share is used that the law needs (in sixteenths).
"""

from collections.abc import Callable
from concurrent.futures import Executor

import numpy as np
import numpy.typing as npt

from planner.annual.capacity import capacity_of, week_hours
from planner.annual.classes import Owed
from planner.annual.demand import setup_once
from planner.annual.keys import grouped
from planner.annual.leftovers import explained
from planner.annual.openings import FREE, REASONS, Openings, frozen_days, openings
from planner.annual.personal import attended
from planner.annual.proof import law_fit, proof_of
from planner.annual.region import RegionTask, RegionWeeks, plan_region
from planner.annual.spacing import OUT, spaced
from planner.annual.supply import Supply
from planner.plan import Reason, YearPlan
from planner.problem import NONE, Priority, Problem

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
HOUR_S = 3600
WAITING = max(Priority) + 1
"""The level of what may still be made after the horizon: the first to give way."""


def plan_year(
    problem: Problem,
    *,
    previous_week: npt.NDArray[np.int32] | None = None,
    progress: Callable[[float], None] | None = None,
    executor: Executor | None = None,
) -> YearPlan:
    """Return the week of every obligation.

    Parameters
    ----------
    previous_week : int32 (n,), the weeks of an earlier plan, -1 for none: those before ``horizon.frozen_until`` stay,
        the others are left only for a reason
    progress : told the share done, 0..1
    executor : where regions are planned; None: here, one after another

    Raises
    ------
    ArithmeticError : a solver failed on a region
    """
    report = progress or _silent
    law = law_fit(problem)
    proof = proof_of(problem, law)
    report(0.2)
    room = openings(problem, law.supply)
    week, bound = _bound(problem, room, previous_week)
    supply, hours = week_hours(law)
    tasks, rows = _tasks(problem, room, week, previous_week, supply, hours)
    prices = np.zeros((len(problem.regions), law.supply.weeks))
    found = executor.map(plan_region, tasks) if executor else map(plan_region, tasks)
    for number, answer in enumerate(found):
        _take(answer, rows[number], week, prices)
        report(0.2 + 0.7 * (number + 1) / len(tasks))
    week = np.where(bound, week, attended(problem, law.supply, week, room))
    week, apart = spaced(problem, law.supply, week, room, bound)
    reason = _reasons(room, week, apart)
    report(1.0)
    return YearPlan(
        week=week.astype(np.int32),
        load_s=_load(problem, week, law.supply.weeks),
        capacity_s=_by_region(problem, supply, hours) * HOUR_S,
        hour_price=prices,
        unplanned=explained(problem, room, reason, proof),
        proof=proof,
    )


def _silent(share: float) -> None:
    """Tell nobody."""
    del share


def _bound(
    problem: Problem, room: Openings, previous: npt.NDArray[np.int32] | None
) -> tuple[Ints, npt.NDArray[np.bool_]]:
    """Return the weeks that are settled beforehand: pinned dates, and what an earlier plan has in frozen weeks."""
    owed = problem.obligations
    week = np.full(len(owed), OUT, np.int64)
    frozen = frozen_days(problem.horizon)
    if previous is not None and frozen:
        last_frozen = int(problem.horizon.start.weekday() + frozen) // 7
        stays = (previous >= 0) & (previous < last_frozen)
        week[stays] = previous[stays]
    pinned = ~np.isnat(owed.pinned_on) & (room.reason == FREE)
    week[pinned] = room.first_week[pinned]
    return week, week != OUT


def _tasks(
    problem: Problem,
    room: Openings,
    week: Ints,
    previous: npt.NDArray[np.int32] | None,
    supply: Supply,
    hours: Floats,
) -> tuple[list[RegionTask], list[Ints]]:
    work, target, level = _work(problem, room), _target(problem, previous), _level(problem, room)
    owed, regions, weeks = problem.obligations, problem.region_of(), hours.shape[1]
    open_rows = (room.reason == FREE) & (week == OUT)
    tasks, rows = [], []
    for region in np.unique(regions[open_rows]).tolist():
        mine = np.flatnonzero(open_rows & (regions == region))
        settled = np.flatnonzero((week != OUT) & (regions == region))
        skills = np.unique(np.concatenate([owed.skills[mine], owed.skills[settled]]))
        fixed = np.zeros((len(skills), weeks))
        np.add.at(fixed, (np.searchsorted(skills, owed.skills[settled]), week[settled]), work[settled] / HOUR_S)
        tasks.append(
            RegionTask(
                region=region,
                owed=_owed(problem, room, mine, skills, (work, target, level)),
                capacity=capacity_of(region, skills, supply, hours),
                fixed=fixed,
                keep=previous is not None,
            )
        )
        rows.append(mine)
    return tasks, rows


def _owed(
    problem: Problem,
    room: Openings,
    rows: Ints,
    skills: npt.NDArray[np.uint64],
    columns: tuple[Floats, Ints, Ints],
) -> Owed:
    owed = problem.obligations
    work, target, level = columns
    building = problem.sites.building[owed.site[rows]]
    return Owed(
        first_week=room.first_week[rows],
        last_week=room.last_week[rows],
        level=level[rows],
        skill=np.searchsorted(skills, owed.skills[rows]),
        work_s=work[rows],
        target=target[rows],
        place=np.where(building == NONE, len(problem.sites) + owed.site[rows].astype(np.int64), building),
    )


def _level(problem: Problem, room: Openings) -> Ints:
    """Return what gives way last (0: the law) to first; hard ones never rank below a promise."""
    owed = problem.obligations
    level = owed.priority.astype(np.int64)
    level[owed.hard] = np.minimum(level[owed.hard], Priority.PROMISE)
    level[room.may_wait] = WAITING
    return level


def _work(problem: Problem, room: Openings) -> Floats:
    """Return seconds of each obligation: service, and its share of entering the building once."""
    owed = problem.obligations
    building = problem.sites.building[owed.site]
    alone = np.where(building == NONE, np.arange(len(owed)), NONE)
    skill = np.unique(owed.skills, return_inverse=True)[1].ravel()
    _, group = grouped(building, room.first_week, room.last_week, problem.region_of(), skill, alone)
    paid = np.bincount(group, weights=setup_once(building, group, owed.setup_s))
    share = paid / np.maximum(1, np.bincount(group))
    return np.asarray(owed.service_s + share[group])


def _target(problem: Problem, previous: npt.NDArray[np.int32] | None) -> Ints:
    ideal = problem.horizon.week_of(problem.obligations.ideal_on).astype(np.int64)
    if previous is None:
        return ideal
    return np.where(previous >= 0, previous, ideal)


def _take(answer: RegionWeeks, rows: Ints, week: Ints, prices: Floats) -> None:
    week[rows] = answer.week
    prices[answer.region] = answer.price


def _reasons(room: Openings, week: Ints, apart: Ints) -> Ints:
    """Return the reason of each obligation without a week, `FREE` for the others."""
    reason = np.where(week == OUT, room.reason, FREE)
    given_up = (week == OUT) & (room.reason == FREE)
    reason[given_up] = REASONS.index(Reason.CAPACITY)
    reason[given_up & room.may_wait] = REASONS.index(Reason.LATER_IN_WINDOW)
    reason[apart] = REASONS.index(Reason.SPACING)
    return reason


def _load(problem: Problem, week: Ints, weeks: int) -> Floats:
    """Return seconds of work in each region and week; a building entered in a week is entered once."""
    owed, regions = problem.obligations, problem.region_of().astype(np.int64)
    rows = np.flatnonzero(week != OUT)
    skill = np.unique(owed.skills[rows], return_inverse=True)[1].ravel()
    group = (regions[rows] * weeks + week[rows]) * (int(skill.max(initial=0)) + 1) + skill
    setup = setup_once(problem.sites.building[owed.site[rows]], group, owed.setup_s[rows])
    load = np.zeros((len(problem.regions), weeks))
    np.add.at(load, (regions[rows], week[rows]), (owed.service_s[rows] + setup).astype(float))
    return load


def _by_region(problem: Problem, supply: Supply, hours: Floats) -> Floats:
    table = np.zeros((len(problem.regions), hours.shape[1]))
    np.add.at(table, supply.region, hours)
    return table
