"""Who could make a visit on which day, one obstacle after another."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.checking.case import Case
from planner.checking.series import Dates, SeriesOrder, series_order, spaced
from planner.problem import NONE
from planner.travel import UNREACHABLE

Mask = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Standing:
    """What the rest of the plan means for whatever is left out.

    Attributes
    ----------
    line : the series in order
    planned_on : datetime64[D] (n,), date of every obligation, NaT when it is not planned
    busy : bool (technicians, days of the horizon), has a route that day
    """

    line: SeriesOrder
    planned_on: Dates
    busy: Mask


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Chances:
    """Obstacles for one obligation over `p` people who may serve its region and the `d` days of its window.

    Attributes
    ----------
    people, days : int64 (p,) technician indices, int64 (d,) days of the horizon
    ever : bool, somebody held all certificates on some day, perhaps outside the window
    certified : bool (p, d), all certificates valid that day
    allowed : bool (p, 1), not barred by the separation rule
    on_duty : bool (p, d), has a shift
    out_s, back_s : int64 (p, 1), travel from the start site and to the end site
    reachable : bool (p, 1), there is a way there and back
    long_enough : bool (p, d), travel, entering, service and breaks fit the shift's length
    in_time : bool (p, d), service can start inside the customer's hours and still end in the shift
    spaced : bool (1, d), keeps its distance to the planned visits of the series
    idle : bool (p, d), has no route that day
    """

    people: Ints
    days: Ints
    ever: bool
    certified: Mask
    allowed: Mask
    on_duty: Mask
    out_s: Ints
    back_s: Ints
    reachable: Mask
    long_enough: Mask
    in_time: Mask
    spaced: Mask
    idle: Mask

    @property
    def base(self) -> Mask:
        """Certified, allowed and on duty, bool (p, d)."""
        return self.certified & self.allowed & self.on_duty

    @property
    def physical(self) -> Mask:
        """What remains of `base` when travel, length and hours are looked at, bool (p, d)."""
        return self.base & self.reachable & self.long_enough & self.in_time


def standing(case: Case) -> Standing:
    """Look at the plan of `case` once, for all its unplanned obligations."""
    visit, routes = case.book.visits, case.book.routes
    planned_on = np.full(len(case.problem.obligations), np.datetime64("NaT", "D"))
    planned_on[visit.obligation] = visit.on
    busy = np.zeros((len(case.problem.technicians), case.problem.horizon.days), dtype=np.bool_)
    day = (routes.on - np.datetime64(case.problem.horizon.start, "D")).astype(np.int64)
    inside = (day >= 0) & (day < busy.shape[1])
    busy[routes.technician[inside], day[inside]] = True
    return Standing(line=series_order(case.problem.obligations), planned_on=planned_on, busy=busy)


def chances(case: Case, rest: Standing, number: int) -> Chances:
    """Work out the obstacles of obligation `number`, the rest of the plan being as it is."""
    owed, table = case.problem.obligations, case.roster
    people, days = _people(case, number), _days(case, number)
    cell = np.ix_(people, days)
    need = owed.skills[number]
    out, back = _there_and_back(case, people, int(owed.site[number]))
    starts, ends = table.starts_s[cell], table.ends_s[cell] + case.problem.policy.overtime_s
    visit_s = int(owed.setup_s[number]) + int(owed.service_s[number])
    first = np.maximum(starts + out + int(owed.setup_s[number]), int(owed.window_start_s[number]))
    last = np.minimum(ends - back - int(owed.service_s[number]), int(owed.window_end_s[number]))
    start = np.datetime64(case.problem.horizon.start, "D")
    return Chances(
        people=people,
        days=days,
        ever=_ever(case, people, int(need)),
        certified=(table.skills[cell] & need) == need,
        allowed=(people != owed.excluded[number])[:, None],
        on_duty=table.ends_s[cell] > 0,
        out_s=out,
        back_s=back,
        reachable=(out < UNREACHABLE) & (back < UNREACHABLE),
        long_enough=out + visit_s + back <= table.work_s[cell] + case.problem.policy.overtime_s,
        in_time=first <= last,
        spaced=spaced(owed, rest.line, number, rest.planned_on, start + days)[None, :],
        idle=~rest.busy[cell],
    )


def _people(case: Case, number: int) -> Ints:
    owed = case.problem.obligations
    region = int(case.problem.sites.region[owed.site[number]])
    serves = case.roster.serves[:, region]
    if owed.pinned[number] != NONE:
        serves = serves & (np.arange(len(serves)) == owed.pinned[number])
    return np.flatnonzero(serves)


def _days(case: Case, number: int) -> Ints:
    owed, horizon = case.problem.obligations, case.problem.horizon
    all_days = np.datetime64(horizon.start, "D") + np.arange(horizon.days)
    if not np.isnat(owed.pinned_on[number]):
        return np.flatnonzero(all_days == owed.pinned_on[number])
    inside = (all_days >= owed.not_before[number]) & (all_days <= owed.due_by[number])
    if horizon.frozen_until is not None:
        inside &= all_days >= np.datetime64(horizon.frozen_until, "D")
    return np.flatnonzero(inside)


def _ever(case: Case, people: Ints, need: int) -> bool:
    """Tell whether one of `people` held everything in `need` at some time, each kind perhaps at another."""
    kinds = {kind for bit, kind in enumerate(case.problem.certificates) if need >> bit & 1}
    held = ({span.kind for span in case.problem.technicians[int(one)].certificates} for one in people)
    return any(kinds <= each for each in held)


def _there_and_back(case: Case, people: Ints, site: int) -> tuple[Ints, Ints]:
    """Seconds from each one's start site to `site` and on to the end site, int64 (p, 1)."""
    there = np.full(len(people), site, dtype=np.int64)
    staff = [case.problem.technicians[int(one)] for one in people]
    start = np.array([person.start_site for person in staff], dtype=np.int64)
    home = np.array([person.end_site for person in staff], dtype=np.int64)
    out, _ = case.travel(people, start, there)
    back, _ = case.travel(people, there, home)
    return out[:, None], back[:, None]
