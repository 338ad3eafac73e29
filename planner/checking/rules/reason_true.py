"""Whoever is not visited is told the true reason: nobody is blamed on a certificate that somebody holds.

Source: S9.1; planning.md L4 (every unplanned obligation carries a reason). Hard.
"""

from collections.abc import Iterator

from planner.checking.case import Case
from planner.checking.claims import Explanations
from planner.plan import Violation


def reason_true(case: Case) -> Iterator[Violation]:
    """Report unplanned obligations whose reason does not hold, with the one that does."""
    if not case.plan.unplanned:
        return
    facts = Explanations(case)
    for left in case.plan.unplanned:
        if not facts.holds(left.obligation, left.reason):
            true = facts.explain(left.obligation)
            en = f"{left.reason} does not hold; {f'{true} does' if true else 'it could be made'}"
            zh = f"未排原因 {left.reason} 不成立；{f'实为 {true}' if true else '其实可以安排'}"
            yield case.at_obligation("reason_true", left.obligation, en, zh)
