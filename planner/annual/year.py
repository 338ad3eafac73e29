"""A week for everything owed in the horizon: the law first, then promises, then tiers A to D.

Source: requirements S4.2 and S9.1; planning model, level 1. Hard rules: windows, certificates and hours of the week,
weeks that are frozen, visits that are pinned. Soft: an even load, the ideal week, the earlier plan. Nobody is left out
without a reason and a way to change it. Regions are planned by themselves, on any executor; of the hours they may lend
each other only the share is used that the law needs (in sixteenths); of overtime only what law and promises need.
"""

from collections.abc import Callable
from concurrent.futures import Executor

import numpy as np
import numpy.typing as npt

from planner.annual.alone import alone_of
from planner.annual.bounds import least_seconds
from planner.annual.capacity import capacity_of, overtime_hours, week_hours
from planner.annual.classes import Owed
from planner.annual.demand import setup_once
from planner.annual.figures import loads
from planner.annual.ground import ground_of, spaced_by_windows
from planner.annual.keys import grouped
from planner.annual.ledger import Base as LedgerBase
from planner.annual.leftovers import explained
from planner.annual.limits import Limits, limits_of
from planner.annual.mending import mended
from planner.annual.openings import FREE, REASONS, Openings, frozen_days, openings
from planner.annual.personal import attended
from planner.annual.proof import law_fit, proof_of
from planner.annual.region import RegionTask, RegionWeeks, plan_region
from planner.annual.spacing import OUT, Distances, spaced
from planner.annual.supply import Supply
from planner.plan import HourPrice, Reason, YearPlan
from planner.problem import NONE, Priority, Problem
from planner.travel.cells import Cells, cells_of

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
    cells = cells_of(problem)
    base = _Base(problem, room, previous_week, supply, hours, cells)
    prices, overtime = (np.zeros((len(problem.regions), law.supply.weeks)) for _ in range(2))
    regions, dear, limits = base.regions(week), list[HourPrice](), dict[int, Limits]()
    tasks = (base.task(region, week) for region in regions)
    # A list for executors: not all of them take an iterator.
    found = executor.map(plan_region, list(tasks)) if executor else map(plan_region, tasks)
    for number, answer in enumerate(found):
        week[base.rows(answer.region)] = answer.week
        prices[answer.region], overtime[answer.region] = answer.price, answer.capacity.overtime.sum(axis=0)
        limits[answer.region] = base.limits(answer)
        dear += _dear(answer, base.skills(answer.region))
        report(0.2 + 0.7 * (number + 1) / len(regions))
    week = np.where(bound, week, attended(problem, law.supply, week, room))
    week, apart = spaced(problem, law.supply, week, room, bound)
    week = base.mended(week, bound, apart, limits, overtime)
    reason = _reasons(room, week, apart)
    load_s, access_s = loads(problem, week, law.supply, cells)
    report(1.0)
    return YearPlan(
        week=week.astype(np.int32),
        load_s=load_s,
        capacity_s=_by_region(problem, supply, hours) * HOUR_S,
        hour_price=prices,
        unplanned=explained(problem, room, reason, proof, week),
        proof=proof,
        access_s=access_s,
        skill_prices=tuple(dear),
        bound_s=least_seconds(problem, week, cells, law.supply),
        overtime_s=overtime * HOUR_S,
    )


def _dear(answer: RegionWeeks, skills: npt.NDArray[np.uint64]) -> list[HourPrice]:
    """Return the hours of the region that have a price."""
    return [
        HourPrice(region=answer.region, skills=int(skills[one]), week=week, price=float(answer.skill_price[one, week]))
        for one, week in np.argwhere(answer.skill_price > 0).tolist()
    ]


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


