"""Every rule of the judge: break exactly that rule in a valid plan, and exactly that rule is reported."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from planner.checking import RULES, WISHES, check_plan
from planner.plan import DayPlan, PlannedVisit, Reason, Route, Stop, Unplanned
from planner.problem import Access, Policy, Problem

H = 3600
MON, TUE, WED, NEXT_MON = date(2027, 3, 1), date(2027, 3, 2), date(2027, 3, 3), date(2027, 3, 8)
THU = date(2027, 3, 4)
ANN, BOB, CY = 0, 1, 2
Broken = tuple[Problem, DayPlan]


def stops(route: Route, *changed: Stop) -> Route:
    """Exchange the first stops of a route."""
    return replace(route, stops=(*changed, *route.stops[len(changed) :]))


def nothing_vanishes(world: Any) -> Broken:
    """The island is no longer mentioned."""
    return world.problem, replace(world.plan, unplanned=())


def each_once(world: Any) -> Broken:
    """A visit is made twice."""
    again = world.route(ANN, THU, (5,))
    return world.problem, replace(world.plan, routes=(*world.plan.routes, again))


def reason_true(world: Any) -> Broken:
    """The island is said to lack a technician."""
    return world.problem, replace(world.plan, unplanned=(Unplanned(obligation=8, reason=Reason.NO_TECHNICIAN),))


def within_horizon(world: Any) -> Broken:
    """The horizon ends before the last visit."""
    horizon = replace(world.problem.horizon, until=NEXT_MON)
    return replace(world.problem, horizon=horizon), world.plan


def due_window(world: Any) -> Broken:
    """The visit in the south, which the law dates, is made a day late."""
    return world.problem, world.swap(4, world.route(CY, THU, (7,)))


def service_window(world: Any) -> Broken:
    """The customer's hours end before the technician comes."""
    late = world.with_rows((3, {"window_end_s": 8 * H + 599}))
    return late.problem, world.plan


def spacing(world: Any) -> Broken:
    """The second visit of the series comes a week later than its greatest gap."""
    return world.problem, world.swap(3, world.route(ANN, date(2027, 3, 10), (4,)))


def pinned(world: Any) -> Broken:
    """The fixed visit goes to another person."""
    return world.problem, world.swap(1, world.route(ANN, MON, (6,)))


def frozen(world: Any) -> Broken:
    """A visit is put on the frozen Monday."""
    less = world.swap(0, world.route(ANN, TUE, (0, 1), (2,), leave=9 * H))
    return world.problem, replace(less, routes=(*less.routes, world.route(ANN, MON, (5,))))


def certificate(world: Any) -> Broken:
    """Bob's gas certificate ends on Wednesday."""
    asks = world.with_rows((3, {"skills": 1}))
    return asks.problem, world.plan


def separation(world: Any) -> Broken:
    """Bob visits the customer he is barred from."""
    less = world.swap(0, world.route(ANN, TUE, (0, 1), (2,), leave=9 * H))
    return world.problem, replace(less, routes=(*less.routes, world.route(BOB, TUE, (5,))))


def region(world: Any) -> Broken:
    """Ann, of the north, works in the south, which the policy does not lend her to."""
    return world.problem, world.swap(4, world.route(ANN, WED, (7,)))


def lending(world: Any) -> Broken:
    """Cy works forty minutes in the north, where thirty a week are agreed."""
    less = world.swap(0, world.route(ANN, TUE, (0, 1), leave=9 * H))
    asks = world.with_rows((2, {"skills": 1}))
    return asks.problem, replace(less, routes=(*less.routes, world.route(CY, THU, (2,), (5,), leave=10 * H)))


def one_route(world: Any) -> Broken:
    """Ann has two routes on Tuesday."""
    less = world.swap(0, world.route(ANN, TUE, (0, 1), leave=9 * H))
    return world.problem, replace(less, routes=(*less.routes, world.route(ANN, TUE, (2,), (5,), leave=10 * H)))


def shift(world: Any) -> Broken:
    """Bob leaves a minute before his shift begins."""
    return world.problem, world.swap(2, replace(world.plan.routes[2], start_s=8 * H - 60))


def breaks_taken(world: Any) -> Broken:
    """Ann's lunch is gone from her route."""
    return world.problem, world.swap(0, replace(world.plan.routes[0], breaks=()))


