"""How rows, people and sites came in decides nothing: the same plan, by their names.

Visits of one series with one ideal date keep their sequence: there the row says which comes first.
"""

from dataclasses import replace
from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.checking import check_plan
from planner.daily import route_day
from planner.daily.in_order import in_order, series_kept
from planner.kernel import SearchLimits
from planner.plan import DayPlan
from planner.problem import NONE, Problem, Sites
from planner.travel.travel_of import RegionTravel, TravelOf
from tests.planner.daily.town import MONDAY, ruled_town

SEEDS = st.integers(min_value=0, max_value=10**6)
QUICK = SearchLimits(iterations=150)
Named = list[tuple[str, date, int, list[tuple[str, int]]]]


def shuffled(problem: Problem, travel: TravelOf, seed: int) -> tuple[Problem, TravelOf]:
    """Return the same problem with its obligations, people and sites in another sequence."""
    draw = np.random.default_rng(seed)
    rows, people, sites = (
        draw.permutation(len(one)) for one in (problem.obligations, problem.technicians, problem.sites)
    )
    rows = series_kept(problem.obligations, rows.astype(np.int32))
    site_of, person_of = np.argsort(sites).astype(np.int32), np.append(np.argsort(people), NONE).astype(np.int32)
    owed = problem.obligations.take(rows)
    there = problem.sites
    mixed = replace(
        problem,
        sites=Sites(
            ids=tuple(there.ids[one] for one in sites),
            lonlat=there.lonlat[sites],
            region=there.region[sites],
            building=np.where(there.building[sites] == NONE, NONE, 99 - there.building[sites]).astype(np.int32),
        ),
        technicians=tuple(
            replace(one, start_site=int(site_of[one.start_site]), end_site=int(site_of[one.end_site]))
            for one in (problem.technicians[number] for number in people)
        ),
        obligations=replace(
            owed,
            site=site_of[owed.site],
            series=np.where(owed.series == NONE, NONE, 99 - owed.series).astype(np.int32),
            preferred=person_of[owed.preferred],
            excluded=person_of[owed.excluded],
            pinned=person_of[owed.pinned],
        ),
    )

    def travel_of(region: int, profile: str) -> RegionTravel:
        known = travel(region, profile)
        return replace(known, row=known.row[sites])

    return mixed, travel_of


def named(problem: Problem, plan: DayPlan) -> tuple[Named, list[tuple[str, str, str]]]:
    """Return a plan in the names of its problem, to the second."""
    ids, people = problem.obligations.ids, problem.technicians
    routes = [
        (
            people[route.technician].id,
            route.on,
            route.end_s,
            [(ids[one.obligation], one.start_s) for stop in route.stops for one in stop.visits],
        )
        for route in plan.routes
    ]
    left = [(ids[one.obligation], str(one.reason), str(one.cure)) for one in plan.unplanned]
    return sorted(routes), sorted(left)


@settings(max_examples=12, deadline=None, derandomize=True)
@given(seed=SEEDS, regions=st.integers(1, 2))
def test_a_day_is_the_same_whatever_the_sequence_of_its_rows_people_and_sites(seed: int, regions: int) -> None:
    """Down to the second, reasons and ways out as well."""
    town = ruled_town(seed, visits=16, people=3, regions=regions)
    problem, travel = town.problem(), town.travel()
    mixed, roads = shuffled(problem, travel, seed)
    plan = route_day(problem, travel, on=MONDAY, search=QUICK)
    other = route_day(mixed, roads, on=MONDAY, search=QUICK)
    assert named(problem, plan) == named(mixed, other)
    assert check_plan(mixed, roads, other) == ()


@settings(max_examples=12, deadline=None, derandomize=True)
@given(seed=SEEDS)
def test_a_problem_in_order_is_the_same_whatever_came_in(seed: int) -> None:
    """Value by value."""
    town = ruled_town(seed, visits=12, people=3, days=2, regions=2)
    problem, travel = town.problem(), town.travel()
    one, other = in_order(problem).problem, in_order(shuffled(problem, travel, seed)[0]).problem
    assert (one.technicians, one.sites.ids, one.obligations.ids) == (
        other.technicians,
        other.sites.ids,
        other.obligations.ids,
    )
    for name in ("site", "series", "pinned", "preferred", "excluded", "after", "extra_windows_s", "window_start_s"):
        assert (getattr(one.obligations, name) == getattr(other.obligations, name)).all(), name
    assert (one.sites.building == other.sites.building).all()
