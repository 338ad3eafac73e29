"""Periodic instances: read, solved in a process of its own, judged, compared with the best known value."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.benchmarks.periodic.case import DayDrive, PeriodicCase
from tests.benchmarks.periodic.judge import judge
from tests.benchmarks.periodic.known import best_known
from tests.benchmarks.periodic.lay_out import lay_out
from tests.benchmarks.periodic.read import find_periodic, read_periodic
from tests.benchmarks.pvrp import parser, run
from tests.benchmarks.routing.errors import BadFileError
from tests.public_instances.samples import write

TINY = """1 1 3 2
40 10
0 10
0 0 0 0 0 0 0
1 3 4 2 5 1 2 1 2
2 6 8 1 4 2 1 3
3 0 5 0 5.5 1 1 1

"""
"""Two days, one vehicle: customer 3 wants the second day, so only on the first is there room for customer 1."""

BEST = ((0, (1, 2)), (1, (3, 2)))


def _tiny(folder: Path, text: str = TINY) -> PeriodicCase:
    return read_periodic(write(folder / "tiny.txt", text))


def _drives(*routes: tuple[int, tuple[int, ...]]) -> list[DayDrive]:
    return [DayDrive(day=day, stops=stops) for day, stops in routes]


def test_a_file_is_read_with_its_days(tmp_path: Path) -> None:
    """The highest bit is the first day; a longest route of 0 bounds nothing."""
    case = _tiny(tmp_path)
    assert case.choices == ((), ((1,), (0,)), ((0, 1),), ((1,),))
    assert (case.longest, case.capacity, case.vehicles) == ((40.0, float("inf")), (10.0, 10.0), 1)
    assert (case.demand.tolist(), case.service.tolist()) == ([0, 5, 4, 5.5], [0, 2, 1, 0])


def test_the_judge_adds_up_lengths(tmp_path: Path) -> None:
    """0-1-2-0 is there and back along one ray, 0-3-2-0 has legs of 5, root 45 and 10."""
    verdict = judge(_tiny(tmp_path), _drives(*BEST))
    assert verdict.faults == ()
    assert verdict.cost == pytest.approx(20 + 5 + 45**0.5 + 10)


@pytest.mark.parametrize(
    ("routes", "fault"),
    [
        (((0, (1,)), (1, (3, 2))), "customer 2 visited on days [2]"),
        (((0, (1, 1, 2)), (1, (3, 2))), "customer 1 visited on days [1, 1]"),
        (((0, (2,)), (1, (1, 3, 2))), "too much load"),
        (((0, (1,)), (0, (2,)), (1, (3, 2))), "2 routes on day 1"),
        (((0, (1, 2, 4)),), "does not exist"),
        (((2, (1, 2)),), "does not exist"),
    ],
)
def test_the_judge_finds_what_is_broken(
    tmp_path: Path, routes: tuple[tuple[int, tuple[int, ...]], ...], fault: str
) -> None:
    assert fault in "; ".join(judge(_tiny(tmp_path), _drives(*routes)).faults)


def test_the_judge_bounds_the_length_of_a_route_with_its_service(tmp_path: Path) -> None:
    """20 to drive and 3 to serve: 22.9 are not enough, 23 are."""
    for longest, fine in ((22.9, False), (23, True)):
        case = _tiny(tmp_path, TINY.replace("40 10", f"{longest} 10"))
        assert judge(case, _drives(*BEST)).feasible is fine


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("1 1 3 2", "2 1 3 2", 1, "不是周期性"),
        ("1 1 3 2", "1 1 4 2", None, "应有 8 行"),
        ("\n0 10\n", "\n0 ten\n", 3, "不是数"),
        ("\n0 10\n", "\n-1 10\n", 3, "不得为负"),
        ("2 6 8 1 4 2 1 3", "2 6 8 1 4 2 1 1", 6, "不是 2 天中的 2 天"),
        ("2 6 8 1 4 2 1 3", "2 6 8 1 4 2 2 3", 6, "个组合"),
        ("2 6 8 1 4 2 1 3", "2 6 8 1 40 2 1 3", 6, "没有车辆"),
        ("2 6 8 1 4 2 1 3", "7 6 8 1 4 2 1 3", 6, "节点 2"),
        ("1 3 4 2 5 1 2 1 2", "1 nan 4 2 5 1 2 1 2", 5, "超出范围"),
        ("1 3 4 2 5 1 2 1 2", "1 3 4 2 5 0 1 0", 5, "组合 0"),
    ],
)
def test_a_broken_file_is_told_in_two_languages(
    tmp_path: Path, old: str, new: str, line: int | None, told: str
) -> None:
    with pytest.raises(BadFileError, match=told) as caught:
        _tiny(tmp_path, TINY.replace(old, new, 1))
    assert caught.value.line == line


def test_a_folder_gives_its_periodic_instances_only(tmp_path: Path) -> None:
    write(tmp_path / "a/tiny.txt", TINY)
    write(tmp_path / "a/notes.txt", "nothing of the kind")
    found = list(find_periodic([tmp_path / "a", tmp_path / "none", tmp_path / "a/notes.txt"]))
    assert [type(one) for one in found] == [PeriodicCase, BadFileError, BadFileError]


def test_the_best_known_value_is_the_least_of_list_and_solution(tmp_path: Path) -> None:
    """Rows of other sets with the same name do not count."""
    path = write(tmp_path / "pvrp/new/pr01.txt", TINY)
    assert best_known(path) is None
    write(tmp_path / "bks.csv", "set,instance,bks\nSDVRPTW,PR01,5\n")
    write(path.with_suffix(".res"), "33.5\n1 1 10 5 0 1 0\n")
    assert best_known(path) == 33.5
    write(tmp_path / "pvrp_bks_2012.csv", "instance,bks\npr01,31.25\n")
    assert best_known(path) == 31.25


def test_no_leg_is_shorter_than_it_is(tmp_path: Path) -> None:
    """Lengths are rounded up, so that what fits in whole units fits."""
    case = _tiny(tmp_path)
    instance, _ = lay_out(case)
    visited = [1, 2, 2, 3, 0]
    real = case.distances()[visited][:, visited]
    assert (instance.duration[0] >= 10_000 * real - 1e-3).all()
    assert (instance.duration[0] <= 10_000 * real + 1).all()


def test_the_command_writes_a_row_for_each_seed_and_nothing_else(tmp_path: Path) -> None:
    write(tmp_path / "tiny.txt", TINY)
    write(tmp_path / "tiny.res", "40\n")
    file = tmp_path / "rows.jsonl"
    asked = parser().parse_args(
        [str(tmp_path / "tiny.txt"), "--cpu-seconds", "0.2", "--seeds", "2", "--json", str(file)]
    )
    assert run(asked) == 0
    rows = [json.loads(line) for line in file.read_text().splitlines()]
    needed = {"solver", "instance", "seed", "cost", "best_known", "gap_pct", "cpu_s", "peak_mb", "feasible", "bench"}
    assert all(row.keys() >= needed and row["feasible"] for row in rows)
    cost = round(judge(read_periodic(tmp_path / "tiny.txt"), _drives(*BEST)).cost, 3)
    assert [(row["seed"], row["cost"], row["best_known"]) for row in rows] == [(1, cost, 40.0), (2, cost, 40.0)]


def test_no_path_is_told_in_two_languages() -> None:
    with pytest.raises(SystemExit, match="请给出"):
        run(parser().parse_args([]))
