"""Every way out is tried: the problem is changed as the cure says, the visit made, and the judge finds nothing."""

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.checking import check_plan
from planner.checking.board import STRETCH_S, Board, board
from planner.checking.cures import CureKind, Way, cures, ways
from planner.checking.halts import halt
from planner.checking.places import put
from planner.checking.timing import drive_of, drive_route
from planner.daily import route_day
from planner.kernel import SearchLimits
from planner.plan import DayPlan
from planner.problem import CertificateSpan, Lending, Problem, Shift, Technician
from tests.planner.daily.town import MONDAY, H, Town, random_town, ruled_town

ASIDE = {"nothing_vanishes", "reason_true", "max_stops"}


def _person(problem: Problem, number: int, **changes: Any) -> Problem:
    """Change one technician."""
    people = list(problem.technicians)
    names = (
        "id",
        "name",
        "region",
        "start_site",
        "end_site",
        "profile",
        "certificates",
        "shifts",
        "max_stops",
        "max_work_s",
    )
    people[number] = Technician(**{name: getattr(people[number], name) for name in names} | changes)
    return replace(problem, technicians=tuple(people))


def _owed(problem: Problem, row: int, **changes: Any) -> Problem:
    """Change one obligation."""
    columns = {}
    for name, value in changes.items():
        column = getattr(problem.obligations, name).copy()
        column[row] = value
        columns[name] = column
    return replace(problem, obligations=replace(problem.obligations, **columns))


def _held_by(problem: Problem, number: int) -> Problem:
    always = tuple(
        CertificateSpan(kind=kind, valid_from=date(2020, 1, 1), valid_until=None) for kind in problem.certificates
    )
    return _person(problem, number, certificates=always)


def changed(problem: Problem, row: int, way: Way) -> Problem:
    """Return the problem as it is once somebody has done what the cure says."""
    who, kind, policy = way.day.technician, way.kind, problem.policy
    if kind in (CureKind.OVERTIME,):
        return replace(problem, policy=replace(policy, overtime_s=policy.overtime_s + STRETCH_S))
    if kind is CureKind.ANOTHER_DAY:
        return _owed(problem, row, due_by=np.datetime64(way.on, "D"))
    if kind is CureKind.WIDER_HOURS:
        return _owed(problem, row, window_start_s=0, window_end_s=86_400, extra_windows_s=(1, 0))
    if kind is CureKind.CLOSER:
        return _owed(problem, row, series=-1)
    if kind is CureKind.UNPIN:
        return _owed(problem, row, pinned=-1, pinned_on=np.datetime64("NaT"))
    if kind is CureKind.EXCLUSION:
        return _owed(problem, row, excluded=-1)
    if kind is CureKind.MORE_WORK:
        return _person(problem, who, max_work_s=None)
    if kind is CureKind.ANY_ORDER:
        after = np.where(problem.obligations.after == row, -1, problem.obligations.after).astype(np.int32)
        after[row] = -1
        return replace(problem, obligations=replace(problem.obligations, after=after))
    if kind in (CureKind.RENEW, CureKind.CERTIFY):
        return _held_by(problem, who)
    if kind is CureKind.LEND:
        home, there = problem.technicians[who].region, int(problem.region_of()[row])
        loans = tuple(one for one in policy.lending if (one.giver, one.taker) != (home, there))
        return replace(
            problem,
            policy=replace(policy, lending=(*loans, Lending(giver=home, taker=there, hours_per_week=99.0))),
        )
    if kind is CureKind.EXTRA_SHIFT:
        shifts = (*problem.technicians[who].shifts, way.day.shift)
        return _person(problem, who, shifts=tuple(sorted(shifts, key=lambda one: one.on)))
    return problem


def _someone_more(problem: Problem, row: int, way: Way) -> tuple[Problem, int]:
    """Add the colleague that `way` speaks of."""
    like, day = problem.technicians[way.day.technician], way.day.shift
    base = int(problem.obligations.site[row]) if way.kind is CureKind.MOVED_BASE else like.start_site
    more = Technician(
        id="more",
        name="More",
        region=int(problem.region_of()[row]),
        start_site=base,
        end_site=base if way.kind is CureKind.MOVED_BASE else like.end_site,
        profile=way.profile or like.profile,
        certificates=tuple(
            CertificateSpan(kind=kind, valid_from=date(2020, 1, 1), valid_until=None) for kind in problem.certificates
        ),
        shifts=(Shift(on=way.on, start_s=day.start_s, end_s=day.end_s, breaks=day.breaks),),
    )
    bare = _owed(problem, row, pinned=-1, pinned_on=np.datetime64("NaT"), excluded=-1)
    if way.kind is CureKind.SPLIT:
        bare = _owed(bare, row, service_s=-(-int(problem.obligations.service_s[row]) // way.parts))
    return replace(bare, technicians=(*problem.technicians, more)), len(problem.technicians)


PEOPLE = (CureKind.PERSON, CureKind.OTHER_MODE, CureKind.MOVED_BASE, CureKind.SPLIT)


def tried(rest: Board, plan: DayPlan, row: int, way: Way) -> set[str]:
    """Return the rules that the judge finds broken once the cure is done and the visit made."""
    if way.kind in PEOPLE:
        problem, who = _someone_more(rest.problem, row, way)
        order, old = (halt(problem.obligations, (row,)),), None
    else:
        problem, who = changed(rest.problem, row, way), way.day.technician
        old = rest.route_of.get((who, way.on))
        order = put(problem, way.day.halts, row, way.before, joins=way.joins)
    route = drive_route(problem, drive_of(problem, rest.travel, who), who, way.on, order)
    others = tuple(one for one in plan.routes if one is not old)
    found = check_plan(problem, rest.travel, DayPlan(routes=(*others, route), unplanned=()))
    return {one.rule for one in found} - ASIDE


def _planned(seed: int, visits: int = 40, people: int = 4, *, ruled: bool = False) -> tuple[Town, Problem, DayPlan]:
    town = (ruled_town if ruled else random_town)(seed, visits=visits, people=people, days=3, regions=2)
    problem, travel = town.problem(), town.travel()
    plan = route_day(problem, travel, on=MONDAY, search=SearchLimits(iterations=150))
    return town, problem, plan


@settings(max_examples=15, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6), ruled=st.booleans())
def test_a_cure_really_cures(seed: int, ruled: bool) -> None:  # noqa: FBT001
    """Whatever is left out, and whatever way out is named: done, the judge has nothing against the visit."""
    town, problem, plan = _planned(seed, ruled=ruled)
    rest = board(problem, town.travel(), plan)
    left = [row for row in range(len(problem.obligations)) if row not in plan.planned()]
    before = {one.rule for one in check_plan(problem, town.travel(), DayPlan(routes=plan.routes, unplanned=()))} - ASIDE
    assert before == set()
    for row, way in ways(rest, left).items():
        assert tried(rest, plan, row, way) == set(), (row, way.kind)


@settings(max_examples=6, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6))
def test_asking_again_or_in_another_order_says_the_same(seed: int) -> None:
    """And asking changes nothing."""
    town, problem, plan = _planned(seed)
    left = [row for row in range(len(problem.obligations)) if row not in plan.planned()]
    first = cures(problem, town.travel(), plan, left)
    assert cures(problem, town.travel(), plan, left[::-1]) == first


