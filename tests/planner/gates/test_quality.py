"""Gates: plans of seeded problems must not become worse than they were (fixed iterations, so no clock is looked at).

The baselines are what the planner found when they were written down. Who makes it better lowers them; who has to raise
one says why in the commit. Public instances are measured by ``./dev bench``, which takes hours.
"""

import numpy as np
import pytest

from planner.annual import plan_year, prove_law
from planner.checking import check_plan, check_proof, check_year
from planner.kernel import FORBIDDEN, Instance, SearchLimits, StopTable, Vehicle, build_instance, run
from planner.monthly import plan_month
from planner.plan import YearPlan
from tests.benchmarks.generator import company
from tests.planner.daily.town import ruled_town

ROOM = 1.01
"""How much worse than the baseline is noise: another processor rounds alike, a library's new version need not."""

COSTS = {
    ("plain", 1): 42_754,
    ("plain", 2): 51_414,
    ("field", 1): 53_853,
    ("field", 2): 64_446,
    ("priced", 1): 38_993,
    ("priced", 2): 46_575,
}
"""Kind of day and seed -> travel seconds and prices of what is left out."""

MONTHS = {1: (31, 52_469), 2: (26, 62_623)}
"""Seed -> visits left out, of more than three people can make, and travel seconds."""


def _day(kind: str, seed: int) -> Instance:
    """Return 120 stops in six clusters with hours; in the field with breaks and skills, or at a price."""
    draw = np.random.default_rng([seed, 7])
    n, crew = 120, 14
    middles = draw.uniform(0, 4_000, size=(6, 2))
    place = np.vstack([middles[draw.integers(0, 6, n)] + draw.normal(0, 300, size=(n, 2)), [[2_000, 2_000]]])
    duration = np.rint(np.linalg.norm(place[:, None] - place[None, :], axis=2)).astype(np.int32)
    opens = draw.integers(0, 18_000, n)
    windows = tuple(
        ((int(one), int(one + wide)),) for one, wide in zip(opens, draw.integers(3_600, 14_400, n), strict=True)
    )
    optional = kind == "priced"
    stops = StopTable(
        halt_s=draw.integers(600, 1_500, n),
        windows=windows,
        load=np.ones(n, dtype=np.int64),
        stake=np.full(n, 0 if optional else 1, dtype=np.int64),
        price=draw.integers(200, 900, n) if optional else np.zeros(n, dtype=np.int64),
    )
    pause = ((10_000, 14_000, 1_800),) if kind == "field" else ()
    people = tuple(
        Vehicle(start_node=n, end_node=n, shift_start=0, shift_end=28_800, room=40, breaks=pause) for _ in range(crew)
    )
    may = draw.random((n, crew)) < 0.6 if kind == "field" else np.ones((n, crew), dtype=np.bool_)
    may[:, 0] = True
    return build_instance(duration[None], stops, people, np.where(may, 0, FORBIDDEN))


@pytest.mark.parametrize(("kind", "seed"), COSTS)
def test_a_day_costs_no_more_than_it_did(kind: str, seed: int) -> None:
    """Travel seconds, and prices of what is left out; nothing that must be made is."""
    found = run(_day(kind, seed), SearchLimits(iterations=20_000, seed=seed, master_work=0.0))
    assert found.key == 0
    assert found.cost <= ROOM * COSTS[kind, seed]


@pytest.mark.parametrize("seed", MONTHS)
def test_a_month_leaves_out_and_travels_no_more_than_it_did(seed: int) -> None:
    """Two weeks of three people under all rules."""
    town = ruled_town(seed, visits=60, people=3, days=12)
    problem, travel = town.problem(), town.travel()
    plan = plan_month(problem, travel, search=SearchLimits(iterations=300))
    assert check_plan(problem, travel, plan) == ()
    driven = sum(route.return_travel_s + sum(stop.travel_s for stop in route.stops) for route in plan.routes)
    left_out, travelled = MONTHS[seed]
    assert len(plan.unplanned) <= left_out
    assert driven <= ROOM * travelled


def test_a_year_stays_near_its_bound_and_within_its_hours() -> None:
    """planning.md section 4: a million customers are at most 1 % over the bound, without overtime."""
    problem = company(3_000, 1).problem
    year = plan_year(problem)
    assert isinstance(year, YearPlan)
    assert check_year(problem, year) == ()
    assert year.load_s.sum() + year.access_s.sum() <= 1.015 * year.bound_s
    assert (year.load_s <= year.capacity_s + 1).all()


def test_a_planted_shortage_is_found_to_the_hour_and_a_near_miss_is_none() -> None:
    """Of three regions one lacks hours and one nearly does."""
    made = company(60_000, 1, shortages=1, near_misses=1)
    proof = prove_law(made.problem)
    missing = [plant.missing_s / 3600 for plant in made.plants if plant.missing_s]
    assert [one.missing_h for one in proof.shortages] == pytest.approx(missing, rel=0.01)
    assert check_proof(made.problem, proof) == ()
