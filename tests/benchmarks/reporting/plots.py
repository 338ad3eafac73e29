"""Plots of the page, as small SVG files that do not change unless the figures do."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, cast

import matplotlib as mpl

from tests.benchmarks.reporting.rows import Rows
from tests.benchmarks.reporting.tables import NAMES, float_of

mpl.use("svg")
mpl.rcParams.update({"svg.hashsalt": "roundsman", "svg.fonttype": "none", "font.size": 9})

from matplotlib import pyplot as plt  # noqa: E402 (the backend has to be chosen first)

COLOURS = {
    "roundsman": "#0b6e4f",
    "pyvrp": "#c8553d",
    "vroom": "#f2a541",
    "ortools": "#9aa5b1",
    "ortools_best": "#52606d",
}
LONGEST = 25.0
"""Bars and curves above this many percent are cut off."""


def draw_all(rows: Rows, folder: Path) -> dict[str, str]:
    """Draw what there are rows for; return file name -> what it shows."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn = {}
    for name, (draw, told) in PLOTS.items():
        file = folder / f"{name}.svg"
        if draw(rows, file):
            drawn[file.name] = told
        else:
            file.unlink(missing_ok=True)
    return drawn


def gap_over_time(rows: Rows, file: Path) -> bool:
    """Draw the mean gap over CPU seconds, by size: curves of who shows its way, points of who was run with budgets."""
    asked = rows.where(lambda row: row.get("gap_pct") is not None, bench="vrptw")
    traced = asked.where(lambda row: bool(row.get("trace")))
    sizes = sorted(traced.distinct("size"), key=float_of)
    if not sizes:
        return False
    figure, axes = plt.subplots(1, len(sizes), figsize=(3.2 * len(sizes), 2.8), squeeze=False)
    for axis, size in zip(axes[0], sizes, strict=True):
        names = traced.where(size=size).distinct("instance")
        group = asked.where(lambda row, names=names: row["instance"] in names, size=size)  # type: ignore[misc]
        for solver in (one for one in NAMES if one in group.distinct("solver")):
            shown = group.where(lambda row: bool(row.get("trace")), solver=solver)
            longest = max(shown.numbers("budget_s"), default=0.0)
            if len(shown):
                times, gaps = _mean_trace(shown.where(budget_s=longest))
            else:
                times = sorted(float_of(one) for one in group.where(solver=solver).distinct("budget_s"))
                gaps = [_mean(group.where(solver=solver, budget_s=budget).numbers("gap_pct")) for budget in times]
            axis.plot(
                times, gaps, "-" if len(shown) else "o-", label=NAMES[solver], color=COLOURS[solver], markersize=3
            )
        axis.set(title=f"{size} customers", xlabel="CPU s", ylabel="mean gap, %", xscale="log", ylim=(0, None))
        axis.legend(frameon=False, fontsize=7)
    return _save(figure, file)


def _mean_trace(rows: Rows) -> tuple[list[float], list[float]]:
    """Return moments and the mean gap at each, from the first at which every run has a plan."""
    traces = [cast(list[tuple[float, float]], row["trace"]) for row in rows.all]
    known = [float_of(row["best_known"]) for row in rows.all]
    first = max(max(trace[0][0] for trace in traces), 0.05)
    last = max(float_of(row["budget_s"]) for row in rows.all)
    times = [first * (last / first) ** (step / 60) for step in range(61)] if last > first else [first]
    return times, [
        statistics.fmean(
            min(LONGEST, 100 * (_at(trace, moment) - best) / best) for trace, best in zip(traces, known, strict=True)
        )
        for moment in times
    ]


def _at(trace: Sequence[tuple[float, float]], moment: float) -> float:
    return min((cost for when, cost in trace if when <= moment + 1e-9), default=trace[0][1])


def peers(rows: Rows, file: Path) -> bool:
    """Draw the mean gap of every solver by size, one panel a budget that two of them were given."""
    asked = rows.where(lambda row: row.get("gap_pct") is not None, bench="vrptw")
    solvers = [one for one in NAMES if one in asked.distinct("solver")]
    shared = (one for one in asked.distinct("budget_s") if len(asked.where(budget_s=one).distinct("solver")) > 1)
    budgets = sorted(shared, key=float_of)
    if not budgets:
        return False
    figure, axes = plt.subplots(1, len(budgets), figsize=(4.2 * len(budgets), 2.8), squeeze=False)
    for axis, budget in zip(axes[0], budgets, strict=True):
        group = asked.where(budget_s=budget)
        sizes = sorted(group.distinct("size"), key=float_of)
        for number, solver in enumerate(solvers):
            means = [_mean(group.where(size=size, solver=solver).numbers("gap_pct")) for size in sizes]
            places = [at + (number - (len(solvers) - 1) / 2) * 0.16 for at in range(len(sizes))]
            bars = axis.bar(
                places, [min(mean, LONGEST) for mean in means], 0.15, color=COLOURS[solver], label=NAMES[solver]
            )
            axis.bar_label(bars, [f"{mean:.1f}" if mean else "" for mean in means], fontsize=6)
        axis.set(title=f"{float_of(budget):g} CPU s", ylabel="mean gap, %", xticks=range(len(sizes)))
        axis.set_xticklabels([f"{size}" for size in sizes])
    axes[0][0].legend(frameon=False, fontsize=7)
    return _save(figure, file)


def growth(rows: Rows, file: Path) -> bool:
    """Draw CPU and memory over the number of customers or visits, on logarithmic axes."""
    found = {name: rows.where(bench=name, solver="roundsman") for name in ("year", "proof", "month")}
    lines = {name: group for name, group in found.items() if len(group.distinct("size")) > 1}
    if not lines:
        return False
    figure, axes = plt.subplots(1, 2, figsize=(7.6, 2.8))
    for axis, key, label in ((axes[0], "cpu_s", "CPU s"), (axes[1], "peak_mb", "MB")):
        for name, group in lines.items():
            sizes = sorted(float_of(size) for size in group.distinct("size") if group.where(size=size).numbers(key))
            axis.plot(
                sizes, [statistics.median(group.where(size=size).numbers(key)) for size in sizes], "o-", label=name
            )
        axis.set(xscale="log", yscale="log", xlabel="customers (month: visits)", ylabel=label)
        axis.legend(frameon=False, fontsize=7)
    return _save(figure, file)


def _mean(values: list[float]) -> float:
    return statistics.fmean(values) if values else 0.0


def _save(figure: Any, file: Path) -> bool:
    figure.tight_layout()
    figure.savefig(file, metadata={"Date": None, "Creator": None})
    plt.close(figure)
    return True


PLOTS: dict[str, tuple[Callable[[Rows, Path], bool], str]] = {
    "gap_over_time": (gap_over_time, "Mean gap over time"),
    "peers": (peers, "Mean gap beside the peers"),
    "growth": (growth, "Growth"),
}
