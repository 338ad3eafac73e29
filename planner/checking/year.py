"""The judge of year plans: every obligation in a week in which it can be made.

Rules, in the customer's words: nothing vanishes, and whatever is left out has a true reason (S9.1); a week lies in the
due window (S4.2, S9.1); somebody certified works in it (S9.7), and not only the one barred (S4.4); visits of a series
keep their distance (S4.2); pinned dates stay; no region is given more than it can work. Figures of load are
recomputed. Hard, but for weeks fuller than the shares kept free allow, which is soft.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import numpy as np
import numpy.typing as npt

from planner.checking.case import case
from planner.checking.claims import Explanations
from planner.checking.law import window_days
from planner.checking.proof import check_proof
from planner.checking.roster import Roster, roster
from planner.checking.series import neighbours
from planner.checking.year_costs import year_costs
from planner.checking.year_hours import short_weeks
from planner.checking.year_lone import Lone
from planner.checking.year_room import Room
from planner.checking.year_series import forced
from planner.plan import DayPlan, Reason, Violation, YearPlan
from planner.problem import NONE, Problem
from planner.travel.travel_of import RegionTravel

Ints = npt.NDArray[np.int64]
DECIDABLE = (
    Reason.OUTSIDE_HORIZON,
    Reason.LATER_IN_WINDOW,
    Reason.NO_TECHNICIAN,
    Reason.NO_CERTIFICATE,
    Reason.CERTIFICATE_EXPIRED,
    Reason.SEPARATION,
    Reason.NO_SHIFT_IN_WINDOW,
)
"""Reasons that a year plan can be held to."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class _Year:
    """What the rules look at; `week` as int64 with -1 for unplanned, `first` and `last` the days open to each."""

    problem: Problem
    plan: YearPlan
    roster: Roster
    week: Ints
    first: Ints
    last: Ints
    lone: Lone


def check_year(problem: Problem, year: YearPlan, *, soft: bool = False) -> tuple[Violation, ...]:
    """Return everything wrong with `year` and its proof, recomputed without any solver.

    Parameters
    ----------
    soft : also return soft violations
    """
    n, shape = len(problem.obligations), (len(problem.regions), problem.horizon.weeks)
    if year.week.shape != (n,) or any(
        table.shape != shape for table in (year.load_s, year.capacity_s, year.hour_price)
    ):
        return (_say("shape", "columns of the wrong length", "各列长度不符"),)
    if (year.week < -1).any() or (year.week >= shape[1]).any() or _strangers(year, n):
        return (_say("shape", "weeks or obligations that do not exist", "引用了不存在的周或应办事项"),)
    facts = _facts(problem, year)
    found = [violation for rule in YEAR_RULES for violation in rule(facts)]
    found += check_proof(problem, year.proof)
    return tuple(violation for violation in found if soft or violation.hard)


def _strangers(year: YearPlan, n: int) -> bool:
    return any(not 0 <= left.obligation < n for left in year.unplanned)


def _facts(problem: Problem, year: YearPlan) -> _Year:
    first, last = window_days(problem)
    pinned = problem.obligations.pinned_on
    fixed = ~np.isnat(pinned)
    start = np.datetime64(problem.horizon.start, "D")
    number = (np.where(fixed, pinned, start) - start).astype(np.int64)
    table, week = roster(problem), year.week.astype(np.int64)
    return _Year(
        problem=problem,
        plan=year,
        roster=table,
        week=week,
        lone=Lone(problem, table, week),
        first=np.maximum(np.where(fixed, number, first), 0),
        last=np.minimum(np.where(fixed, number, last), problem.horizon.days - 1),
    )


def _nothing_vanishes(facts: _Year) -> Iterator[Violation]:
    left = np.bincount([one.obligation for one in facts.plan.unplanned], minlength=len(facts.week))
    planned = facts.week >= 0
    for number in np.flatnonzero(~planned & (left == 0)).tolist():
        yield _at(facts, "nothing_vanishes", number, "neither planned nor listed as unplanned", "既未安排也未列为未排")
    for number in np.flatnonzero(left + planned > 1).tolist():
        yield _at(facts, "each_once", number, "planned and unplanned, or unplanned twice", "重复列出")


