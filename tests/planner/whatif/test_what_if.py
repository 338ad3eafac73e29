"""Questions about a plan are answered without touching it, in minutes, by the judge's own timing."""

import copy
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.checking import check_plan
from planner.checking.places import why
from planner.checking.why_not import why_not
from planner.daily import route_day
from planner.kernel import SearchLimits
from planner.plan import DayPlan
from planner.problem import Problem, ProblemError
from planner.whatif import Ill, Move, OneMore, Reorder, what_if
from tests.planner.daily.town import MONDAY, H, Town, random_town

QUICK = SearchLimits(iterations=200)
ASIDE = {"nothing_vanishes", "reason_true"}


def _planned(town: Town) -> tuple[Problem, DayPlan]:
    problem = town.problem()
    rows = np.arange(len(problem.obligations), dtype=np.int32)
    return problem, route_day(problem, town.travel(), on=MONDAY, rows=rows, search=QUICK)


def _street(people: int = 2, visits: int = 4) -> Town:
    town = Town()
    for _ in range(people):
        town.person(breaks=())
    for number in range(visits):
        town.visit(town.place(3 + number), service_s=3_600)
    return town


@settings(max_examples=20, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6))
def test_every_allowed_place_is_truly_allowed_and_costs_what_is_said(seed: int) -> None:
    """The visit put there leaves the judge content, begins when said, and adds the seconds said."""
    town = random_town(seed, visits=26, people=3)
    problem, plan = _planned(town)
    for row in list(plan.planned())[:4]:
        answer = why(problem, town.travel(), plan, row)
        assert answer.here is not None
        for place in answer.places:
            then = what_if(
                problem, town.travel(), plan, (Move(obligation=row, technician=place.technician, on=MONDAY),)
            )
            if not place.obstacles:
                assert then.allowed
                assert place.added_s is not None
                assert then.after.travel_s - then.before.travel_s <= place.added_s - (answer.here.added_s or 0) + 900
            assert bool(place.obstacles) == bool(then.broken), (row, place, then.broken)


@settings(max_examples=10, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6))
def test_a_question_changes_nothing_and_is_answered_the_same_again(seed: int) -> None:
    """The stored plan is not touched, whatever is asked of it."""
    town = random_town(seed, visits=24, people=4, regions=2)
    problem, plan = _planned(town)
    before = copy.deepcopy(plan)
    row = next(iter(plan.planned()), 0)
    asks = (
        Move(obligation=row, technician=1, on=MONDAY),
        Ill(technician=0, start=MONDAY, until=MONDAY.replace(day=2)),
        OneMore(like=2, start=MONDAY),
    )
    first = what_if(problem, town.travel(), plan, asks)
    assert plan == before
    assert what_if(problem, town.travel(), plan, asks) == first
    dropped = {one.rule for one in check_plan(first.problem, town.travel(), first.plan)} - ASIDE
    assert dropped <= {one.rule for one in first.broken}


def test_the_ill_are_replaced_where_there_is_room() -> None:
    """Two have time for four visits; one alone has too."""
    town = _street()
    problem, plan = _planned(town)
    busy = plan.routes[0].technician
    then = what_if(problem, town.travel(), plan, (Ill(technician=busy, start=MONDAY, until=MONDAY.replace(day=2)),))
    assert {route.technician for route in then.plan.routes} == {1 - busy}
    assert then.allowed


def test_one_more_takes_what_was_left_out() -> None:
    """Twelve hours of work do not fit one shift."""
    town = _street(people=1, visits=12)
    problem, plan = _planned(town)
    left = len(plan.unplanned)
    assert left > 0
    then = what_if(problem, town.travel(), plan, (OneMore(like=0, start=MONDAY),))
    assert len(then.diff.added) == left
    assert sum(then.after.unplanned.values()) == 0


def test_another_order_is_driven_as_asked() -> None:
    """Backwards it is longer on the road, and nothing else."""
    town = Town().person(breaks=())
    for number in (3, 9, 6):
        town.visit(town.place(number), service_s=600)
    problem, plan = _planned(town)
    then = what_if(problem, town.travel(), plan, (Reorder(technician=0, on=MONDAY, obligations=(1, 0, 2)),))
    (route,) = then.plan.routes
    assert [visit.obligation for stop in route.stops for visit in stop.visits] == [1, 0, 2]
    assert then.after.travel_s - then.before.travel_s == 600
    with pytest.raises(ProblemError, match="once"):
        what_if(problem, town.travel(), plan, (Reorder(technician=0, on=MONDAY, obligations=(1, 0, 0)),))


def test_why_not_names_the_promises_it_would_break() -> None:
    """An hour more before a promise at noon makes the promise late, and the minutes are told."""
    town = Town().person(breaks=()).person(breaks=())
    town.visit(town.place(3), service_s=600, window_start_s=8 * H, window_end_s=8 * H + 900, priority=1, hard=True)
    town.visit(town.place(4), service_s=3_600, window_end_s=8 * H + 600, priority=1, hard=True, pinned=1)
    problem, plan = _planned(town)
    assert len(plan.planned()) == 2
    answer = why_not(problem, town.travel(), plan, 0, 1, MONDAY)
    assert answer.late_promises >= 1
    assert answer.place.obstacles
    assert "service_window" in {one.rule for one in answer.broken}


def test_a_day_outside_the_horizon_is_refused() -> None:
    """With its place in the question."""
    town = _street()
    problem, plan = _planned(town)
    with pytest.raises(ProblemError, match="horizon"):
        what_if(problem, town.travel(), plan, (Move(obligation=0, technician=0, on=MONDAY.replace(day=20)),))
    assert replace(plan) == plan
