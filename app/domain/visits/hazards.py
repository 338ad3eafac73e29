"""How long a hazard of each grade may stand before it is overdue.

Source: the ladder customary with gas companies (grade 1 at once, at most 7 days; grade 2 30 days; grade 3 advice only).
There is no national list, so the company may pass its own.
"""

from collections.abc import Mapping
from datetime import date, timedelta

DAYS_BY_GRADE: Mapping[int, int | None] = {1: 7, 2: 30, 3: None}


def rectify_by(grade: int, found_on: date, days: Mapping[int, int | None] = DAYS_BY_GRADE) -> date | None:
    """Return the last day for putting the hazard right, None where it is only advised."""
    if grade not in days:
        raise ValueError(f"no such grade: {grade}")
    allowed = days[grade]
    return None if allowed is None else found_on + timedelta(days=allowed)