def _reason_true(facts: _Year) -> Iterator[Violation]:
    """Reasons that people, certificates, shifts and dates decide; hours and travel are left to lower levels."""
    if not facts.plan.unplanned:
        return
    empty = case(facts.problem, _no_travel, DayPlan(routes=(), unplanned=()), None)
    known = Explanations(replace(empty, travel=_at_once))
    for left in facts.plan.unplanned:
        if left.reason in DECIDABLE and not known.holds(left.obligation, left.reason):
            en, zh = f"{left.reason} does not hold", f"未排原因 {left.reason} 不成立"
            yield _at(facts, "reason_true", left.obligation, en, zh)


def _no_room(facts: _Year) -> Iterator[Violation]:
    """What is left out for want of hours fits into no week of its window (a series may have other reasons)."""
    owed, span = facts.problem.obligations, facts.problem.horizon
    frozen = 0 if span.frozen_until is None else max(0, (span.frozen_until - span.start).days)
    room = Room(facts.problem, facts.roster, facts.week, facts.lone)
    of_day = (np.arange(span.days) + span.start.weekday()) // 7
    region, names = facts.problem.region_of(), ("skills", "pinned", "excluded", "service_s", "setup_s")
    known: dict[tuple[int, ...], bool] = {}
    for left in facts.plan.unplanned:
        number = left.obligation
        if left.reason is not Reason.CAPACITY or owed.series[number] != NONE or facts.week[number] >= 0:
            continue
        kind = (
            region[number],
            facts.first[number],
            facts.last[number],
            *(getattr(owed, name)[number] for name in names),
        )
        if kind not in known:
            days = _open_days(facts, number)
            days[:frozen] = False
            known[kind] = bool(room.weeks(number)[of_day[days]].any())
        if known[kind]:
            yield _at(facts, "reason_true", number, "there is room for it in its window", "其时段内仍有余量")


def _no_travel(region: int, profile: str) -> RegionTravel:
    raise AssertionError(f"a year has no legs to ask for ({region}, {profile})")


def _at_once(who: Ints, origin: Ints, target: Ints) -> tuple[Ints, Ints]:
    del origin, target
    return np.zeros(len(who), dtype=np.int64), np.zeros(len(who), dtype=np.int64)


def _due_window(facts: _Year) -> Iterator[Violation]:
    """A week is right when one of its days is open to the visit."""
    monday = facts.week * 7 - facts.problem.horizon.start.weekday()
    planned, hard = facts.week >= 0, facts.problem.obligations.hard
    early, late = planned & (monday + 6 < facts.first), planned & (monday > facts.last)
    for number in np.flatnonzero(early | late).tolist():
        week = facts.problem.horizon.monday(int(facts.week[number]))
        en, zh = f"the week of {week} lies outside its window", f"{week} 当周不在到期时段内"
        yield _at(facts, "due_window", number, en, zh, hard=bool(early[number] or hard[number]))


def _certificate(facts: _Year) -> Iterator[Violation]:
    """Each kind of need (region, skills, person, days) is looked up once."""
    planned = np.flatnonzero(facts.week >= 0)
    for number, monday in _unstaffed(facts, planned, barred=False):
        en, zh = f"nobody certified works in the week of {monday}", f"{monday} 当周没有持证人员上班"
        yield _at(facts, "certificate", number, en, zh)


def _separation(facts: _Year) -> Iterator[Violation]:
    """Somebody else than the one barred must be able to come."""
    touched = np.flatnonzero((facts.week >= 0) & (facts.problem.obligations.excluded != NONE))
    uncertified = {number for number, _ in _unstaffed(facts, touched, barred=False)}
    for number, monday in _unstaffed(facts, touched, barred=True):
        if number not in uncertified:
            en = f"only the one barred could come in the week of {monday}"
            yield _at(facts, "separation", number, en, f"{monday} 当周只有须回避的人员可上门")


