"""A plan makes visits only on the dates it covers.

Source: the contract of ``planner.problem.Horizon``. Hard.
"""

from collections.abc import Iterator

from planner.checking.case import Case, rows
from planner.plan import Violation


def within_horizon(case: Case) -> Iterator[Violation]:
    """Report visits on a date outside the horizon."""
    day, horizon = case.day(), case.problem.horizon
    for row in rows((day < 0) | (day >= horizon.days)):
        en = f"planned outside {horizon.start}..{horizon.until} (exclusive)"
        yield case.at_visit("within_horizon", row, en, f"不在计划期 {horizon.start} 至 {horizon.until} 之内")
