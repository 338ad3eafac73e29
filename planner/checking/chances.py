"""Who could make a visit on which day, one obstacle after another."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.checking.case import Case
from planner.checking.periods import ground
from planner.checking.series import Dates, SeriesOrder, series_order, spaced
from planner.problem import NONE, Obligations, TravelPeriod
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
    bound : bool (n,), something planned must stand on the same route
    """

    line: SeriesOrder
    planned_on: Dates
    busy: Mask
    bound: Mask


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
    long_enough : bool (p, d), travel, entering, service and breaks fit the shift's length, and the work the day's limit
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
    owed = case.problem.obligations
    return Standing(line=series_order(owed), planned_on=planned_on, busy=busy, bound=_bound(owed, planned_on))


def _bound(owed: Obligations, planned_on: Dates) -> Mask:
    planned, linked = ~np.isnat(planned_on), owed.after != NONE
    bound: Mask = linked & planned[owed.after]
    bound[owed.after[linked & planned]] = True
    return bound


def chances(case: Case, rest: Standing, number: int) -> Chances:
    """Work out the obstacles of obligation `number`, the rest of the plan being as it is."""
    owed, table = case.problem.obligations, case.roster
    people, days = _people(case, number), _days(case, number)
    cell = np.ix_(people, days)
    need = owed.skills[number]
    out, back = _there_and_back(case, people, int(owed.site[number]))
    starts, ends = table.starts_s[cell], table.ends_s[cell] + case.problem.policy.overtime_s
    setup_s, service_s = int(owed.setup_s[number]), int(owed.service_s[number])
    least_s = setup_s + service_s + _least(case, people, out) + _least(case, people, back)
    first = _arrive(case, people, starts, out) + setup_s
    last = _leave(case, people, ends, back) - service_s
    hours = owed.windows_of(number)
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
        long_enough=(least_s <= table.work_s[cell] + case.problem.policy.overtime_s) & (least_s <= _most(case, people)),
        in_time=np.any([np.maximum(first, opens) <= np.minimum(last, closes) for opens, closes in hours], axis=0),
        spaced=spaced(owed, rest.line, number, rest.planned_on, start + days)[None, :],
        # Whose partner is planned can only join its route, which is not an idle day.
        idle=~rest.busy[cell] & ~rest.bound[number],
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


def _most(case: Case, people: Ints) -> Ints:
    """Return the most work a day of each, int64 (p, 1)."""
    limits = (case.problem.technicians[int(one)].max_work_s for one in people)
    return np.array([[UNREACHABLE if most is None else most] for most in limits], dtype=np.int64).reshape(-1, 1)


def _least(case: Case, people: Ints, leg: Ints) -> Ints:
    """Return the seconds a leg takes each at the fastest hour of the day, int64 (p, 1)."""
    paces = {one.profile: one.pace for one in sorted(case.problem.policy.travel_periods, key=lambda one: one.pace)}
    pace = [max(1_000_000, paces.get(case.problem.technicians[int(one)].profile, 0)) for one in people]
    return leg * 1_000_000 // np.array(pace, dtype=np.int64).reshape(-1, 1)


def _arrive(case: Case, people: Ints, leave: Ints, leg: Ints) -> Ints:
    """Return when each is there who leaves at `leave` for a leg of `leg`, int64 (p, d)."""
    table = leave + leg
    for row, periods in _paced(case, people):
        table[row] = ground(periods).arrive(leave[row], np.broadcast_to(leg[row], leave[row].shape))
    return table


def _leave(case: Case, people: Ints, arrive: Ints, leg: Ints) -> Ints:
    """Return when each must leave at the latest for a leg of `leg` to be there at `arrive`, int64 (p, d)."""
    table = arrive - leg
    for row, periods in _paced(case, people):
        table[row] = ground(periods).leave(arrive[row], np.broadcast_to(leg[row], arrive[row].shape))
    return table


def _paced(case: Case, people: Ints) -> Iterator[tuple[int, tuple[TravelPeriod, ...]]]:
    """Yield the rows of `people` whose travel changes with the hour, with their periods."""
    for row, one in enumerate(people.tolist()):
        periods = case.problem.policy.periods_of(case.problem.technicians[one].profile)
        if periods:
            yield row, periods
