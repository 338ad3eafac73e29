"""What the weeks of a region hold, entries as they are really made, against what its people may work."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.annual.alone import Alone
from planner.annual.figures import entries
from planner.annual.keys import grouped
from planner.annual.limits import Limits
from planner.annual.openings import Openings
from planner.annual.spacing import Distances
from planner.annual.supply import Supply
from planner.problem import NONE, Problem

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
OUT = -1
NOISE_S = 1.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Base:
    """What the ledgers of all regions share; `alone_s`, float64 (technicians, weeks), is asked of each person alone."""

    problem: Problem
    supply: Supply
    room: Openings
    alone: Alone
    alone_s: Floats
    level: npt.NDArray[np.int8]
    bound: Bools
    distances: Distances


class Ledger:
    """One region: seconds asked of each set of skill sets in each week; visits are moved here.

    Its visits are numbered 0..m - 1 by what they are, so that the sequence of rows decides nothing.
    """

    def __init__(self, base: Base, limits: Limits, rows: Ints, week: Ints) -> None:
        """Lay out the obligations `rows` with the weeks `week` (n,) of all obligations."""
        owed, room, alone = base.problem.obligations, base.room, base.alone
        window = (room.first_week[rows].astype(np.int64) << 16) + room.last_week[rows]
        order = (owed.setup_s[rows], owed.service_s[rows], owed.skills[rows], owed.pinned[rows], owed.excluded[rows])
        rows = rows[np.lexsort((*order, base.level[rows], owed.series[rows], window, owed.site[rows]))]
        self.base, self.limits, self.rows, self.week = base, limits, rows, week[rows].copy()
        self.first, self.last = room.first_week[rows].astype(np.int64), room.last_week[rows].astype(np.int64)
        self.level, self.hard, self.stays = base.level[rows], owed.hard[rows], base.bound[rows]
        self.skill = np.searchsorted(limits.skills, owed.skills[rows])
        self.service, self.setup = owed.service_s[rows].astype(np.int64), owed.setup_s[rows].astype(np.int64)
        self.crew = alone.crew[rows]
        self.ideal = base.problem.horizon.week_of(owed.ideal_on[rows])
        self.loose = base.distances.loose[rows]
        self._doors(base.problem, rows)
        self.paid = np.zeros(len(rows), np.int64)
        inside = np.flatnonzero(self.week != OUT)
        self.paid[inside] = entries(base.problem, rows[inside], self.week[inside], base.supply)
        self.asked = np.zeros(limits.plain_s.shape)
        for place in range(len(limits.skills)):
            mine = inside[self.skill[inside] == place]
            self.asked[limits.sets[:, place]] += np.bincount(
                self.week[mine], weights=self.held_s(mine), minlength=self.weeks
            )
        person = self.person(inside, self.week[inside])
        mine = person != NONE
        np.add.at(base.alone_s, (person[mine], self.week[inside[mine]]), self.held_s(inside[mine]))

    def _doors(self, problem: Problem, rows: Ints) -> None:
        site = problem.obligations.site[rows].astype(np.int64)
        building = problem.sites.building[site]
        _, self.door = grouped(np.where(building == NONE, len(problem.sites) + site, building))
        self.behind = np.argsort(self.door, kind="stable")
        self.begin = np.searchsorted(self.door[self.behind], np.arange(int(self.door.max(initial=-1)) + 2))

    @property
    def weeks(self) -> int:
        """Weeks of the horizon."""
        return int(self.limits.plain_s.shape[1])

    def held_s(self, visits: Ints | int) -> Ints:
        """Return the seconds that visits with a week take now."""
        return np.asarray(self.service[visits] + self.paid[visits])

    def cost_s(self, visits: Ints | int) -> Ints:
        """Return the seconds that visits take at most: each on an entry of its own."""
        return np.asarray(self.service[visits] + self.setup[visits])

    def person(self, visits: Ints | int, week: Ints | int) -> Ints:
        """Return who alone could come, `NONE` where several could."""
        crew, alone = self.crew[visits], self.base.alone
        if not len(alone.sole):
            return np.full(np.shape(crew), NONE, np.int64)
        return np.asarray(np.where(crew == NONE, NONE, alone.sole[crew, week]))

    def open_weeks(self, visit: int) -> Ints:
        """Return the weeks in which somebody may make the visit."""
        weeks = np.arange(self.first[visit], self.last[visit] + 1)
        crew = self.crew[visit]
        return weeks if crew == NONE else weeks[self.base.alone.comes[crew, weeks]]

    def spare_s(self, visit: int, weeks: Ints, limit: int) -> Floats:
        """Return the seconds left in `weeks` to those who can make the visit."""
        of_sets = self.limits.sets[:, self.skill[visit]]
        left = (self.limits.seconds[limit][of_sets][:, weeks] - self.asked[of_sets][:, weeks]).min(axis=0)
        who = self.person(np.full(len(weeks), visit), weeks)
        base = self.base
        own = base.alone.seconds[limit, who, weeks] - base.alone_s[who, weeks]
        return np.asarray(np.where(who == NONE, left, np.minimum(left, own)))

    def over_s(self, weeks: Ints, limit: int) -> float:
        """Return the seconds beyond the limit in `weeks`, all sets and persons together."""
        sets = self.asked[:, weeks] - self.limits.seconds[limit][:, weeks]
        alone = self.base.alone_s[:, weeks] - self.base.alone.seconds[limit][:, weeks]
        return float(sum(table[table > NOISE_S].sum() for table in (sets, alone)))

    def movable(self, week: int, limit: int) -> Ints:
        """Return the visits of a week that take part in what is beyond the limit there, but for those that stay."""
        inside = np.flatnonzero((self.week == week) & ~self.stays)
        short = self.asked[:, week] - self.limits.seconds[limit][:, week] > NOISE_S
        guilty = self.limits.sets[short].any(axis=0)[self.skill[inside]]
        who = self.person(inside, week)
        alone = self.base.alone_s[:, week] - self.base.alone.seconds[limit][:, week] > NOISE_S
        return np.asarray(inside[guilty | ((who != NONE) & alone[who])])

    def beyond(self, limit: int) -> Iterator[int]:
        """Yield the weeks that hold more than the limit."""
        sets = (self.asked - self.limits.seconds[limit] > NOISE_S).any(axis=0)
        alone = (self.base.alone_s - self.base.alone.seconds[limit] > NOISE_S).any(axis=0)
        yield from np.flatnonzero(sets | alone).tolist()

    def put(self, visit: int, week: int) -> None:
        """Give a visit another week, or none (`OUT`); who pays for the entries of both is worked out again."""
        before = int(self.week[visit])
        members = self.behind[self.begin[self.door[visit]] : self.begin[self.door[visit] + 1]]
        for at in {before, week} - {OUT}:
            self._charge(members[self.week[members] == at], at, -1)
        self.week[visit], self.paid[visit] = week, 0
        for at in {before, week} - {OUT}:
            mine = members[self.week[members] == at]
            self.paid[mine] = entries(self.base.problem, self.rows[mine], self.week[mine], self.base.supply)
            self._charge(mine, at, 1)

    def _charge(self, visits: Ints, week: int, sign: int) -> None:
        for visit, who in zip(visits.tolist(), self.person(visits, week).tolist(), strict=True):
            seconds = sign * int(self.held_s(visit))
            self.asked[self.limits.sets[:, self.skill[visit]], week] += seconds
            if who != NONE:
                self.base.alone_s[who, week] += seconds

    def keeps_distance(self, visit: int, week: int) -> bool:
        """Tell whether the visit's series is no worse off with the visit in `week`."""
        if not self.loose[visit]:
            return True
        return self.base.distances.may_go(int(self.rows[visit]), week)

    def tell(self, visit: int) -> None:
        """Let the distances know the week the visit has now."""
        self.base.distances.week[self.rows[visit]] = self.week[visit]

    def overtime_s(self) -> Floats:
        """Return the seconds that the shifts do not hold, float64 (weeks,)."""
        return np.asarray(np.maximum(0.0, self.asked - self.limits.plain_s).max(axis=0, initial=0.0))
