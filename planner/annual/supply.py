"""Certified working time: seconds of each day by region and skill set, after the shares kept free.

Source: requirement S9.7 (a certificate counts on the days on which it is valid, and on no other); planning model,
level 0. A technician whose certificate ends in the middle of a week belongs to two pools in that week.
"""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from planner.problem import Horizon, Policy, Problem, Shift, Technician

Ints = npt.NDArray[np.int64]
USUAL_OVERTIME_S = 2 * 3600
"""Overtime of a shift that is looked at when the policy allows none (a way out then says so)."""
NO_LIMIT_S = 1 << 40


@dataclass(frozen=True, kw_only=True, slots=True)
class Supply:
    """Working time in pools: people of one home region with the same certificates on the day.

    Attributes
    ----------
    region : int64 (p,), home region of each pool
    skills : uint64 (p,), certificates held, bit set over ``Problem.certificates``
    net_s : int64 (p, days), seconds of work left after reserve and travel shares
    worked_s : int64 (p, days), seconds of shifts, nothing taken off
    shifts : int64 (p, days), people at work
    longest_s : int64 (p, days), the most anybody may work, overtime of the policy included (nothing taken off)
    overtime_s, overtime_net_s : int64 (p, days), seconds that all may work longer, and what reserve and travel leave
    cell_pool, cell_week, cell_s : int64 (k,), net seconds of each technician-week, by pool
    week_of_day : int64 (days,), week index of each day of the horizon
    """

    region: Ints
    skills: npt.NDArray[np.uint64]
    net_s: Ints
    worked_s: Ints
    shifts: Ints
    longest_s: Ints
    overtime_s: Ints
    overtime_net_s: Ints
    cell_pool: Ints
    cell_week: Ints
    cell_s: Ints
    week_of_day: Ints

    def __len__(self) -> int:
        return len(self.region)

    @property
    def days(self) -> int:
        """Days of the horizon."""
        return len(self.week_of_day)

    @property
    def weeks(self) -> int:
        """Weeks of the horizon."""
        return int(self.week_of_day[-1]) + 1

    def week_s(self) -> Ints:
        """Return net seconds, int64 (p, weeks)."""
        return self.by_week(self.net_s)

    def by_week(self, seconds: Ints) -> Ints:
        """Return the sums of int64 (p, days) over weeks, int64 (p, weeks)."""
        total = np.zeros((len(seconds), self.weeks), np.int64)
        np.add.at(total.T, self.week_of_day, seconds.T)
        return total

    def less_one_visit(self, longest_visit_s: Ints) -> Ints:
        """Return net seconds (p, weeks) with each technician-week short of one visit of ``longest_visit_s[pool]``."""
        left = np.maximum(0, self.cell_s - longest_visit_s[self.cell_pool])
        total = np.zeros((len(self), self.weeks), np.int64)
        np.add.at(total, (self.cell_pool, self.cell_week), left)
        return total

    def with_pool(self, region: int, skills: int, net_s: Ints) -> "Supply":
        """Return a supply with one more pool of `net_s` seconds a day, int64 (days,)."""
        return replace(
            self,
            region=np.append(self.region, region),
            skills=np.append(self.skills, np.uint64(skills)),
            net_s=np.concatenate([self.net_s, net_s[None]]),
            worked_s=np.concatenate([self.worked_s, net_s[None]]),
            shifts=np.concatenate([self.shifts, (net_s > 0)[None].astype(np.int64)]),
            longest_s=np.concatenate([self.longest_s, net_s[None]]),
            overtime_s=np.concatenate([self.overtime_s, net_s[None] * 0]),
            overtime_net_s=np.concatenate([self.overtime_net_s, net_s[None] * 0]),
        )

    def able(self, region: int, skills: int) -> npt.NDArray[np.bool_]:
        """Tell for each pool whether it is at home in `region` and holds all of `skills`."""
        return np.asarray((self.region == region) & (np.uint64(skills) & ~self.skills == 0))

    def take(self, pools: Ints) -> "Supply":
        """Return the pools at those indices."""
        place = np.full(len(self), -1)
        place[pools] = np.arange(len(pools))
        kept = place[self.cell_pool] >= 0 if len(self) else np.zeros(0, np.bool_)
        return Supply(
            region=self.region[pools],
            skills=self.skills[pools],
            net_s=self.net_s[pools],
            worked_s=self.worked_s[pools],
            shifts=self.shifts[pools],
            longest_s=self.longest_s[pools],
            overtime_s=self.overtime_s[pools],
            overtime_net_s=self.overtime_net_s[pools],
            cell_pool=place[self.cell_pool[kept]],
            cell_week=self.cell_week[kept],
            cell_s=self.cell_s[kept],
            week_of_day=self.week_of_day,
        )