def test_the_kinds_of_ways_out_do_come_up() -> None:
    """Over some towns nearly every kind is the cheapest for somebody; a kind that never is would be dead words."""
    seen: Counter[str] = Counter()
    for seed in range(6):
        town, problem, plan = _planned(seed, visits=60)
        left = [row for row in range(len(problem.obligations)) if row not in plan.planned()]
        seen.update(one.kind for one in cures(problem, town.travel(), plan, left).values())
    assert len(seen) >= 8, seen


def test_overtime_is_told_to_the_minute() -> None:
    """A visit of 30 minutes at the base after a day that ends 10 minutes before the shift needs 20 minutes more."""
    town = Town().person(breaks=(), hours=(8 * H, 9 * H))
    town.visit(0, service_s=3_000).visit(0, service_s=1_800)
    problem = town.problem()
    plan = route_day(
        problem, town.travel(), on=MONDAY, rows=np.array([0], dtype=np.int32), search=SearchLimits(iterations=50)
    )
    (cure,) = cures(problem, town.travel(), plan, [1]).values()
    assert (cure.kind, cure.minutes, cure.details["name"]) == ("overtime", 20.0, "Technician 0")


def test_more_than_the_most_work_of_a_day_is_told_to_the_minute() -> None:
    """Two hours of work are allowed and two are planned: half an hour at the base is half an hour too much."""
    town = Town().person(breaks=(), max_work_s=2 * H)
    town.visit(0, service_s=2 * H).visit(0, service_s=1_800)
    problem = town.problem()
    plan = route_day(
        problem, town.travel(), on=MONDAY, rows=np.array([0], dtype=np.int32), search=SearchLimits(iterations=50)
    )
    (cure,) = cures(problem, town.travel(), plan, [1]).values()
    assert (cure.kind, cure.minutes, cure.details["most_min"]) == ("more_work", 30.0, 120)
    assert tried(board(problem, town.travel(), plan), plan, 1, _only_way(problem, town, plan, 1)) == set()


def test_what_may_not_stand_beside_its_partner_is_made_without_it() -> None:
    """The first of two is on the day of somebody who is full; the second could be made by the other, out of order."""
    town = Town().person(breaks=(), hours=(8 * H, 9 * H)).person(breaks=(), base=0, hours=(8 * H, 9 * H))
    town.visit(0, service_s=H, pinned=0).visit(town.place(1), service_s=1_800, after=0)
    problem = town.problem()
    plan = route_day(
        problem, town.travel(), on=MONDAY, rows=np.array([0], dtype=np.int32), search=SearchLimits(iterations=50)
    )
    way = _only_way(problem, town, plan, 1)
    assert (way.kind, way.day.technician) == (CureKind.ANY_ORDER, 1)
    (cure,) = cures(problem, town.travel(), plan, [1]).values()
    assert (cure.details["first"], cure.details["then"], cure.minutes) == ("o0", "o1", 3.3)
    assert tried(board(problem, town.travel(), plan), plan, 1, way) == set()


def _only_way(problem: Problem, town: Town, plan: DayPlan, row: int) -> Way:
    return ways(board(problem, town.travel(), plan), [row])[row]


def test_a_certificate_that_ended_is_to_be_renewed_by_the_day_of_the_visit() -> None:
    """Whose, which, by when."""
    ended = CertificateSpan(kind="gas", valid_from=date(2020, 1, 1), valid_until=date(2026, 1, 1))
    town = Town().person(certificates=(ended,))
    town.visit(town.place(3), skills=1)
    problem = town.problem()
    (cure,) = cures(problem, town.travel(), DayPlan(routes=(), unplanned=()), [0]).values()
    assert cure.kind == "renew"
    assert (cure.details["certificate"], cure.details["by"]) == ("gas", "2027-03-01")
