"""Parts of a problem keep all references straight."""

from datetime import timedelta

import numpy as np
import pytest

from planner.problem.split import part, restrict
from tests.planner.daily.town import MONDAY, Town


@pytest.fixture
def two_regions() -> Town:
    """A technician and two visits in each of two regions."""
    town = Town(days=7, regions=2).person(region=0).person(region=1)
    for region in (1, 0, 1, 0):
        town.visit(town.place(5 + region, region=region), preferred=region, excluded=1 - region)
    return town


def test_a_part_is_one_region_with_its_people_and_sites(two_regions: Town) -> None:
    """Indices change, names do not."""
    whole = two_regions.problem()
    north = part(whole, 1, np.array([0, 2], dtype=np.int32))
    assert [one.id for one in north.problem.technicians] == ["t1"]
    assert north.problem.obligations.ids == ("o0", "o2")
    sites = [north.problem.sites.ids[site] for site in north.problem.obligations.site]
    assert sites == [whole.sites.ids[site] for site in whole.obligations.site[[0, 2]]]
    assert north.problem.obligations.preferred.tolist() == [0, 0]
    assert north.problem.obligations.excluded.tolist() == [-1, -1]


def test_what_is_pinned_to_a_stranger_is_stranded() -> None:
    """It must not look free, and its series keeps its order."""
    town = Town(days=5, regions=2).person(region=0).person(region=1)
    town.visit(town.place(3), pinned=1).visit(town.place(3), pinned=0)
    alone = part(town.problem(), 0, np.arange(2, dtype=np.int32))
    assert alone.stranded.tolist() == [True, False]


def test_a_region_without_people_is_a_part_too() -> None:
    """Its visits have nobody, which is said later."""
    town = Town(regions=2).person(region=0)
    town.visit(town.place(3, region=1), preferred=0)
    alone = part(town.problem(), 1, np.array([0], dtype=np.int32))
    assert alone.problem.technicians == ()
    assert alone.problem.obligations.preferred.tolist() == [-1]


def test_a_restriction_keeps_sites_and_people(two_regions: Town) -> None:
    """Travel of the whole answers for it."""
    whole = two_regions.problem()
    day = restrict(whole, np.array([3, 1], dtype=np.int32), start=MONDAY, until=MONDAY + timedelta(days=1))
    assert day.obligations.ids == ("o3", "o1")
    assert day.sites is whole.sites
    assert day.horizon.days == 1
