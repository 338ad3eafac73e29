"""People work about as long as each other (planning.md L2)."""

from datetime import timedelta

import numpy as np

from planner.checking import check_plan
from planner.kernel import SearchLimits
from planner.monthly import plan_month
from planner.monthly.wishes import Wishes
from planner.plan import DayPlan
from tests.planner.daily.town import MONDAY, H, Town


def _busy_h(plan: DayPlan, people: int) -> list[float]:
    busy = np.zeros(people)
    for route in plan.routes:
        busy[route.technician] += sum(visit.end_s - visit.start_s for stop in route.stops for visit in stop.visits) / H
    return [round(float(one), 2) for one in busy]


def _plan(town: Town, balance: float) -> DayPlan:
    problem, travel = town.problem(), town.travel()
    plan = plan_month(problem, travel, search=SearchLimits(iterations=300), wishes=Wishes(balance=balance))
    assert check_plan(problem, travel, plan) == ()
    return plan


def test_two_people_of_one_base_share_the_days() -> None:
    """Four full days for two people: two days each; without the wish nobody asks."""
    town = Town(days=4)
    base = town.place(0)
    town.person(base=base).person(base=base)
    for day in range(4):
        on = MONDAY + timedelta(days=day)
        town.visit(town.place(3), 18, not_before=on, ideal_on=on, due_by=on)
    assert _busy_h(_plan(town, 0.3), 2) == [12.0, 12.0]


def test_a_face_that_is_known_may_outweigh_balance() -> None:
    """All visits want the first one, and balance weighs little."""
    town = Town(days=2)
    base = town.place(0)
    town.person(base=base).person(base=base)
    for day in range(2):
        on = MONDAY + timedelta(days=day)
        town.visit(town.place(3), 6, not_before=on, ideal_on=on, due_by=on, preferred=0)
    assert _busy_h(_plan(town, 0.01), 2) == [4.0, 0.0]


def test_who_may_not_drive_a_route_does_not_get_it() -> None:
    """The second has no certificate that day's visits need."""
    town = Town(days=2)
    base = town.place(0)
    town.person(base=base).person(base=base, certificates=())
    for day in range(2):
        on = MONDAY + timedelta(days=day)
        town.visit(town.place(3), 6, not_before=on, ideal_on=on, due_by=on, skills=1)
    assert _busy_h(_plan(town, 0.5), 2) == [4.0, 0.0]


def test_who_may_not_work_so_long_does_not_get_a_long_route() -> None:
    """The second works four hours a day at most; a visit of four, and the way there, does not change hands."""
    town = Town(days=2)
    base = town.place(0)
    town.person(base=base).person(base=base, max_work_s=4 * H)
    for day in range(2):
        on = MONDAY + timedelta(days=day)
        town.visit(town.place(3), not_before=on, ideal_on=on, due_by=on, service_s=4 * H)
    assert _busy_h(_plan(town, 0.5), 2) == [8.0, 0.0]
