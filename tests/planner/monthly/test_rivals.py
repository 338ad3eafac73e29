"""The rivals of the month's benchmark plan soundly: what they are compared by is what the judge lets pass."""

import numpy as np
import pytest

from planner.checking import check_plan
from planner.daily.route_day import finish
from planner.plan import Route
from planner.problem import Problem
from planner.travel.travel_of import TravelOf
from tests.benchmarks.month_rows import rows_of
from tests.benchmarks.rivals.due_order import due_order
from tests.planner.daily.town import Town, random_town


def _objections(problem: Problem, travel: TravelOf, routes: tuple[Route, ...]) -> set[str]:
    rows = np.arange(len(problem.obligations), dtype=np.int32)
    plan = finish(problem, travel, list(routes), rows, {})
    return {one.rule for one in check_plan(problem, travel, plan)} - {"reason_true"}


def test_greedy_days_keep_every_rule() -> None:
    """Windows, spacing, certificates, breaks, pins, buildings."""
    for seed in range(3):
        town = random_town(seed, visits=25, people=3, days=10)
        problem, travel = town.problem(), town.travel()
        routes = due_order(problem, travel, 0.3)
        assert routes
        assert _objections(problem, travel, routes) == set()


def test_vroom_days_keep_every_rule() -> None:
    """The same, through pyvroom."""
    pytest.importorskip("vroom")
    from tests.benchmarks.rivals.vroom_days import vroom_days

    for seed in range(3):
        town = random_town(seed, visits=25, people=3, days=10)
        problem, travel = town.problem(), town.travel()
        routes = vroom_days(problem, travel)
        assert routes
        assert _objections(problem, travel, routes) == set()


def test_greedy_makes_what_plainly_fits() -> None:
    """Ten visits, one person, five days: a baseline that left some out would flatter us."""
    town = Town(days=5).person()
    for number in range(10):
        town.visit(town.place(2 + number))
    routes = due_order(town.problem(), town.travel(), 0.3)
    assert sum(len(stop.visits) for route in routes for stop in route.stops) == 10


def test_ratios_compare_the_same_regions_and_law_first() -> None:
    """One region of ours against the one the rival planned; one promise less is fewer, whatever the tiers."""

    def told(travel: float, served: list[int]) -> dict[str, object]:
        return {
            "wrong": [],
            "travel_min": travel,
            "served": served,
            "law_missed": 0,
            "law_impossible": 0,
            "uneven": 0.1,
        }

    clock = {"cpu_s": 1.0, "wall_s": 1.0, "peak_mb": 1.0, "processes": 1}
    ours = {**clock, "regions": [told(80.0, [5, 1, 0, 0, 0, 0]), told(999.0, [9, 9, 0, 0, 0, 0])]}
    theirs = {**clock, "regions": [told(100.0, [5, 2, 0, 0, 0, 0])]}
    row = rows_of("month-1", 1, {"roundsman": ours, "vroom": theirs})[0]
    assert row["ratio_vroom"] == 0.8
    assert row["no_fewer_than_vroom"] is False
    assert row["cost"] == 1079.0
