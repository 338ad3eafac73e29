"""One technician more never makes a legal plan illegal, nor costs it a visit.

What holds by construction: routes that the judge allows he allows with one more person, and the answer to "one more
like this one" keeps every route or fills it up, so that every visit planned stays planned. A search begun anew from
nothing promises less: it is better on the whole, not visit by visit. That no law becomes impossible by one more person
is proven for the year (`tests/planner/annual/test_properties.py`).
"""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.checking import check_plan
from planner.daily import route_day
from planner.kernel import SearchLimits
from planner.whatif.asks import OneMore
from planner.whatif.what_if import what_if
from tests.planner.daily.town import MONDAY, ruled_town

SEEDS = st.integers(min_value=0, max_value=10**6)
QUICK = SearchLimits(iterations=150)


@settings(max_examples=12, deadline=None, derandomize=True)
@given(seed=SEEDS)
def test_one_more_person_keeps_every_visit_and_breaks_nothing(seed: int) -> None:
    """Under all rules; who is added may take what was left out."""
    town = ruled_town(seed, visits=18, people=2)
    problem, travel = town.problem(), town.travel()
    plan = route_day(problem, travel, on=MONDAY, search=QUICK)
    answer = what_if(problem, travel, plan, (OneMore(like=0, start=MONDAY),))
    assert plan.planned().keys() <= answer.plan.planned().keys()
    assert (answer.broken, answer.dropped) == ((), ())


@settings(max_examples=12, deadline=None, derandomize=True)
@given(seed=SEEDS)
def test_a_legal_plan_stays_legal_with_somebody_more(seed: int) -> None:
    """Only what it says of visits left out may no longer be true: the new one could make them."""
    town = ruled_town(seed, visits=18, people=2)
    problem, travel = town.problem(), town.travel()
    plan = route_day(problem, travel, on=MONDAY, search=QUICK)
    more = replace(problem.technicians[0], id="more", name="more")
    with_more = replace(problem, technicians=(*problem.technicians, more))
    assert {one.rule for one in check_plan(with_more, travel, plan)} <= {"reason_true"}
