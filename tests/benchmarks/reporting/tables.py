"""Tables of the page, as lines of Markdown."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator, Sequence

from tests.benchmarks.reporting.goals import Goal
from tests.benchmarks.reporting.rows import Row, Rows, number

NOT_SHOWN = ("bench", "solver", "instance", "seed", "budget_s", "size", "load", "trace", "error", "cannot", "customers",
             "visits")  # fmt: skip
MOST_SIZES = 6
"""Sizes shown line by line."""

NAMES = {
    "roundsman": "Roundsman", "pyvrp": "PyVRP", "vroom": "VROOM", "ortools": "OR-Tools, default",
    "ortools_best": "OR-Tools, best",
}  # fmt: skip


def table(head: Sequence[str], body: Iterable[Sequence[str]]) -> list[str]:
    """Return a table."""
    lines = [f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *body)]
    return [*lines, ""]


def goal_table(goals: Iterable[Goal], rows: Rows) -> list[str]:
    """Return every goal with what was measured."""
    head = ("level", "figure", "goal", "median", "worst", "seeds", "met", "command")
    return table(head, (_goal_line(goal, goal.figures(rows)) for goal in goals))


def _goal_line(goal: Goal, values: Sequence[float]) -> list[str]:
    limit = f"<= {goal.limit:g} {goal.unit}".strip()
    first, last = [goal.level, goal.name, limit], f"`{goal.command}`"
    if not values:
        return [*first, "not measured", "", "", "", last]
    median, worst = statistics.median(values), max(values)
    return [*first, told(median), told(worst), str(len(values)), verdict(goal, median, worst), last]


def verdict(goal: Goal, median: float, worst: float) -> str:
    """Return whether a goal is met by every seed, by the median only, or by how much it is missed."""
    slack = 1e-9
    if worst <= goal.limit + slack:
        if goal.stretch is not None and worst <= goal.stretch + slack:
            return f"yes, and the stretch of {goal.stretch:g}"
        return "yes"
    if median <= goal.limit + slack:
        return f"in the median; worst seed over by {told(worst - goal.limit)}"
    return f"**no**, over by {told(median - goal.limit)}"


def told(value: float | None) -> str:
    """Return a number with three or four telling digits."""
    if value is None:
        return "-"
    if abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:.0f}" if value == int(value) else f"{value:.3g}" if abs(value) < 100 else f"{value:.1f}"


def gap_table(rows: Rows, solvers: Sequence[str]) -> list[str]:
    """Return mean, median and worst gaps by size, budget and solver."""
    head = ("customers", "CPU s", "instances", *(NAMES.get(one, one) for one in solvers))
    body = []
    for label, sized in _by_size(rows):
        for budget in sorted(sized.distinct("budget_s"), key=float_of):
            group = sized.where(budget_s=budget)
            cells = [_gap_cell(group.where(solver=solver)) for solver in solvers]
            body.append([label, f"{float_of(budget):g}", str(len(group.distinct("instance"))), *cells])
    return table(head, body)


def _by_size(rows: Rows) -> Iterator[tuple[str, Rows]]:
    """Yield the rows of each size; families in which nearly every instance has a size of its own stay together."""
    sizes = sorted(rows.distinct("size"), key=float_of)
    if len(sizes) > MOST_SIZES:
        yield f"{sizes[0]} to {sizes[-1]}", rows
        return
    for size in sizes:
        yield str(size), rows.where(size=size)


def _gap_cell(rows: Rows) -> str:
    gaps = rows.numbers("gap_pct")
    if not len(rows):
        return ""
    if not gaps:
        return "cannot" if all("cannot" in row for row in rows.all) else f"none valid of {len(rows)}"
    failed = len(rows) - len(gaps)
    cell = f"{statistics.fmean(gaps):.2f} ({statistics.median(gaps):.2f}, {max(gaps):.2f})"
    return cell + (f", {failed} of {len(rows)} not valid" if failed else "")


def instance_table(rows: Rows, solvers: Sequence[str]) -> list[str]:
    """Return the mean gap over seeds of every instance, by budget and solver."""
    budgets = sorted(rows.distinct("budget_s"), key=float_of)
    pairs = [
        (budget, solver) for budget in budgets for solver in solvers if len(rows.where(budget_s=budget, solver=solver))
    ]
    head = (
        "instance",
        "best known",
        *(f"{NAMES.get(solver, solver)}, {float_of(budget):g} s" for budget, solver in pairs),
    )
    body = []
    for name in rows.distinct("instance"):
        group = rows.where(instance=name)
        gaps = [group.where(budget_s=budget, solver=solver).numbers("gap_pct") for budget, solver in pairs]
        cells = [f"{statistics.fmean(each):.2f}" if each else "-" for each in gaps]
        body.append([str(name), told(next(iter(group.numbers("best_known")), None)), *cells])
    return table(head, body)


def any_table(rows: Rows, by: str) -> list[str]:
    """Return median and largest of every number of a benchmark of any shape, by size or instance, and solver."""
    keys = [key for key in _keys(rows.all) if rows.numbers(key)]
    body = []
    for value in rows.distinct(by) if by == "instance" else sorted(rows.distinct(by), key=float_of):
        for solver in rows.distinct("solver"):
            group = rows.where(**{by: value}, solver=solver)
            if len(group):
                first = [f"{float_of(value):,.0f}" if by == "size" else str(value), NAMES.get(str(solver), str(solver))]
                body.append([*first, str(len(group)), *(_spread(group.numbers(key)) for key in keys)])
    return table((by, "solver", "runs", *keys), body)


def _keys(rows: Iterable[Row]) -> Iterator[str]:
    yield from dict.fromkeys(
        key for row in rows for key in row if key not in NOT_SHOWN and number(row, key) is not None
    )


def _spread(values: Sequence[float]) -> str:
    if not values:
        return "-"
    median, worst = told(statistics.median(values)), told(max(values))
    return median if median == worst else f"{median} ({worst})"


def float_of(value: object) -> float:
    """Return a size or a budget as a number."""
    return float(str(value))
