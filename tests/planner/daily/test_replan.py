"""A running day replanned: what is under way stays, the least change that serves is taken (planning.md L4)."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.checking import check_plan
from planner.daily import Event, replan_day, route_day
from planner.daily.in_vain import again_owed, attempted
from planner.daily.rungs import Rung
from planner.kernel import SearchLimits
from planner.plan import DayPlan
from planner.problem import Break, Lending, Policy, Problem
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


@settings(max_examples=12, deadline=None, derandomize=True)
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


@settings(max_examples=12, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6), now=st.integers(7, 16), ill=st.booleans())
def test_every_alternative_is_clean_and_owns_up_to_what_it_drops(seed: int, now: int, ill: bool) -> None:
    """Somebody falls ill, a visit is cancelled, times were promised: each rung's offer may be taken."""
    town = random_town(seed, visits=24, people=4, regions=2)
    town.policy = Policy(lending=(Lending(giver=1, taker=0, hours_per_week=2.0),))
    problem, plan = _planned(town, range(20))
    planned = sorted(plan.planned())
    event = Event(
        on=MONDAY,
        now_s=now * H,
        add=(20, 21, 22, 23),
        drop=tuple(planned[1:2]),
        away=frozenset({0}) if ill else frozenset(),
        promised=frozenset(planned[2:6]),
    )
    answer = replan_day(problem, town.travel(), plan, event, search=SearchLimits(iterations=150), every_rung=True)
    assert [one.rung for one in answer.options] == list(Rung)
    for option in answer.options:
        found = {one.rule for one in check_plan(problem, town.travel(), option.plan)}
        assert found <= {"reason_true", "nothing_vanishes"}
        made = option.plan.planned()
        assert not made.keys() & set(option.dropped)
        assert set(option.broken) <= set(option.dropped)
        assert option.rung is Rung.TIMES or not option.moved_promises
    assert answer.chosen.broken_count == min(one.broken_count for one in answer.options)


@settings(max_examples=5, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6))
def test_the_same_event_gives_the_same_answer_in_any_order(seed: int) -> None:
    """Down to the second, whatever the order in which the visits came in."""
    town = random_town(seed, visits=20, people=3)
    problem, plan = _planned(town, range(16))
    answers = [
        replan_day(problem, town.travel(), plan, Event(on=MONDAY, now_s=9 * H, add=add), search=QUICK)
        for add in ((16, 17, 18, 19), (16, 17, 18, 19), (19, 17, 18, 16))
    ]
    assert answers[0].plan == answers[1].plan
    assert answers[0].plan.planned() == answers[2].plan.planned()


def test_an_urgent_visit_in_a_building_joins_the_stop_there() -> None:
    """The entrance is paid once."""
    town = Town().person(breaks=())
    tower = town.place(5, building=7)
    town.visit(tower, service_s=600, setup_s=300)
    town.visit(town.place(9), service_s=600)
    town.visit(town.place(5, building=7), service_s=600, setup_s=300, priority=1, hard=True)
    problem, plan = _planned(town, range(2))
    answer = replan_day(problem, town.travel(), plan, Event(on=MONDAY, now_s=7 * H, add=(2,)), search=QUICK)
    (route,) = answer.plan.routes
    assert [len(stop.visits) for stop in route.stops if stop.site == tower] == [2]
    assert answer.chosen.extra_travel_s == 0


def test_a_neighbour_that_lends_takes_what_the_region_cannot() -> None:
    """Nobody of the region is left: the last rung but one asks next door, within the hours agreed."""
    town = Town(regions=2, policy=Policy(lending=(Lending(giver=1, taker=0, hours_per_week=1.0),)))
    base = town.place(0)
    town.person(breaks=(), base=base).person(breaks=(), base=base, region=1)
    for _ in range(2):
        town.visit(town.place(4), service_s=2_400, priority=1, hard=True)
    problem, plan = _planned(town, range(2))
    answer = replan_day(problem, town.travel(), plan, Event(on=MONDAY, now_s=7 * H, away=frozenset({0})), search=QUICK)
    assert answer.chosen.rung is Rung.NEIGHBOURS
    assert len(answer.plan.planned()) == 1
    assert {one.rule for one in check_plan(problem, town.travel(), answer.plan)} <= {"reason_true"}


