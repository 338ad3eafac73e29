"""Days that are already given out keep what is planned on them.

Source: design.md "frozen period"; planning.md L4. Hard.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from planner.checking.case import Case, rows
from planner.plan import DayPlan, Violation
from planner.problem import Problem

Dates = npt.NDArray[np.datetime64]


def frozen(case: Case) -> Iterator[Violation]:
    """Report visits put on a frozen day, and, knowing the plan in force, those taken off one.

    Without the plan in force, what belongs on a frozen day is what is pinned to it.
    """
    until = case.problem.horizon.frozen_until
    if until is None:
        return
    edge = np.datetime64(until, "D")
    kept = _kept(case.problem, case.before, edge)
    visit = case.book.visits
    wrong = (visit.on < edge) & (kept[visit.obligation] != visit.on)
    for row in rows(wrong):
        yield case.at_visit("frozen", row, f"put on a day frozen until {until}", f"被排入冻结期（至 {until}）")
    if case.before is not None:
        yield from _taken_off(case, kept)


def _taken_off(case: Case, kept: Dates) -> Iterator[Violation]:
    now = np.full(len(kept), np.datetime64("NaT", "D"))
    now[case.book.visits.obligation] = case.book.visits.on
    for number in rows(~np.isnat(kept) & (now != kept)):
        en, zh = f"taken off the frozen {kept[number]}", f"从冻结期内的 {kept[number]} 被移走"
        yield case.at_obligation("frozen", number, en, zh)


def _kept(problem: Problem, before: DayPlan | None, edge: np.datetime64) -> Dates:
    """Return the frozen date of every obligation, NaT where there is none."""
    if before is None:
        days = problem.obligations.pinned_on.astype("datetime64[D]", copy=True)
    else:
        days = np.full(len(problem.obligations), np.datetime64("NaT", "D"))
        for number, (route, _) in before.planned().items():
            days[number] = np.datetime64(route.on, "D")
    days[~(days < edge)] = np.datetime64("NaT", "D")
    return days
