"""A month planned again stays close to the plan in force (issue 3: frozen periods, approved plans, least change)."""

from dataclasses import replace
from datetime import date, timedelta

from planner.checking import check_plan
from planner.kernel import SearchLimits
from planner.monthly import plan_month
from planner.monthly.wishes import Wishes
from planner.plan import DayPlan
from planner.problem import Policy, Problem
from planner.travel.travel_of import TravelOf
from tests.planner.daily.town import MONDAY, Town, random_town

QUICK = SearchLimits(iterations=300)


def _plan(problem: Problem, travel: TravelOf, keep: DayPlan | None = None, wishes: Wishes | None = None) -> DayPlan:
    plan = plan_month(problem, travel, search=QUICK, keep=keep, wishes=wishes)
    assert check_plan(problem, travel, plan, before=keep) == ()
    return plan


def _where(plan: DayPlan) -> dict[int, tuple[int, date]]:
    return {number: (route.technician, route.on) for number, (route, _) in plan.planned().items()}


def _without(problem: Problem, person: int, day: date) -> Problem:
    """Let somebody be ill on a day."""
    who = problem.technicians[person]
    ill = replace(who, shifts=tuple(shift for shift in who.shifts if shift.on != day))
    people = (*problem.technicians[:person], ill, *problem.technicians[person + 1 :])
    return replace(problem, technicians=people)


def _busy() -> Town:
    town = Town(days=12)
    for _ in range(3):
        town.person(on=[0, 1, 2, 3, 4, 7, 8, 9, 10, 11])
    for number in range(60):
        town.visit(town.place(2 + number % 17))
    return town


def test_frozen_days_stay_as_they_are() -> None:
    """Route by route, to the second; the rest may change."""
    town = _busy()
    problem, travel = town.problem(), town.travel()
    before = _plan(problem, travel)
    until = MONDAY + timedelta(days=4)
    frozen = replace(problem, horizon=replace(problem.horizon, frozen_until=until))
    after = _plan(frozen, travel, before)
    assert [route for route in after.routes if route.on < until] == [
        route for route in before.routes if route.on < until
    ]
    assert set(after.planned()) == set(before.planned())


def test_one_day_of_illness_moves_few_visits() -> None:
    """Those of that day, and hardly any other."""
    town = _busy()
    problem, travel = town.problem(), town.travel()
    before = _plan(problem, travel)
    route = max(before.routes, key=lambda one: len(one.stops))
    hit = {number for number, (one, _) in before.planned().items() if one is route}
    after = _plan(_without(problem, route.technician, route.on), travel, before)
    moved = {number for number, place in _where(after).items() if place != _where(before)[number]}
    assert hit <= moved
    assert len(moved - hit) <= 3


def test_a_higher_price_of_change_never_changes_more() -> None:
    """With none the plan may be made anew; with much it stays."""
    town = _busy()
    problem, travel = town.problem(), town.travel()
    before = _plan(problem, travel)
    count = []
    for price in (0, 3_600):
        wishes = Wishes(technician_s=price, day_s=price, balance=0.0)
        after = _where(_plan(problem, travel, before, wishes))
        count.append(sum(place != _where(before)[number] for number, place in after.items()))
    assert count[1] == 0
    assert count[0] >= count[1]


def test_new_visits_are_added_to_the_plan_in_force() -> None:
    """Five more are owed: they are made, the others stay."""
    town = _busy()
    travel = town.travel()
    before = _plan(town.problem(), travel)
    for number in range(5):
        town.visit(town.place(3 + number))
    problem = town.problem()
    after = _plan(problem, town.travel(), before)
    assert set(range(65)) == set(after.planned())
    assert sum(place != _where(after)[number] for number, place in _where(before).items()) <= 3


def test_the_judge_finds_nothing_after_a_change_of_everything() -> None:
    """Random towns, half of the people gone, the plan in force kept as far as it can be."""
    for seed in range(4):
        town = random_town(seed, visits=30, people=4, days=14)
        problem, travel = town.problem(), town.travel()
        before = _plan(problem, travel)
        for person in range(2):
            for day in range(14):
                problem = _without(problem, person, MONDAY + timedelta(days=day))
        _plan(problem, travel, before)


def test_first_attempts_leave_room_for_the_others() -> None:
    """A legal visit due in four weeks is tried at least ten days before, although a later day is on the way (S9.1)."""
    town = Town(days=28, policy=Policy()).person(on=[0, 24])
    site = town.place(2)
    due = MONDAY + timedelta(days=25)
    town.visit(site, hard=True, priority=0, due_by=due, ideal_on=due)
    town.visit(site, not_before=MONDAY + timedelta(days=20), ideal_on=due, due_by=due)
    days = {number: on for number, (_, on) in _where(_plan(town.problem(), town.travel())).items()}
    assert days[0] == MONDAY
