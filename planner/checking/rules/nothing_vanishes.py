"""Whatever is owed is either planned or named as unplanned with a reason: nothing lapses silently.

Source: S9.1. Hard.
"""

from collections.abc import Iterator

import numpy as np

from planner.checking.case import Case, rows
from planner.plan import Violation


def nothing_vanishes(case: Case) -> Iterator[Violation]:
    """Report obligations the plan does not mention."""
    missing = np.ones(len(case.problem.obligations), dtype=np.bool_)
    missing[case.book.visits.obligation] = False
    missing[[one.obligation for one in case.plan.unplanned]] = False
    for number in rows(missing):
        yield case.at_obligation(
            "nothing_vanishes", number, "neither planned nor listed as unplanned", "既未安排也未列为未排"
        )
