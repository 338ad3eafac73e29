"""Days that are already given out keep what is planned on them.

Source: design.md "frozen period"; planning.md L4. Hard.
"""

from collections.abc import Iterator

import numpy as np

from planner.checking.case import Case, rows
from planner.plan import DayPlan, Violation
from planner.problem import Problem


def frozen(case: Case) -> Iterator[Violation]:
    """Report visits put on or taken off a frozen day.

    What belongs there is known from the plan in force, or, without one, from the obligations pinned to such a day.
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
    now = np.full(len(kept), np.datetime64("NaT", "D"))
    now[visit.obligation] = visit.on
    for number in rows(~np.isnat(kept) & (now != kept)):
        en, zh = f"taken off {kept[number]}, frozen until {until}", f"从冻结期内的 {kept[number]} 被移走"
        yield case.at_obligation("frozen", number, en, zh)


def _kept(
    problem: Problem, before: DayPlan | None, edge: np.datetime64
) -> np.ndarray[tuple[int], np.dtype[np.datetime64]]:
    """Return the frozen date of every obligation, NaT where there is none."""
    if before is None:
        days = problem.obligations.pinned_on.astype("datetime64[D]", copy=True)
    else:
        days = np.full(len(problem.obligations), np.datetime64("NaT", "D"))
        for number, (route, _) in before.planned().items():
            days[number] = np.datetime64(route.on, "D")
    days[~(days < edge)] = np.datetime64("NaT", "D")
    return days