def breaks_free(world: Any) -> Broken:
    """Ann's lunch begins fifteen minutes later and runs into her drive."""
    start, end = world.plan.routes[0].breaks[0]
    return world.problem, world.swap(0, replace(world.plan.routes[0], breaks=((start + 900, end + 900),)))


def max_stops(world: Any) -> Broken:
    """Ann has three stops where two were agreed."""
    people = world.problem.technicians
    people = (replace(people[0], max_stops=2), *people[1:])
    return replace(world.problem, technicians=people), world.plan


def max_work(world: Any) -> Broken:
    """Cy travels 20 minutes and works 20, where 39 minutes were agreed."""
    people = world.problem.technicians
    people = (*people[:2], replace(people[CY], max_work_s=39 * 60))
    return replace(world.problem, technicians=people), world.plan


def ordered(world: Any) -> Broken:
    """Ann makes the first visit of a stop that should come after her second."""
    asks = world.with_rows((0, {"after": 1}))
    return asks.problem, world.plan


def reachable(world: Any) -> Broken:
    """The visit on Wednesday is on the island after all."""
    moved = world.with_rows((3, {"site": 7}))
    halt = replace(world.plan.routes[2].stops[0], site=7)
    return moved.problem, world.swap(2, stops(world.plan.routes[2], halt))


def travel_time(world: Any) -> Broken:
    """Bob arrives a minute before the roads allow."""
    route = world.plan.routes[2]
    return world.problem, world.swap(2, stops(route, replace(route.stops[0], arrival_s=route.stops[0].arrival_s - 60)))


def leg_figures(world: Any) -> Broken:
    """The way home is written a kilometre shorter than it is."""
    route = world.plan.routes[2]
    return world.problem, world.swap(2, replace(route, return_distance_m=2000))


def one_building(world: Any) -> Broken:
    """The second visit of the stop turns out to be somewhere else."""
    moved = world.with_rows((1, {"site": 4}))
    return moved.problem, world.plan


def setup_paid(world: Any) -> Broken:
    """Entering the shared building is given the smaller of the two times asked."""
    route = world.plan.routes[0]
    return world.problem, world.swap(0, stops(route, replace(route.stops[0], setup_s=60)))


def sequence(world: Any) -> Broken:
    """The two visits of a stop overlap by five minutes."""
    route = world.plan.routes[0]
    first, second = route.stops[0].visits
    early = replace(second, start_s=second.start_s - 300, end_s=second.end_s - 300)
    return world.problem, world.swap(0, stops(route, replace(route.stops[0], visits=(first, early))))


def service_time(world: Any) -> Broken:
    """The last visit is cut short by a minute."""
    route = world.plan.routes[4]
    visit = route.stops[0].visits[0]
    short = PlannedVisit(obligation=visit.obligation, start_s=visit.start_s, end_s=visit.end_s - 60)
    return world.problem, world.swap(4, stops(route, replace(route.stops[0], visits=(short,))))


BREAKERS: dict[str, Callable[[Any], Broken]] = {
    one.__name__: one
    for one in (
        nothing_vanishes, each_once, reason_true, within_horizon, due_window, service_window, spacing, pinned, frozen,
        certificate, separation, region, lending, one_route, shift, breaks_taken, breaks_free, max_stops, max_work,
        ordered, reachable, travel_time, leg_figures, one_building, setup_paid, sequence, service_time,
    )
}  # fmt: skip


def test_judge_finds_nothing_in_the_valid_plan(world: Any) -> None:
    """The plan made by hand keeps every rule (S9.1)."""
    assert check_plan(world.problem, world.travel, world.plan) == ()


@pytest.mark.parametrize("name", [rule.__name__ for rule in RULES])
def test_exactly_the_broken_rule_is_reported(world: Any, name: str) -> None:
    """Each rule has a plan that breaks it and no other."""
    problem, plan = BREAKERS[name](world)
    found = check_plan(problem, world.travel, plan)
    assert {violation.rule for violation in found} == {name}


def test_violations_speak_both_languages_and_name_what_they_mean(world: Any) -> None:
    """A violation says which visit, by whom, when, by how much, in English and Chinese."""
    problem, plan = due_window(world)
    (found,) = check_plan(problem, world.travel, plan)
    assert (found.obligation, found.technician, found.on, found.amount) == (7, CY, THU, 1.0)
    assert found.message_en == "south: 1 day(s) after it is due"
    assert found.message_zh == "south：逾期 1 天"


