"""The page itself: what was measured on what, the goals, every benchmark's table, the plots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.benchmarks.reporting.goals import GOALS
from tests.benchmarks.reporting.rows import Rows
from tests.benchmarks.reporting.tables import NAMES, any_table, gap_table, goal_table, instance_table

TITLE = """# Benchmarks

**中文摘要。** 本页由 `./dev bench report` 根据各项性能测试留下的结果行生成:规划器与 PyVRP、VROOM、OR-Tools
在相同的 CPU 秒数、单线程、相同取整规则下逐项对比;每个方案都由独立的检查程序核算,未达到的目标如实列出差距;
没有结果的目标写作 “not measured”。

"""

METHOD = """## How it is measured

Every run is a process of its own with one thread. The budget is CPU seconds of the search alone: imports, reading the
instance and loading compiled code do not count, for anybody; memory is the largest of the whole process. Peers that can
only be limited on the wall are run again with more of it when a busy machine cut them short. VROOM and OR-Tools draw
no random numbers and are run once, the others once a seed. All get the same whole
numbers: the DIMACS rule for time windows and prizes (floor of ten times the straight distance; the distance counts),
thousandths for site-dependent instances. Cost and `feasible` are said by a checker that shares no code with any solver.
The instances are not part of the project: `./dev bench peers PATH` takes any file or folder of the VRPLIB or Solomon
form.

| solver | how it is set |
| --- | --- |
| Roundsman | the product's own search under its OR-Tools master, as `planner.master.search` runs it |
| PyVRP | its `solve` with its own settings |
| VROOM | exploration level 5, one thread, through pyvroom; in the months the level in column `exploration` |
| OR-Tools, default | routing library: its own first solution, guided local search |
| OR-Tools, best | routing library: parallel cheapest insertion, then its iterated local search with ruins by strings |

"""

SECTIONS = {
    "vrptw": ("Time windows (VRPTW)", "`./dev bench peers PATH --cpu-seconds 10 60`"),
    "sdvrptw": ("Who may serve whom (SDVRPTW)", "`./dev bench sdvrptw PATH --cpu-seconds 60`"),
    "pcvrptw": ("Prizes for optional visits (PCVRPTW)", "`./dev bench pcvrptw PATH --cpu-seconds 60`"),
    "pvrp": ("Periodic visits (PVRP)", "`./dev bench pvrp PATH --cpu-seconds 60 300`"),
}
"""Benchmarks with a best known value: heading and command."""

BY_INSTANCE = ("speed", "field", "replan")

OTHERS = {
    "speed": ("What breaks and skills cost the search", "`./dev bench speed`"),
    "year": ("A year", "`./dev bench year --customers 10000 100000 1000000`"),
    "proof": ("Proof of law", "`./dev bench proof --customers 10000 100000 1000000`"),
    "month": ("A month", "`./dev bench month --visits 100000`"),
    "field": ("A month in the field, on real roads", "`./dev bench field`"),
    "replan": ("A day replanned", "`./dev bench replan`"),
}


SEEDS = """The value of a seed is its mean over the instances measured, which the tables below name; worst is the worst
seed. Few instances or one seed show little: "yes" speaks of those only."""


def page(rows: Rows, facts: Mapping[str, object], versions: Mapping[str, str], figures: Mapping[str, str]) -> str:
    """Return the page; `figures` is file name -> what it shows."""
    lines = [TITLE + METHOD + "## Machine", "", *_machine(rows, facts, versions)]
    lines += ["## The goals", "", SEEDS, ""]
    lines += goal_table(GOALS, rows)
    for file, told in figures.items():
        lines += [f"![{told}](figures/{file})", ""]
    for bench, (heading, command) in SECTIONS.items():
        lines += _gaps(rows.where(bench=bench), heading, command)
    for bench, (heading, command) in OTHERS.items():
        group = rows.where(bench=bench)
        told_of = (
            ["Median (largest) of the runs.", "", *any_table(group, "instance" if bench in BY_INSTANCE else "size")]
            if len(group)
            else ["Not measured.", ""]
        )
        lines += [f"## {heading}", "", command, "", *told_of]
    return "\n".join(lines).rstrip() + "\n"


def _machine(rows: Rows, facts: Mapping[str, object], versions: Mapping[str, str]) -> list[str]:
    loads = rows.numbers("load")
    load = (
        f"{min(loads):.1f} to {max(loads):.1f} while measuring" if loads else f"{facts['load']} when the page was made"
    )
    machine = f"{_processors(rows, facts)}; {facts['cores']} cores, {facts['memory_gb']} GB; load {load}."
    return [machine, "", ", ".join(f"{name} {found}" for name, found in versions.items()) + ".", ""]


def _processors(rows: Rows, facts: Mapping[str, object]) -> str:
    """Return every processor that rows name with the benchmarks measured on it; this machine's where none is named."""
    found = [str(name) for name in rows.distinct("processor")]
    if len(found) < 2:
        return (found or [str(facts["cpu"])])[0]
    told = []
    for name in found:
        mine = rows.where(processor=name)
        counts = (f"{bench} {len(mine.where(bench=bench))}" for bench in mine.distinct("bench"))
        told.append(f"{name} (rows: {', '.join(counts)})")
    return "; ".join(told)


def _gaps(rows: Rows, heading: str, command: str) -> list[str]:
    lines = [f"## {heading}", "", command, ""]
    if not len(rows):
        return [*lines, "Not measured.", ""]
    solvers = _in_turn(rows)
    lines += ["Gap to the best known value in %: mean (median, worst) over instances and seeds.", ""]
    lines += gap_table(rows, solvers)
    lines += ["<details><summary>By instance: mean gap over the seeds, %</summary>", ""]
    return [*lines, *instance_table(rows, solvers), "</details>", ""]


def _in_turn(rows: Rows) -> Sequence[str]:
    found = [str(one) for one in rows.distinct("solver")]
    return [*(one for one in NAMES if one in found), *(one for one in found if one not in NAMES)]
