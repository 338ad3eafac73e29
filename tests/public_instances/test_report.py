"""The page of benchmarks says what was measured, what was missed and by how much, and what was not measured."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.benchmarks.frame import processor, write_row
from tests.benchmarks.reporting.goals import GOALS, Goal, of
from tests.benchmarks.reporting.page import page
from tests.benchmarks.reporting.plots import draw_all
from tests.benchmarks.reporting.rows import Row, Rows, read_rows
from tests.benchmarks.reporting.tables import goal_table, verdict

FACTS: dict[str, object] = {"cpu": "a processor", "cores": 2, "memory_gb": 8, "load": 0.1}


def _row(solver: str, instance: str, seed: int, gap: float | None, **more: object) -> Row:
    base: Row = {"bench": "vrptw", "solver": solver, "instance": instance, "seed": seed, "gap_pct": gap, "size": 200}
    return base | {"budget_s": 10.0, "best_known": 100.0, "feasible": gap is not None, "cpu_s": 10.0} | more


ROWS = Rows(
    all=(
        _row("roundsman", "R1", 1, 0.5),
        _row("roundsman", "R2", 1, 0.7),
        _row("roundsman", "R1", 2, 0.8),
        _row("roundsman", "R2", 2, 1.0),
        _row("pyvrp", "R1", 1, 0.9, trace=[[0.5, 120.0], [4.0, 100.9]]),
        _row("pyvrp", "R1", 2, 0.9),
        _row("ortools", "R1", 1, None),
    )
)


def _goal(name: str) -> Goal:
    return next(goal for goal in GOALS if goal.name == name)


def test_a_mean_gap_is_taken_by_seed_and_the_goal_missed_by_the_worst() -> None:
    goal = _goal("200 customers, mean gap, 10 s")
    assert goal.figures(ROWS) == pytest.approx([0.6, 0.9])
    (line,) = [line for line in goal_table([goal], ROWS) if goal.name in line]
    assert "**no**, over by 0.05" in line


def test_a_peer_is_compared_on_the_instances_both_have_solved() -> None:
    """R2 was not given to PyVRP: 0.5 - 0.9 and 0.8 - 0.9."""
    assert _goal("200 customers, 10 s: mean gap less PyVRP's").figures(ROWS) == pytest.approx([-0.4, -0.1])


def test_a_peer_without_seeds_is_compared_with_each_of_ours() -> None:
    rows = Rows(all=(*ROWS.all, _row("vroom", "R1", 1, 2.0)))
    assert _goal("200 customers, 10 s: mean gap less VROOM's").figures(rows) == pytest.approx([-1.5, -1.2])


def test_growth_is_the_exponent_between_the_smallest_and_the_largest_size() -> None:
    rows = Rows(
        all=tuple(
            {"bench": "year", "solver": "roundsman", "instance": f"year-{n}", "seed": 1, "size": n, "cpu_s": n / 1000}
            for n in (1_000, 10_000, 100_000)
        )
    )
    assert _goal("year: CPU ~ n^a, a").figures(rows) == pytest.approx([1.0])


def test_the_verdict_names_median_worst_and_stretch() -> None:
    goal = Goal(level="", name="", unit="s", limit=2, stretch=1, command="", figures=of("x", "cpu_s"))
    assert [verdict(goal, 1, 1), verdict(goal, 1, 2)] == ["yes, and the stretch of 1", "yes"]
    assert "worst seed over by 1" in verdict(goal, 2, 3)
    assert verdict(goal, 3, 4) == "**no**, over by 1"


def test_rows_of_any_benchmark_are_read_and_what_is_none_is_told(tmp_path: Path) -> None:
    """Rows without `bench` and `size` get them from their instance or file; a later row replaces the same earlier."""
    year = {"solver": "roundsman", "instance": "year-10000", "seed": 1, "cpu_s": 3.0}
    lines = [json.dumps(year), "{broken", json.dumps({"growth": "cpu_s", "solver": "roundsman"}), json.dumps([1])]
    (tmp_path / "a.jsonl").write_text("\n".join([*lines, json.dumps(year | {"cpu_s": 4.0})]))
    (tmp_path / "pvrp-2.jsonl").write_text(json.dumps({"solver": "roundsman", "instance": "p01", "seed": 1}))
    said: list[str] = []
    rows = read_rows(sorted(tmp_path.glob("*.jsonl")), said.append)
    assert [(row["bench"], row["size"], row.get("cpu_s")) for row in rows.all] == [
        ("year", 10_000, 4.0),
        ("pvrp", None, None),
    ]
    assert said == [f"{tmp_path / 'a.jsonl'}:2: not JSON, left out / 不是 JSON,已略过"]


def test_the_page_stands_with_all_benchmarks_with_some_and_with_none(tmp_path: Path) -> None:
    empty = page(Rows(all=()), FACTS, {}, {})
    assert empty.count("not measured |") == len(GOALS)
    figures = draw_all(ROWS, tmp_path)
    assert set(figures) == {"peers.svg", "gap_over_time.svg"}
    text = page(ROWS, FACTS, {"numpy": "2"}, figures)
    assert "| 200 | 10 | 2 | 0.75 (0.75, 1.00) | 0.90 (0.90, 0.90) | none valid of 1 |" in text
    assert all(f"(figures/{file})" in text and (tmp_path / file).stat().st_size < 100_000 for file in figures)


def test_the_same_rows_draw_the_same_files(tmp_path: Path) -> None:
    draw_all(ROWS, tmp_path / "a")
    draw_all(ROWS, tmp_path / "b")
    assert (tmp_path / "a/peers.svg").read_bytes() == (tmp_path / "b/peers.svg").read_bytes()


def test_a_row_says_which_processor_it_was_measured_on_and_the_page_tells_them_apart(tmp_path: Path) -> None:
    """Seconds of one machine are not those of another."""
    file = tmp_path / "pvrp.jsonl"
    write_row(file, {"solver": "roundsman", "instance": "p01", "seed": 1})
    rows = read_rows([file], print)
    assert [row["processor"] for row in rows.all] == [processor()]
    assert f"{processor()}; 2 cores" in page(rows, FACTS, {}, {})
    both = Rows(all=(*rows.all, _row("roundsman", "R1", 1, 0.5, processor="another")))
    assert f"{processor()} (rows: pvrp 1); another (rows: vrptw 1); 2 cores" in page(both, FACTS, {}, {})