def _unstaffed(facts: _Year, rows: Ints, *, barred: bool) -> Iterator[tuple[int, date]]:
    """Yield those of `rows`, with the Monday of their week, in whose open days nobody certified (and allowed) works."""
    owed = facts.problem.obligations
    monday = facts.week[rows] * 7 - facts.problem.horizon.start.weekday()
    a, b = np.maximum(facts.first[rows], monday), np.minimum(facts.last[rows], monday + 6)
    region, excluded = facts.problem.region_of()[rows], owed.excluded[rows]
    columns = (region, owed.skills[rows], owed.pinned[rows], excluded if barred else np.full_like(excluded, NONE), a, b)
    place, kind = _kinds(columns)
    shut = np.array([not _somebody(facts, *(int(column[one]) for column in columns)) for one in place], dtype=np.bool_)
    for one in np.flatnonzero(shut[kind] & (a <= b)).tolist():
        number = int(rows[one])
        yield number, facts.problem.horizon.monday(int(facts.week[number]))


def _kinds(columns: tuple[npt.NDArray[np.generic], ...]) -> tuple[list[int], Ints]:
    """Return one place of every distinct row of `columns`, and the number of each row's kind, int64 (k,)."""
    kind = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        values, code = np.unique(column, return_inverse=True)
        _, kind = np.unique(kind * max(1, len(values)) + code.ravel(), return_inverse=True)
    _, place = np.unique(kind, return_index=True)
    return place.tolist(), kind.astype(np.int64).ravel()


def _somebody(facts: _Year, region: int, need: int, pinned: int, barred: int, a: int, b: int) -> bool:
    """Tell whether anyone may make such a visit on days a..b."""
    number = np.arange(len(facts.problem.technicians))
    people = facts.roster.serves[:, region] & (number != barred)
    if pinned != NONE:
        people &= number == pinned
    held = facts.roster.skills[people, a : b + 1]
    bits = np.uint64(need)
    return bool((((held & bits) == bits) & (facts.roster.ends_s[people, a : b + 1] > 0)).any())


def _spacing(facts: _Year) -> Iterator[Violation]:
    """Two weeks are right when some days of them, open to the visits, keep the distance; soft where the law forbids."""
    owed = facts.problem.obligations
    before, after, adjacent = neighbours(owed, facts.week >= 0)
    monday = facts.week * 7 - facts.problem.horizon.start.weekday()
    first, last = np.maximum(monday, facts.first), np.minimum(monday + 6, facts.last)
    widest, closest = last[after] - first[before], first[after] - last[before]
    least, most = owed.min_gap_days[after], owed.max_gap_days[after]
    wrong = ((least > 0) & (widest < least)) | ((most > 0) & (closest > most) & adjacent)
    spots = np.flatnonzero(wrong)
    by_law = forced(owed, spots, (before, after), partial(_open_days, facts)) if len(spots) else set()
    for place in spots.tolist():
        name = owed.ids[int(before[place])]
        en = f"{closest[place]} to {widest[place]} days after {name}, allowed {least[place]}..{most[place] or '-'}"
        zh = f"距 {name} {closest[place]} 至 {widest[place]} 天，允许 {least[place]}..{most[place] or '-'}"
        if place in by_law:
            days = max(least[place] - widest[place], closest[place] - most[place] if most[place] else 0)
            en += f"; the law leaves no other days: allow {days} day(s) fewer or more, or a wider window"
            zh += f"；依法别无可用日期：间隔放宽 {days} 天或放宽时段即可"
        yield _at(facts, "spacing", int(after[place]), en, zh, hard=place not in by_law)


