"""Nobody is visited twice for the same obligation.

Source: S9.1; the contract of ``planner.plan``. Hard.
"""

from collections.abc import Iterator

import numpy as np

from planner.checking.case import Case, rows
from planner.plan import Violation


def each_once(case: Case) -> Iterator[Violation]:
    """Report obligations planned more than once, given up more than once, or both planned and given up."""
    size = len(case.problem.obligations)
    planned = np.bincount(case.book.visits.obligation, minlength=size)
    left = np.bincount(np.array([one.obligation for one in case.plan.unplanned], dtype=np.int64), minlength=size)
    for number in rows(planned + left > 1):
        times = int(planned[number])
        yield case.at_obligation(
            "each_once",
            number,
            f"planned {times} times and listed as unplanned {int(left[number])} times",
            f"被安排 {times} 次，列为未排 {int(left[number])} 次",
            amount=float(planned[number] + left[number] - 1),
        )