def test_a_time_a_customer_was_told_moves_only_when_it_must() -> None:
    """Three hours late: what was promised to nobody is simply later; a promised time is moved by the last rung only."""
    town = _street(people=1, visits=2)
    problem, plan = _planned(town, range(2))
    late = {0: 11 * H}
    free = replan_day(problem, town.travel(), plan, Event(on=MONDAY, now_s=7 * H, free_at_s=late), search=QUICK)
    assert free.chosen.rung is Rung.INSERT
    told = Event(on=MONDAY, now_s=7 * H, free_at_s=late, promised=frozenset({0, 1}))
    bound = replan_day(problem, town.travel(), plan, told, search=QUICK)
    assert bound.chosen.rung is Rung.TIMES
    assert bound.chosen.moved_promises == (0, 1)
    assert bound.options[0].broken == (0, 1)


def test_a_legal_visit_left_out_today_is_put_off_while_its_window_goes_on() -> None:
    """S9.1: broken is what lapses; what is due later, promised to nobody, is only made another day."""
    town = Town(days=3).person(breaks=())
    for number in range(3):
        town.visit(town.place(3 + number), service_s=3_600, hard=True, priority=0)
    town.rows[0]["due_by"] = MONDAY
    problem, plan = _planned(town, range(3))
    ill = Event(on=MONDAY, now_s=7 * H, away=frozenset({0}), promised=frozenset({1}))
    chosen = replan_day(problem, town.travel(), plan, ill, search=QUICK).chosen
    assert (chosen.broken, chosen.postponed) == ((0, 1, 2), (2,))


def test_a_visit_in_vain_gives_its_time_back_and_is_tried_again() -> None:
    """Nobody at home at nine: the rest of the hour is free, and a second attempt is put into it (S9.3)."""
    town = _street(people=1, visits=4)
    problem, plan = _planned(town, range(4))
    first = plan.routes[0].stops[0].visits[0]
    later, tried = attempted(problem, plan, first.obligation, ended_s=first.start_s + 300)
    assert check_plan(later, town.travel(), DayPlan(routes=tried.routes, unplanned=())) == ()
    more, again = again_owed(later, first.obligation, not_before_s=13 * H)
    event = Event(on=MONDAY, now_s=first.start_s + 300, add=(again,), started=frozenset({first.obligation}))
    answer = replan_day(more, town.travel(), tried, event, search=QUICK)
    assert answer.plan.planned()[again][1].start_s >= 13 * H
    assert check_plan(more, town.travel(), answer.plan) == ()


def test_what_a_customer_was_told_outranks_a_better_customer_who_was_not() -> None:
    """A technician three hours late has room for one of two: the D customer who was told a time, not the A one."""
    town = Town().person(breaks=())
    for east, priority in enumerate((5, 2)):
        town.visit(town.place(east), service_s=3 * H, priority=priority)
    problem, plan = _planned(town, range(2))
    at = {row: visit.start_s for row, (_, visit) in plan.planned().items()}
    event = Event(
        on=MONDAY, now_s=7 * H, free_at_s={0: 13 * H}, promised=frozenset({0}), told_s={0: max(13 * H, at[0])}
    )
    answer = replan_day(problem, town.travel(), plan, event, search=QUICK)
    assert answer.chosen.dropped == (1,)
    assert abs(answer.plan.planned()[0][1].start_s - max(13 * H, at[0])) <= event.promise_s


def test_one_visit_changes_hands_where_another_would_be_dropped() -> None:
    """Only Technician 0 is certified for what comes in: the long visit goes to the other, within the share allowed."""
    town = Town().person(breaks=()).person(breaks=(), certificates=())
    town.visit(town.place(3), service_s=6 * H, pinned=0)
    town.visit(town.place(4), 20, service_s=300, pinned=1)
    town.visit(town.place(5), service_s=4 * H, skills=1, priority=5)
    _, plan = _planned(town, range(21))
    town.rows[0]["pinned"] = -1
    problem = town.problem()
    event = Event(on=MONDAY, now_s=7 * H, add=(21,))
    answer = replan_day(problem, town.travel(), plan, event, search=QUICK)
    assert (answer.chosen.dropped, answer.chosen.moved_technician) == ((), 1)
    still = replan_day(problem, town.travel(), plan, replace(event, changed_share=0.04), search=QUICK)
    assert (still.chosen.dropped, still.chosen.rung) == ((21,), Rung.INSERT)
