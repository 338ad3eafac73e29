"""Prices of an hour by region, skill and week (planning model, level 1)."""

from planner.annual import plan_year
from planner.serial.write_plan import write_year_plan
from tests.planner.annual.build import Town


def _town(people: int) -> Town:
    town = Town(certificates=("gas", "meter"))
    for _ in range(people):
        town.person(kinds=("gas",))
    return town.person(kinds=("meter",)).in_weeks(50, 3, 4, minutes=60, skills=1).in_weeks(10, 3, 4, skills=2)


def test_the_hours_that_lack_have_a_price_and_no_others() -> None:
    """Fifty hours of gas work in a week of 35: an hour of it there saves an hour; meters cost nothing."""
    problem = _town(1).made()
    plan = plan_year(problem)
    assert [(one.region, one.skills, one.week, round(one.price, 3)) for one in plan.skill_prices] == [(0, 1, 3, 1.0)]
    written = write_year_plan(problem, plan)
    assert written["prices"] == [
        {"region": "north", "certificates": ["gas"], "week": 3, "monday": "2026-01-26", "hour_price": 1.0}
    ]


def test_where_all_fits_no_hour_has_a_price() -> None:
    """With a second technician nothing lacks."""
    assert plan_year(_town(2).made()).skill_prices == ()
