"""A month's plan is the same whatever the sequence in which obligations, people and premises are given."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.kernel import SearchLimits
from planner.monthly import plan_month
from planner.plan import DayPlan
from planner.problem import NONE, Problem, Sites
from planner.travel.travel_of import RegionTravel, TravelOf
from tests.planner.daily.town import random_town

QUICK = SearchLimits(iterations=100)


@settings(max_examples=12, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6), visits=st.integers(2, 50), people=st.integers(1, 4))
def test_another_sequence_gives_the_same_plan(seed: int, visits: int, people: int) -> None:
    """Routes, moments and reasons, by the ids of what was shuffled; also the numbers of buildings and series."""
    town = random_town(seed, visits=visits, people=people, days=12, regions=1 + seed % 2)
    problem, travel = town.problem(), town.travel()
    other, its_travel = _shuffled(problem, travel, np.random.default_rng(seed))
    plans = plan_month(problem, travel, search=QUICK), plan_month(other, its_travel, search=QUICK)
    assert _by_ids(problem, plans[0]) == _by_ids(other, plans[1])


def _shuffled(problem: Problem, travel: TravelOf, draw: np.random.Generator) -> tuple[Problem, TravelOf]:
    rows, sites, people = (
        draw.permutation(len(one)) for one in (problem.obligations, problem.sites, problem.technicians)
    )
    site_of, person_of = np.argsort(sites), np.append(np.argsort(people), NONE)
    owed = problem.obligations.take(rows)
    named = {name: person_of[getattr(owed, name)].astype(np.int32) for name in ("preferred", "excluded", "pinned")}
    technicians = tuple(
        replace(one, start_site=int(site_of[one.start_site]), end_site=int(site_of[one.end_site]))
        for one in (problem.technicians[number] for number in people)
    )

    def shuffled_travel(region: int, profile: str) -> RegionTravel:
        known = travel(region, profile)
        return RegionTravel(matrix=known.matrix, row=known.row[sites])

    return replace(
        problem,
        sites=Sites(
            ids=tuple(problem.sites.ids[number] for number in sites),
            lonlat=problem.sites.lonlat[sites],
            region=problem.sites.region[sites],
            building=_renamed(problem.sites.building[sites], draw),
        ),
        technicians=technicians,
        obligations=replace(
            owed, site=site_of[owed.site].astype(np.int32), series=_renamed(owed.series, draw), **named
        ),
    ), shuffled_travel


def _renamed(numbers: np.ndarray, draw: np.random.Generator) -> np.ndarray:
    names = draw.permutation(int(numbers.max(initial=0)) + 1)
    return np.where(numbers == NONE, NONE, names[numbers]).astype(np.int32)


def _by_ids(problem: Problem, plan: DayPlan) -> tuple[object, ...]:
    ids, sites = problem.obligations.ids, problem.sites.ids
    routes = sorted(
        (
            route.on,
            problem.technicians[route.technician].id,
            route.start_s,
            route.end_s,
            tuple(
                (sites[stop.site], tuple((ids[visit.obligation], visit.start_s) for visit in stop.visits))
                for stop in route.stops
            ),
        )
        for route in plan.routes
    )
    return tuple(routes), sorted((ids[left.obligation], left.reason.value) for left in plan.unplanned)
