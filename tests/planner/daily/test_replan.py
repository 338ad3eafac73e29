"""A running day replanned: what is under way stays, the least change that serves is taken (planning.md L4)."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.checking import check_plan
from planner.daily import Event, replan_day, route_day
from planner.daily.rungs import Rung
from planner.kernel import SearchLimits
from planner.plan import DayPlan
from planner.problem import Break, Problem
from tests.planner.daily.town import MONDAY, H, Town, random_town

QUICK = SearchLimits(iterations=400)


def _street(people: int = 2, visits: int = 6) -> Town:
    town = Town()
    for _ in range(people):
        town.person(breaks=())
    for number in range(visits):
        town.visit(town.place(3 + number), service_s=3_600, pinned=-1)
    return town


def _planned(town: Town, rows: range) -> tuple[Problem, DayPlan]:
    problem = town.problem()
    plan = route_day(problem, town.travel(), on=MONDAY, rows=np.array(rows, dtype=np.int32), search=QUICK)
    return problem, plan


def _stands(plan: DayPlan) -> dict[int, tuple[int, int]]:
    return {number: (route.technician, visit.start_s) for number, (route, visit) in plan.planned().items()}


def test_an_urgent_visit_is_put_between_without_moving_anybodys_visits() -> None:
    """There is room: the first rung is enough."""
    town = _street()
    town.visit(town.place(5), priority=1, hard=True, service_s=600)
    problem, plan = _planned(town, range(6))
    answer = replan_day(problem, town.travel(), plan, Event(on=MONDAY, now_s=9 * H, add=(6,)), search=QUICK)
    assert answer.chosen.rung is Rung.INSERT
    assert answer.diff.moved_technician == ()
    assert [change.obligation for change in answer.diff.added] == [6]
    assert check_plan(problem, town.travel(), answer.plan) == ()


def test_what_is_started_or_driven_to_stays_as_it_is() -> None:
    """At ten nobody's morning changes."""
    town = _street(people=1)
    town.visit(town.place(1), priority=0, hard=True, service_s=600)
    problem, plan = _planned(town, range(6))
    before = {number: at for number, at in _stands(plan).items() if at[1] <= 10 * H}
    assert before
    answer = replan_day(
        problem, town.travel(), plan, Event(on=MONDAY, now_s=10 * H, add=(6,), started=frozenset(before)), search=QUICK
    )
    after = _stands(answer.plan)
    assert {number: after[number] for number in before} == before
    assert after[6][1] > 10 * H


def test_who_falls_ill_is_replaced_by_the_others() -> None:
    """Everything of the sick technician that fits goes to the colleague."""
    town = _street(visits=5)
    problem, plan = _planned(town, range(5))
    sick = next(iter(plan.planned().values()))[0].technician
    answer = replan_day(
        problem, town.travel(), plan, Event(on=MONDAY, now_s=7 * H, away=frozenset({sick})), search=QUICK
    )
    assert {route.technician for route in answer.plan.routes} == {1 - sick}
    assert len(answer.plan.planned()) == 5


def test_a_late_technician_begins_when_free() -> None:
    """Nothing new starts before noon when noon is said."""
    town = _street(people=1, visits=3)
    problem, plan = _planned(town, range(3))
    answer = replan_day(
        problem, town.travel(), plan, Event(on=MONDAY, now_s=8 * H, free_at_s={0: 12 * H}), search=QUICK
    )
    assert len(answer.plan.planned()) == 3
    assert min(start for _, start in _stands(answer.plan).values()) >= 12 * H


def test_a_break_that_was_taken_is_not_taken_again() -> None:
    """And one that was not is."""
    rest = Break(window_start_s=10 * H, window_end_s=11 * H, duration_s=1_800)
    town = Town().person(breaks=(rest,))
    for number in range(6):
        town.visit(town.place(3 + number), service_s=3_600)
    problem, plan = _planned(town, range(5))
    for now in (9 * H, 13 * H):
        answer = replan_day(problem, town.travel(), plan, Event(on=MONDAY, now_s=now, add=(5,)), search=QUICK)
        assert len(answer.plan.routes[0].breaks) == 1
        assert check_plan(problem, town.travel(), answer.plan) == ()


def test_other_days_stay_as_they_are() -> None:
    """Only the day of the event is looked at."""
    town = _street()
    problem, plan = _planned(town, range(6))
    other = replace(plan.routes[0], on=MONDAY.replace(day=2))
    whole = DayPlan(routes=(*plan.routes[1:], other), unplanned=())
    answer = replan_day(problem, town.travel(), whole, Event(on=MONDAY, now_s=9 * H), search=QUICK)
    assert other in answer.plan.routes


@settings(max_examples=25, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6), now=st.integers(7, 16), late=st.booleans())
def test_the_judge_finds_nothing_in_a_replanned_day(seed: int, now: int, late: bool) -> None:
    """Whatever came in, whenever."""
    town = random_town(seed, visits=22, people=3)
    problem, plan = _planned(town, range(18))
    rows = np.arange(22, dtype=np.int32)
    event = Event(on=MONDAY, now_s=now * H, add=(18, 19, 20, 21), free_at_s={0: (now + 1) * H} if late else {})
    answer = replan_day(problem, town.travel(), plan, event, search=SearchLimits(iterations=200))
    found = {one.rule for one in check_plan(problem, town.travel(), answer.plan)}
    # What is too late by the event is still possible by the problem.
    assert found <= {"reason_true"}
    assert {*answer.plan.planned(), *(left.obligation for left in answer.plan.unplanned)} == set(rows.tolist())
