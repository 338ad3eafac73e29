"""Law before all else, also where other visits of its series keep it away."""

from datetime import timedelta

from planner.checking import check_plan
from planner.kernel import SearchLimits
from planner.monthly import plan_month
from planner.plan import DayPlan
from planner.problem import Priority
from tests.planner.daily.town import MONDAY, Town

LAW = {"priority": Priority.LAW, "hard": True}


def _month(town: Town) -> DayPlan:
    problem, travel = town.problem(), town.travel()
    plan = plan_month(problem, travel, search=SearchLimits(iterations=300))
    assert check_plan(problem, travel, plan) == ()
    return plan


def _on(day: int, until: int | None = None) -> dict[str, object]:
    first = MONDAY + timedelta(days=day)
    return {"not_before": first, "ideal_on": first, "due_by": MONDAY + timedelta(days=day if until is None else until)}


def test_what_comes_before_in_its_series_gives_way_to_law() -> None:
    """A promise on Monday and a visit on Tuesday leave no day three days later to the legal one due on Wednesday."""
    town = Town(days=5).person()
    site = town.place(3)
    town.visit(site, series=1, priority=Priority.PROMISE, hard=True, **_on(0))
    town.visit(site, series=1, priority=Priority.D, min_gap_days=1, **_on(1))
    town.visit(site, series=1, min_gap_days=3, **LAW, **_on(2))
    assert set(_month(town).planned()) == {2}


def test_what_is_in_the_way_of_law_moves_where_it_can() -> None:
    """The visit before it has the whole week: it is made earlier, not left out."""
    town = Town(days=5).person()
    site = town.place(3)
    town.visit(site, series=1, priority=Priority.D, not_before=MONDAY, ideal_on=MONDAY + timedelta(days=3))
    town.visit(site, series=1, min_gap_days=2, **LAW, **_on(3))
    plan = _month(town)
    assert set(plan.planned()) == {0, 1}


def test_law_does_not_give_way_to_law() -> None:
    """Two legal visits of a series that exclude each other: one is made, and what is no law and fits it too."""
    town = Town(days=5).person()
    site = town.place(3)
    town.visit(site, series=1, **LAW, **_on(0))
    town.visit(site, series=1, min_gap_days=3, **LAW, **_on(2))
    town.visit(site, series=1, min_gap_days=4, priority=Priority.D, **_on(4))
    assert set(_month(town).planned()) == {0, 2}