def test_lateness_of_what_no_law_dates_is_soft(world: Any) -> None:
    """A visit without a hard due date may be late, and then it is said softly."""
    soft = world.with_rows((7, {"hard": False}))
    plan = world.swap(4, world.route(CY, THU, (7,)))
    assert check_plan(soft.problem, world.travel, plan) == ()
    late = [one for one in check_plan(soft.problem, world.travel, plan, soft=True) if one.rule == "due_window"]
    assert [one.hard for one in late] == [False]


def test_wishes_are_reported_softly_when_asked_for(world: Any) -> None:
    """Another than the preferred technician, than the ideal date, and a late first attempt are soft violations."""
    other = world.with_rows((2, {"skills": 0, "preferred": BOB, "hard": True, "priority": 0}))
    policy = replace(other.problem.policy, access=Access(attempts=2, apart_days=9))
    found = check_plan(replace(other.problem, policy=policy), world.travel, world.plan, soft=True)
    assert {one.rule for one in found} == {rule.__name__ for rule in WISHES}
    assert not any(one.hard for one in found)


def test_the_plan_in_force_says_what_belongs_on_frozen_days(world: Any) -> None:
    """A visit that was on a frozen day and is now elsewhere is reported even if nobody pinned it (L4)."""
    free = world.with_rows((6, {"pinned": -1, "pinned_on": None}))
    moved = world.swap(1, world.route(BOB, THU, (6,)))
    assert check_plan(free.problem, world.travel, moved) == ()
    found = check_plan(free.problem, world.travel, moved, before=world.plan)
    assert [one.rule for one in found] == ["frozen"]


def test_overtime_of_the_policy_is_allowed_and_no_more(world: Any) -> None:
    """A route may end after the shift by the policy's overtime (hard bound)."""
    route = world.route(BOB, WED, (3,), leave=16 * H + 1)
    late = world.swap(2, route)
    assert [one.rule for one in check_plan(world.problem, world.travel, late)] == []
    over = world.swap(2, world.route(BOB, WED, (3,), leave=16 * H + 1500))
    assert [one.rule for one in check_plan(world.problem, world.travel, over)] == ["shift"]
    allowed = replace(world.problem, policy=replace(world.problem.policy, overtime_s=300))
    assert check_plan(allowed, world.travel, over) == ()


def test_a_morning_route_needs_no_lunch_on_it(world: Any) -> None:
    """A break that fits after coming home need not be on the route."""
    home_by_noon = world.plan.routes[2]
    assert home_by_noon.end_s < 12 * H
    assert home_by_noon.breaks == ()
    assert check_plan(world.problem, world.travel, world.plan) == ()


@pytest.mark.parametrize(
    "plan",
    [
        DayPlan(routes=(Route(technician=9, on=TUE, start_s=0, end_s=1, stops=()),), unplanned=()),
        DayPlan(routes=(), unplanned=(Unplanned(obligation=99, reason=Reason.CAPACITY),)),
        DayPlan(
            routes=(
                Route(
                    technician=0,
                    on=TUE,
                    start_s=0,
                    end_s=1,
                    stops=(Stop(site=1, arrival_s=0, setup_s=0, travel_s=0, distance_m=0, visits=()),),
                ),
            ),
            unplanned=(),
        ),
    ],
)
def test_a_plan_about_nothing_is_refused_by_its_shape(world: Any, plan: DayPlan) -> None:
    """References to nobody, nothing and stops without visits are reported instead of crashing."""
    assert {one.rule for one in check_plan(world.problem, world.travel, plan)} == {"shape"}


def test_every_rule_says_what_it_means_and_where_it_comes_from() -> None:
    """The module of a rule begins with the customer's words, then the source, then hard or soft."""
    import sys

    for rule in (*RULES, *WISHES):
        words = sys.modules[rule.__module__].__doc__ or ""
        assert "Source:" in words, rule.__name__
        assert ("Hard" in words) or ("Soft" in words) or ("hard" in words), rule.__name__


def test_an_empty_plan_of_an_empty_problem_is_fine(world: Any, rows: Callable[..., Any]) -> None:
    """Nothing owed, nothing planned, nothing wrong."""
    nothing = replace(world.problem, obligations=rows([]), policy=Policy())
    assert check_plan(nothing, world.travel, DayPlan(routes=(), unplanned=())) == ()
