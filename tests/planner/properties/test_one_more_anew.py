"""A month, or a day, planned anew with one technician more leaves out no legal visit if it left out none before.

A search begun anew may make another plan altogether; what must hold of it is that law comes first, so that room which
is there for the law is not lost to what the new person could make besides. No search can prove that in general: these
are small towns in which law competes with long optional visits, series, orders, hours, certificates and most work.
"""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from planner.checking import check_plan
from planner.daily import route_day
from planner.kernel import SearchLimits
from planner.monthly import plan_month
from planner.plan import DayPlan
from planner.problem import Priority, Problem
from planner.travel.travel_of import TravelOf
from tests.planner.daily.town import MONDAY, H, Town, ruled_town

SEEDS = st.integers(min_value=0, max_value=10**6)
Planned = Callable[[Problem, TravelOf], DayPlan]


def _month(problem: Problem, travel: TravelOf) -> DayPlan:
    return plan_month(problem, travel, search=SearchLimits(iterations=100))


def _day(problem: Problem, travel: TravelOf) -> DayPlan:
    rows = np.arange(len(problem.obligations), dtype=np.int32)
    return route_day(problem, travel, on=MONDAY, rows=rows, search=SearchLimits(iterations=150))


def _tight(seed: int, *, people: int, days: int) -> Town:
    """Return a town with more to do than people can: a third of it is law, much of the rest is long."""
    draw = np.random.default_rng([seed, 1])
    visits = min(30, max(6, round(people * days * draw.uniform(1.5, 7))))
    town, long, wide = ruled_town(seed, visits=visits, people=people, days=days), draw.random(), draw.random()
    for row in town.rows:
        row["priority"] = 0 if draw.random() < 0.3 else int(draw.integers(1, 6))
        row["hard"] = row["priority"] < Priority.A
        if long < 0.4 and not row["hard"]:
            row["service_s"] = int(draw.integers(3_000, 12_000))
        if wide < 0.4:
            row["not_before"] = min(row["not_before"], MONDAY - timedelta(days=2))
            row["due_by"] = max(row["due_by"], MONDAY + timedelta(days=days + 2))
    return town


def _with_one_more(town: Town, seed: int) -> Town:
    """Return the town with somebody like one of its people, somebody there on some days, or somebody uncertified."""
    draw, more = np.random.default_rng([seed, 2]), deepcopy(town)
    kind = int(draw.integers(0, 3))
    if kind == 0:
        more.people.append(town.people[int(draw.integers(0, len(town.people)))])
    elif kind == 1:
        more.person(base=town.people[0].start_site, on=[day for day in range(town.days) if draw.random() < 0.6])
    else:
        base, until = more.place(int(draw.integers(0, 60))), int(draw.integers(11, 17))
        more.person(base=base, hours=(9 * H, until * H), certificates=(), breaks=())
    # By id the new one comes before or after all others.
    more.people[-1] = replace(more.people[-1], id=("a", "z")[int(draw.integers(0, 2))])
    return more


def _law_left_out(problem: Problem, plan: DayPlan) -> list[int]:
    law = problem.obligations.priority == Priority.LAW
    return [one.obligation for one in plan.unplanned if law[one.obligation]]


def _check(town: Town, seed: int, planned: Planned) -> None:
    """Let law be what the plan can keep of it; then plan with one more."""
    while left := _law_left_out(town.problem(), planned(town.problem(), town.travel())):
        for row in left:
            town.rows[row] |= {"priority": Priority.D, "hard": False}
    more = _with_one_more(town, seed)
    problem, travel = more.problem(), more.travel()
    plan = planned(problem, travel)
    assert _law_left_out(problem, plan) == []
    assert check_plan(problem, travel, plan) == ()


@settings(max_examples=8, deadline=None, derandomize=True)
@example(seed=136, people=2, days=5)
@example(seed=603, people=1, days=2)
@example(seed=740, people=2, days=4)
@example(seed=34, people=2, days=5)
@given(seed=SEEDS, people=st.integers(1, 3), days=st.integers(2, 9))
def test_a_month_planned_anew_with_one_more_loses_no_legal_visit(seed: int, people: int, days: int) -> None:
    """Whoever it is, and whatever else the new one could do; the examples lost one until law came first, and alone."""
    _check(_tight(seed, people=people, days=days), seed, _month)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(seed=SEEDS, people=st.integers(1, 3))
def test_a_day_planned_anew_with_one_more_loses_no_legal_visit(seed: int, people: int) -> None:
    """The same within one day."""
    _check(_tight(seed, people=people, days=1), seed, _day)
