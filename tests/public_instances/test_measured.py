"""Every solver answers in a process of its own, and its routes are judged here."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path

import pytest

from tests.benchmarks.routing.case import Case, Drive, Kind
from tests.benchmarks.routing.find import read_case
from tests.benchmarks.routing.judge import judge
from tests.benchmarks.routing.measure import Run, gap_pct, measure
from tests.benchmarks.routing.options import budgets_of, routing_parser, seeds_of, solvers_of
from tests.benchmarks.routing.runner import run_command
from tests.benchmarks.routing.summary import told
from tests.public_instances.samples import prizes, sites, vrp, write

NEEDED = {"solver", "instance", "seed", "cost", "best_known", "gap_pct", "cpu_s", "peak_mb", "feasible"}
ROOMY = "CAPACITY : 20\nSERVICE_TIME : 5\n"


@pytest.mark.parametrize("solver", ["pyvrp", "vroom", "ortools", "ortools_best"])
def test_a_peer_solves_the_small_instance(tmp_path: Path, solver: str) -> None:
    """One vehicle carries all: 0-4-0 cannot be cheaper than on the way, so the best plan is one route."""
    case = read_case(write(tmp_path / "tiny.vrp", vrp(head=ROOMY)))
    row = measure(Run(case=case, best_known=40.0, solver=solver, seed=1, budget_s=0.2, trace=True))
    assert row["feasible"], row
    assert row.keys() >= NEEDED | {"trace"}
    assert row["cost"] == _best(tmp_path)


@pytest.mark.parametrize(
    ("text", "solver"),
    [(sites(), "roundsman"), (sites(), "ortools_best"), (prizes(), "roundsman"), (prizes(), "pyvrp")],
    ids=["sites, roundsman", "sites, OR-Tools", "prizes, roundsman", "prizes, PyVRP"],
)
def test_skills_time_away_and_prizes_are_understood(tmp_path: Path, text: str, solver: str) -> None:
    """The best plan is found by trying everything."""
    case = read_case(write(tmp_path / "tiny.vrp", text))
    row = measure(Run(case=case, best_known=None, solver=solver, seed=1, budget_s=0.2))
    assert row["feasible"], row
    assert row["cost"] == _best_of(case)


def test_what_a_solver_cannot_express_is_said_and_not_counted(tmp_path: Path) -> None:
    case = read_case(write(tmp_path / "tiny.vrp", sites()))
    row = measure(Run(case=case, best_known=None, solver="vroom", seed=1, budget_s=0.1))
    assert (row["feasible"], row["cost"], row["gap_pct"]) == (False, None, None)
    assert "VROOM" in str(row["cannot"])


def test_a_command_writes_a_row_for_each_solver_and_nothing_else(tmp_path: Path) -> None:
    write(tmp_path / "in/tiny.vrp", vrp(head=ROOMY))
    file = tmp_path / "rows.jsonl"
    asked = routing_parser("vrptw", None).parse_args(
        [str(tmp_path / "in"), "--cpu-seconds", "0.1", "0.2", "--solvers", "roundsman,pyvrp", "--json", str(file)]
    )
    with pytest.raises(SystemExit) as ended:
        run_command(asked, Kind.WINDOWS, "vrptw")
    rows = [json.loads(line) for line in file.read_text().splitlines()]
    assert ended.value.code == 0
    assert [(row["solver"], row["budget_s"]) for row in rows] == [
        ("roundsman", 0.1), ("pyvrp", 0.1), ("roundsman", 0.2), ("pyvrp", 0.2),
    ]  # fmt: skip
    assert all(row.keys() >= NEEDED and row["feasible"] for row in rows)
    assert {row["cost"] for row in rows} == {_best(tmp_path)}
    assert any("mean gap" in line for line in told(rows))


def test_seeds_and_budgets_are_read_as_documented() -> None:
    """One number N means 1 to N, several or a list with commas mean these."""
    assert [seeds_of(["3"]), seeds_of(["3", "7"]), seeds_of(["2,5"]), seeds_of(["3,"]), seeds_of(["0"])] == [
        (1, 2, 3),
        (3, 7),
        (2, 5),
        (3,),
        (0,),
    ]
    assert budgets_of(["10", "60"]) == (10.0, 60.0)
    assert solvers_of(["pyvrp,vroom"]) == ("pyvrp", "vroom")


@pytest.mark.parametrize(
    ("read", "word"), [(seeds_of, "one"), (budgets_of, "-1"), (budgets_of, "nan"), (solvers_of, "x")]
)
def test_a_wrong_option_is_told_in_two_languages(read: object, word: str) -> None:
    with pytest.raises(SystemExit, match="应为"):
        read([word])  # type: ignore[operator]


def test_a_gap_needs_a_best_known_value() -> None:
    assert (gap_pct(102.0, 100.0), gap_pct(102.0, None)) == (2.0, None)


def _best(folder: Path) -> float:
    """Return the cost of the best plan, found by trying every order and every split in two."""
    return _best_of(read_case(write(folder / "again/tiny.vrp", vrp(head=ROOMY))))


def _best_of(case: Case) -> float:
    last, costs = len(case.fleets) - 1, []
    for order in (order for size in range(5) for order in permutations(range(1, 5), size)):
        for cut in range(len(order) + 1):
            verdict = judge(case, [Drive(fleet=0, stops=order[:cut]), Drive(fleet=last, stops=order[cut:])])
            costs += [case.shown(verdict.cost)] if verdict.feasible else []
    return min(costs)
