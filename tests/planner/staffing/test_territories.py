"""Territories of technicians: everybody's work in one piece, by those who hold the certificates."""

import numpy as np
import pytest
import shapely

from planner.checking.staffing import check_groups
from planner.problem import ProblemError
from planner.staffing import Holder, Served, TerritoryProposal, propose_territories
from planner.staffing.partition import Effort
from tests.planner.staffing.grounds import town

QUICK = Effort(steps_per_place=15, most_steps=3_000, exact_work=2.0, pairs=4)
PEOPLE = [Holder(id=f"p{n}", minutes=60_000, skills=int(n < 4), lon=24.9, lat=60.17) for n in range(6)]
TOWN = town(500)


@pytest.fixture(scope="module")
def found() -> TerritoryProposal:
    return propose_territories(TOWN, PEOPLE, effort=QUICK)


def test_every_customer_has_one_holder_for_each_kind_of_work(found: TerritoryProposal) -> None:
    """Each customer exactly once in each layer of work."""
    for need, minutes in TOWN.minutes.items():
        rows = np.concatenate([one.rows for one in found.territories if need in one.needs])
        assert sorted(rows.tolist()) == np.flatnonzero(minutes).tolist()


def test_work_goes_to_those_who_hold_its_certificates(found: TerritoryProposal) -> None:
    """S9.7: no territory asks for a certificate its holder lacks."""
    skills = {one.id: one.skills for one in PEOPLE}
    assert all(not need & ~skills[one.holder] for one in found.territories for need in one.needs)


def test_territories_are_in_one_piece(found: TerritoryProposal) -> None:
    """Contiguity over the small cells, by the judge, for each layer."""
    borders = [(str(a), str(b)) for a, b in found.graph.edges]
    for need in TOWN.minutes:
        own = {one.holder: one for one in found.territories if need in one.needs}
        assert all(one.outline.geom_type == "Polygon" for one in own.values())
        cells = {name: sorted({str(found.cells.of[row]) for row in one.rows}) for name, one in own.items()}
        assert len({cell for cell_list in cells.values() for cell in cell_list}) == sum(map(len, cells.values()))
        if need == 1:
            assert check_groups(cells, [str(n) for n in range(len(found.cells))], borders) == ()


def test_everybody_gets_about_the_same_load(found: TerritoryProposal) -> None:
    """Balanced: each territory within a tenth of its even share, and so everybody over all kinds of work together."""
    assert all(abs(one.minutes - one.target) <= 0.1 * one.target + 1 for one in found.territories)
    load = {one.id: sum(t.minutes for t in found.territories if t.holder == one.id) for one in PEOPLE}
    assert max(load.values()) <= 1.25 * min(load.values())


def test_the_order_of_customers_and_people_does_not_matter(found: TerritoryProposal) -> None:
    """Input order does not matter; the same seed gives the same proposal."""
    shuffled = np.random.default_rng(1).permutation(len(TOWN.ids))
    other = Served(
        ids=tuple(TOWN.ids[row] for row in shuffled),
        lonlat=TOWN.lonlat[shuffled],
        minutes={need: minutes[shuffled] for need, minutes in TOWN.minutes.items()},
    )
    again = propose_territories(other, PEOPLE[::-1], effort=QUICK)
    named = [(one.holder, one.needs, {TOWN.ids[row] for row in one.rows}) for one in found.territories]
    assert [(one.holder, one.needs, {other.ids[row] for row in one.rows}) for one in again.territories] == named


def test_work_that_nobody_may_do_is_said() -> None:
    """Nothing vanishes: minutes without a certified person are told."""
    nobody = [Holder(id="p", minutes=60_000, skills=0, lon=24.9, lat=60.17)]
    found = propose_territories(TOWN, nobody, effort=QUICK)
    assert found.uncovered == {1: int(TOWN.minutes[1].sum())}


def test_the_ground_of_the_region_is_shared_out_wholly() -> None:
    """The territories of a layer cover the region's outline and nothing beyond it."""
    region = shapely.box(24.8, 60.1, 25.0, 60.25)
    found = propose_territories(town(120), PEOPLE[:3], ground=region, effort=QUICK)
    covered = shapely.union_all([one.outline for one in found.territories if 1 in one.needs])
    assert covered.symmetric_difference(region).area < 0.01 * region.area


def test_one_customer_and_many_people_end_well() -> None:
    """More people than places: somebody has the place, the others have none."""
    found = propose_territories(town(1), PEOPLE, effort=QUICK)
    assert len(found.territories) <= 2


@pytest.mark.parametrize("people", [[], [Holder(id="p", minutes=0, skills=1, lon=24.9, lat=60.1)]])
def test_nobody_with_time_is_a_clear_error(people: list[Holder]) -> None:
    """0 technicians: a clear error."""
    with pytest.raises(ProblemError, match="nobody has working time"):
        propose_territories(TOWN, people)
