"""Questions about a plan are refused where the answer would leave out a rule."""

from dataclasses import replace

import pytest

from planner.checking.places import why
from planner.checking.why_not import why_not
from planner.daily import route_day
from planner.kernel import SearchLimits
from planner.problem import ProblemError, TravelPeriod
from planner.whatif.asks import Ill
from planner.whatif.what_if import what_if
from tests.planner.daily.town import MONDAY, H, Town


def test_slower_hours_make_a_question_refused_not_answered_wrongly() -> None:
    """In both languages, whichever question it is."""
    town = Town().person()
    plain = town.visit(town.place(2)).problem()
    slower = TravelPeriod(profile="car", from_s=7 * H, until_s=9 * H, factor=1.5)
    asked = replace(plain, policy=replace(plain.policy, travel_periods=(slower,)))
    travel = town.travel()
    plan = route_day(asked, travel, on=MONDAY, search=SearchLimits(iterations=10))
    assert plan.planned()
    ill = Ill(technician=0, start=MONDAY, until=asked.horizon.until)
    for question in (
        lambda: why(asked, travel, plan, 0),
        lambda: why_not(asked, travel, plan, 0, 0, MONDAY),
        lambda: what_if(asked, travel, plan, (ill,)),
    ):
        with pytest.raises(ProblemError) as refused:
            question()
        (flaw,) = refused.value.flaws
        assert flaw.message_en
        assert flaw.message_zh
    assert why(plain, travel, plan, 0)