class _Base:
    """What the tasks of all regions are cut from; one region's is made when it is asked for."""

    def __init__(  # noqa: PLR0913
        self,
        problem: Problem,
        room: Openings,
        previous: npt.NDArray[np.int32] | None,
        supply: Supply,
        hours: Floats,
        cells: Cells,
    ) -> None:
        self.problem, self.room, self.previous = problem, room, previous
        self.supply, self.hours, self.cells = supply, hours, cells
        self.overtime = overtime_hours(problem.policy, supply)
        self.columns = (_work(problem, room), _target(problem, previous), _level(problem, room))
        self.region = problem.region_of()
        self._skills: dict[int, npt.NDArray[np.uint64]] = {}
        self._rows: dict[int, Ints] = {}
        self.loose = ~spaced_by_windows(problem)
        self.stays = self.loose if previous is None else self.loose | (previous >= 0)

    def skills(self, region: int) -> npt.NDArray[np.uint64]:
        """Return the skill sets asked for in a region whose task was made."""
        return self._skills[region]

    def regions(self, week: Ints) -> list[int]:
        """Return the regions with something left to plan."""
        return [int(one) for one in np.unique(self.region[(self.room.reason == FREE) & (week == OUT)])]

    def rows(self, region: int) -> Ints:
        """Return what a region whose task was made has to plan, in the sequence of its task."""
        return self._rows.pop(region)

    def task(self, region: int, week: Ints) -> RegionTask:
        """Return what planning `region` needs."""
        problem, owed = self.problem, self.problem.obligations
        mine = self._rows[region] = self._sorted(region, week)
        settled = np.flatnonzero((self.region == region) & (week != OUT))
        skills = self._skills[region] = np.unique(np.concatenate([owed.skills[mine], owed.skills[settled]]))
        fixed = np.zeros((len(skills), self.hours.shape[1]))
        place = (np.searchsorted(skills, owed.skills[settled]), week[settled])
        np.add.at(fixed, place, self.columns[0][settled] / HOUR_S)
        return RegionTask(
            region=region,
            owed=_owed(problem, self.room, mine, skills, self.columns),
            capacity=capacity_of(region, skills, self.supply, self.hours, self.overtime),
            fixed=fixed,
            keep=self.previous is not None,
            ground=ground_of(
                problem, self.room, self.cells, self.supply, region, mine, (settled, week[settled]), skills, self.stays
            ),
        )

    def limits(self, answer: RegionWeeks) -> Limits:
        """Return what the people of a region may work, the overtime of its answer included."""
        return limits_of(answer.region, answer.capacity, self._skills[answer.region], self.supply, self.problem.policy)

    def mended(
        self, week: Ints, bound: npt.NDArray[np.bool_], apart: Ints, limits: dict[int, Limits], overtime: Floats
    ) -> Ints:
        """Return weeks within the hours; raises `overtime` (regions, weeks), hours, by what whole visits need more."""
        given_up = (week == OUT) & (self.room.reason == FREE) & ~self.room.may_wait
        given_up[apart] = False
        alone = alone_of(self.problem, self.supply, np.flatnonzero((week != OUT) | given_up))
        common = LedgerBase(
            problem=self.problem,
            supply=self.supply,
            room=self.room,
            alone=alone,
            alone_s=np.zeros(alone.seconds.shape[1:]),
            level=self.columns[2],
            bound=bound,
            distances=Distances(self.problem, self.loose, week),
        )
        week, longer = mended(common, limits, week, given_up)
        for region, seconds in longer.items():
            overtime[region] = np.maximum(overtime[region], seconds / HOUR_S)
        return week

    def _sorted(self, region: int, week: Ints) -> Ints:
        """Return what a region has to plan by what it is, so that the sequence of rows decides nothing."""
        mine = np.flatnonzero((self.region == region) & (week == OUT) & (self.room.reason == FREE))
        work, target, level = (column[mine] for column in self.columns)
        owed, room = self.problem.obligations, self.room
        window = (room.first_week[mine].astype(np.int64) << 32) + (room.last_week[mine] << 16) + target
        return mine[np.lexsort((work, owed.skills[mine], level, owed.series[mine], window, owed.site[mine]))]


def _owed(
    problem: Problem,
    room: Openings,
    rows: Ints,
    skills: npt.NDArray[np.uint64],
    columns: tuple[Floats, npt.NDArray[np.int32], npt.NDArray[np.int8]],
) -> Owed:
    owed = problem.obligations
    work, target, level = columns
    building = problem.sites.building[owed.site[rows]]
    return Owed(
        first_week=room.first_week[rows].astype(np.int64),
        last_week=room.last_week[rows].astype(np.int64),
        level=level[rows].astype(np.int64),
        skill=np.searchsorted(skills, owed.skills[rows]),
        work_s=work[rows],
        target=target[rows].astype(np.int64),
        place=np.where(building == NONE, len(problem.sites) + owed.site[rows].astype(np.int64), building),
    )


def _level(problem: Problem, room: Openings) -> npt.NDArray[np.int8]:
    """Return what gives way last (0: the law) to first; hard ones never rank below a promise."""
    owed = problem.obligations
    level = owed.priority.astype(np.int8)
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


def _target(problem: Problem, previous: npt.NDArray[np.int32] | None) -> npt.NDArray[np.int32]:
    ideal = problem.horizon.week_of(problem.obligations.ideal_on)
    if previous is None:
        return ideal
    return np.where(previous >= 0, previous, ideal)


def _reasons(room: Openings, week: Ints, apart: Ints) -> Ints:
    """Return the reason of each obligation without a week, `FREE` for the others."""
    reason = np.where(week == OUT, room.reason, FREE)
    given_up = (week == OUT) & (room.reason == FREE)
    reason[given_up] = REASONS.index(Reason.CAPACITY)
    reason[given_up & room.may_wait] = REASONS.index(Reason.LATER_IN_WINDOW)
    reason[apart] = REASONS.index(Reason.SPACING)
    return reason


def _by_region(problem: Problem, supply: Supply, hours: Floats) -> Floats:
    table = np.zeros((len(problem.regions), hours.shape[1]))
    np.add.at(table, supply.region, hours)
    return table