def net_s(policy: Policy, person: Technician, shift: Shift) -> int:
    """Return the seconds of `shift` left for visits once reserve and travel are set aside."""
    return int(person.work_s(shift) * policy.share_worked(person.profile, shift.start_s, shift.end_s))


def overtime_limit_s(policy: Policy) -> int:
    """Return the overtime of a shift that is looked at: what the policy allows, else what is usual."""
    return policy.overtime_s or USUAL_OVERTIME_S


def week_of_day(horizon: Horizon) -> Ints:
    """Return the week index of each day of `horizon`."""
    return (np.arange(horizon.days, dtype=np.int64) + horizon.start.weekday()) // 7


def supply_of(problem: Problem) -> Supply:
    """Return the working time of all technicians within the horizon."""
    weeks = week_of_day(problem.horizon)
    rows = [_rows(number, person, problem) for number, person in enumerate(problem.technicians)]
    columns = (np.concatenate(part) for part in zip(*rows, strict=True)) if rows else _nothing()
    who, day, skills, worked, share, spare = columns
    region = np.array([person.region for person in problem.technicians], np.int64)[who]
    names, pool = _unique(region, skills)
    net = np.floor(worked * share).astype(np.int64)
    over = np.minimum(overtime_limit_s(problem.policy), spare)
    shape = (len(names[0]), problem.horizon.days)
    net_s, whole_s, shifts, longest, overtime, overtime_net = (np.zeros(shape, np.int64) for _ in range(6))
    np.add.at(net_s, (pool, day), net)
    np.add.at(whole_s, (pool, day), worked)
    np.add.at(shifts, (pool, day), 1)
    np.add.at(overtime, (pool, day), over)
    np.add.at(overtime_net, (pool, day), np.floor(over * share).astype(np.int64))
    np.maximum.at(longest, (pool, day), worked + np.minimum(problem.policy.overtime_s, spare))
    cell, of_cell = np.unique(np.stack([pool, weeks[day], who]), axis=1, return_inverse=True)
    return Supply(
        region=names[0],
        skills=names[1],
        net_s=net_s,
        worked_s=whole_s,
        shifts=shifts,
        longest_s=longest,
        overtime_s=overtime,
        overtime_net_s=overtime_net,
        cell_pool=cell[0],
        cell_week=cell[1],
        cell_s=np.bincount(of_cell.ravel(), weights=net, minlength=cell.shape[1]).astype(np.int64),
        week_of_day=weeks,
    )


def held_on(person: Technician, days: npt.NDArray[np.datetime64], kinds: tuple[str, ...]) -> npt.NDArray[np.uint64]:
    """Return the bit set of certificates of `person` valid on each of `days`."""
    held = np.zeros(len(days), np.uint64)
    for span in person.certificates:
        if span.kind not in kinds:
            continue
        valid = days >= np.datetime64(span.valid_from)
        if span.valid_until is not None:
            valid &= days < np.datetime64(span.valid_until)
        held[valid] |= np.uint64(1 << kinds.index(span.kind))
    return held


Rows = tuple[Ints, Ints, npt.NDArray[np.uint64], Ints, npt.NDArray[np.float64], Ints]


def _rows(number: int, person: Technician, problem: Problem) -> Rows:
    span = problem.horizon
    shifts = [shift for shift in person.shifts if span.start <= shift.on < span.until]
    days = np.array([shift.on for shift in shifts], "datetime64[D]")
    worked = np.array([person.work_s(shift) for shift in shifts], np.int64)
    since = (days - np.datetime64(span.start, "D")).astype(np.int64)
    share = _shares(person, shifts, problem.policy)
    spare = NO_LIMIT_S - worked if person.max_work_s is None else person.max_work_s - worked
    return np.full(len(shifts), number), since, held_on(person, days, problem.certificates), worked, share, spare


def _shares(person: Technician, shifts: list[Shift], policy: Policy) -> npt.NDArray[np.float64]:
    """Return the share of each shift left for visits; the same hours are looked at once."""
    hours = [(shift.start_s, shift.end_s) for shift in shifts]
    known = {each: policy.share_worked(person.profile, *each) for each in set(hours)}
    return np.array([known[each] for each in hours], np.float64)


def _nothing() -> Rows:
    none = np.zeros(0, np.int64)
    return none, none, np.zeros(0, np.uint64), none, np.zeros(0), none


def _unique(region: Ints, skills: npt.NDArray[np.uint64]) -> tuple[tuple[Ints, npt.NDArray[np.uint64]], Ints]:
    """Return the distinct pairs, and the index of each row's pair."""
    pairs = np.empty(len(region), [("region", np.int64), ("skills", np.uint64)])
    pairs["region"], pairs["skills"] = region, skills
    distinct, index = np.unique(pairs, return_inverse=True)
    return (distinct["region"], distinct["skills"]), index.astype(np.int64).ravel()