def _open_days(facts: _Year, number: int) -> npt.NDArray[np.bool_]:
    """Return on which days somebody may make obligation `number`, bool (days,)."""
    owed, region = facts.problem.obligations, int(facts.problem.region_of()[number])
    who = np.arange(len(facts.problem.technicians))
    people = facts.roster.serves[:, region] & (who != owed.excluded[number])
    if owed.pinned[number] != NONE:
        people &= who == owed.pinned[number]
    bits = owed.skills[number]
    able = ((facts.roster.skills[people] & bits) == bits) & (facts.roster.ends_s[people] > 0)
    day = np.arange(facts.problem.horizon.days)
    return np.asarray(able.any(axis=0) & (day >= facts.first[number]) & (day <= facts.last[number]))


def _hours(facts: _Year) -> Iterator[Violation]:
    """No week holds more service than those who may do it work, with overtime and what is lent (hard); or than the
    shares kept free allow (soft). Every set of skills asked for together is looked at (Hall's condition)."""
    problem = facts.problem
    for one in short_weeks(problem, facts.roster, facts.week):
        name, monday = problem.regions[one.region], problem.horizon.monday(one.week)
        kinds = [kind for bit, kind in enumerate(problem.certificates) if one.skills >> bit & 1]
        need = f" ({', '.join(kinds)})" if kinds else ""
        asked, given = round(one.asked_s / 3600, 1), round(one.shifts_s / 3600, 1)
        en = f"{name}, week of {monday}{need}: {asked} h of visits in {given} h of shifts"
        zh = f"{name} {monday} 当周{need}：上门 {asked} 小时，班次 {given} 小时"
        yield _say("hours", en, zh, amount=(one.asked_s - one.free_s) / 3600, hard=one.asked_s > one.most_s)


def _own_hours(facts: _Year) -> Iterator[Violation]:
    """Nobody has more visits in a week that only they may make than they work, with overtime (hard)."""
    lone, problem = facts.lone, facts.problem
    for who, week in lone.over():
        name, monday = problem.technicians[who].name, problem.horizon.monday(week)
        asked, given = (round(float(table[who, week]) / 3600, 1) for table in (lone.service_s, lone.most_s))
        en = f"{name}, week of {monday}: {asked} h of visits that nobody else may make in {given} h"
        zh = f"{name} {monday} 当周：只能由其上门的工作 {asked} 小时，工时 {given} 小时"
        yield _say("own_hours", en, zh, amount=asked - given)


def _load_figures(facts: _Year) -> Iterator[Violation]:
    """Load and travel shown are no less than what the weeks come to, and the bound no more than can be shown."""
    known = year_costs(facts.problem, facts.roster, facts.week)
    plan, rules = facts.plan, ("load_figures", "access_figures")
    for rule, true, told in zip(rules, (known.load_s, known.access_s), (plan.load_s, plan.access_s), strict=True):
        hidden = true - told
        for region, week in np.argwhere(hidden > 1).tolist():
            name, monday = facts.problem.regions[region], facts.problem.horizon.monday(week)
            short = round(float(hidden[region, week]))
            en, zh = f"{name}, week of {monday}: {short} s too small", f"{name} {monday} 当周：少记 {short} 秒"
            yield _say(rule, en, zh, amount=short)
    if plan.bound_s > known.least_s + 1:
        en = f"the bound of {plan.bound_s:.0f} s cannot be shown, only {known.least_s:.0f} s"
        yield _say("bound", en, f"下界 {plan.bound_s:.0f} 秒不成立，仅能证明 {known.least_s:.0f} 秒")


def _at(facts: _Year, rule: str, number: int, en: str, zh: str, *, hard: bool = True) -> Violation:
    name = facts.problem.obligations.ids[number]
    return Violation(rule=rule, message_en=f"{name}: {en}", message_zh=f"{name}：{zh}", obligation=number, hard=hard)


def _say(rule: str, en: str, zh: str, *, amount: float = 0.0, hard: bool = True) -> Violation:
    return Violation(rule=rule, message_en=en, message_zh=zh, amount=amount, hard=hard)


YEAR_RULES = (
    _nothing_vanishes,
    _reason_true,
    _no_room,
    _due_window,
    _certificate,
    _separation,
    _spacing,
    _hours,
    _own_hours,
    _load_figures,
)
"""Rules a year plan must keep."""
