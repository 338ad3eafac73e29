"""The checker of public instances finds every fault and adds up every cost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.routing.case import Case, Drive
from tests.benchmarks.routing.find import read_case
from tests.benchmarks.routing.judge import judge
from tests.benchmarks.routing.known import best_known
from tests.public_instances.samples import prizes, sites, vrp, write


def _drives(*routes: tuple[int, ...], fleet: int = 0) -> list[Drive]:
    return [Drive(fleet=fleet, stops=stops) for stops in routes]


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return read_case(write(tmp_path / "tiny.vrp", vrp()))


def test_a_good_plan_costs_what_its_legs_cost(case: Case) -> None:
    """0-1-2-0 is 50 + 50 + 100, 0-3-0 twice 70, 0-4-0 twice 70; but only two vehicles: 3 and 4 together carry 11."""
    verdict = judge(case, _drives((1, 2), (4,)))
    assert verdict.cost == 200 + 140
    assert verdict.faults == ("1 customers not served: [3]",)


FAULTS = {
    "not served": (((1, 2),), "not served"),
    "served twice": (((1, 2), (1, 4)), "more than once"),
    "too many vehicles": (((1, 2), (3,), (4,)), "there are 2"),
    "too much load": (((3, 4),), "too much load"),
    "unknown customer": (((1, 9),), "no such customers [9]"),
    "the depot as a customer": (((1, 0),), "no such customers [0]"),
}


@pytest.mark.parametrize(("routes", "told"), FAULTS.values(), ids=FAULTS)
def test_each_fault_is_found(case: Case, routes: tuple[tuple[int, ...], ...], told: str) -> None:
    assert told in "; ".join(judge(case, _drives(*routes)).faults)


def test_the_last_moment_counts_and_one_later_does_not(tmp_path: Path) -> None:
    """From 0 to 2 (100), back to 1 (50 after 50 of service): 200 at the door of 1."""
    for closes, late in ((20, False), (19, True)):
        windows = ((0, 200), (10, closes), (0, 80), (20, 90), (0, 150))
        tight = read_case(write(tmp_path / f"{closes}.vrp", vrp(windows=windows)))
        assert ("late" in "; ".join(judge(tight, _drives((2, 1))).faults)) is late


def test_the_depot_closes(tmp_path: Path) -> None:
    """0-2-0 takes 100 + 50 + 100 tenths: home at 25."""
    for closes, late in ((25, False), (24, True)):
        windows = ((0, closes), (0, 60), (0, 80), (0, 90), (0, 150))
        early = read_case(write(tmp_path / f"{closes}.vrp", vrp(windows=windows)))
        assert ("late" in "; ".join(judge(early, _drives((2,))).faults)) is late


def test_the_time_away_is_counted_from_the_best_departure(tmp_path: Path) -> None:
    """Who is due at 3 at 20 leaves at 13: waiting at home is no time away. Two hours at a door are."""
    path = write(tmp_path / "a.vrp", sites().replace("DURATION: 100", "DURATION: 19"))
    assert "longer away" not in "; ".join(judge(read_case(path), _drives((3,))).faults)
    path = write(tmp_path / "b.vrp", sites().replace("DURATION: 100", "DURATION: 18.999"))
    assert "longer away" in "; ".join(judge(read_case(path), _drives((3,))).faults)


def test_who_may_not_come_is_found(tmp_path: Path) -> None:
    case = read_case(write(tmp_path / "a.vrp", sites()))
    assert "may not serve" in "; ".join(judge(case, _drives((3,), fleet=1)).faults)
    assert judge(case, [*_drives((1, 2), fleet=1), *_drives((3, 4))]).feasible


def test_a_prize_left_behind_is_paid(tmp_path: Path) -> None:
    case = read_case(write(tmp_path / "a.vrp", prizes()))
    verdict = judge(case, _drives((1, 2)))
    assert verdict.feasible
    assert verdict.cost == 200 + 20 + 90
    assert "not served" in judge(case, _drives((2,))).faults[0]


def test_the_best_known_value_is_added_up_from_the_routes_beside(tmp_path: Path) -> None:
    """Also when the number beside them follows another rule."""
    path = write(tmp_path / "a.vrp", sites())
    write(tmp_path / "a.sol", "Route #1: 3 4\nRoute #2: 2 1\nCost 1\n")
    case = read_case(path)
    legs = sum(int(case.distance[a, b]) for a, b in ((0, 3), (3, 4), (4, 0), (0, 2), (2, 1), (1, 0)))
    assert best_known(case) == legs


def test_a_cost_counts_where_there_are_no_routes(tmp_path: Path) -> None:
    path = write(tmp_path / "a.vrp", vrp())
    write(tmp_path / "a.sol", "Cost: 12.5\n")
    assert best_known(read_case(path)) == 12.5


def test_a_result_file_begins_with_the_cost(tmp_path: Path) -> None:
    path = write(tmp_path / "a.vrp", vrp())
    write(tmp_path / "a.res", "34.7\n1 1 2 3\n")
    assert best_known(read_case(path)) == 34.7


def test_a_list_in_a_folder_above_is_asked_by_folder_first(tmp_path: Path) -> None:
    write(tmp_path / "bks.csv", "set,instance,bks,routes\nx/y,tiny,41.2,3\nz,tiny,99,3\n")
    assert best_known(read_case(write(tmp_path / "x/y/tiny.vrp", vrp()))) == 41.2


def test_without_any_of_them_nothing_is_known(tmp_path: Path) -> None:
    """Not either when a list names two instances alike and neither is in this folder."""
    write(tmp_path / "bks.csv", "set,instance,bks\nx,tiny,41.2\nz,tiny,99\n")
    assert best_known(read_case(write(tmp_path / "w/tiny.vrp", vrp()))) is None
