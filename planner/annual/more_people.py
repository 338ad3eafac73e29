"""How many people more would close a shortage, and by which day they must have begun.

Source: issue text, level 0 ("one more person, from which date"). The day is found by trying days on the flow itself: a
person who begins on it closes the shortage, one who begins a day of work later does not.
"""

from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from planner.annual.shortage import HOUR_S, Shortage, least
from planner.annual.supply import Supply
from planner.plan import Cure

Ints = npt.NDArray[np.int64]
MOST_PEOPLE = 64


def people(shortage: Shortage) -> Cure | None:
    """Add technicians who hold the certificates and work as the others of the region do: as few as close it."""
    typical = _typical_day(shortage)
    total = int(typical[shortage.first_day : shortage.last_day + 1].sum())
    if not total or -(-shortage.missing_s // total) > MOST_PEOPLE:
        return None
    few = -(-shortage.missing_s // total) - 1
    if not _closed_by(shortage, typical * MOST_PEOPLE):
        return None
    count = few + 1
    while not _closed_by(shortage, typical * count):
        few, count = count, min(MOST_PEOPLE, count * 2)
    count = least(few, count, lambda number: _closed_by(shortage, typical * number))
    return Cure(
        kind="add_technicians",
        minutes=round(count * total / 60, 1),
        details={
            "count": count,
            "certificates": shortage.certificates,
            "starts_on": latest_start(shortage, shortage.supply, typical * count).isoformat(),
        },
    )


def latest_start(shortage: Shortage, supply: Supply, seconds: Ints) -> date:
    """Return the last day from which on people of `seconds` a day, int64 (days,), on top of `supply` still close it.

    From the first day on they must be enough.
    """
    ends, days = shortage.last_day + 1, np.arange(supply.days)

    def enough(back: int) -> bool:
        later = np.where(days >= ends - back, seconds, 0)
        return shortage.closes(supply.with_pool(shortage.region, shortage.skills, later))

    back = least(0, ends - shortage.first_day, enough)
    return shortage.problem.horizon.start + timedelta(days=ends - back)


def _closed_by(shortage: Shortage, seconds: Ints) -> bool:
    return shortage.closes(shortage.supply.with_pool(shortage.region, shortage.skills, seconds))


def _typical_day(shortage: Shortage) -> Ints:
    supply, horizon = shortage.supply, shortage.problem.horizon
    home = supply.region == shortage.region
    working = supply.shifts[home].sum(axis=0)
    if working.any():
        return np.asarray(supply.net_s[home].sum(axis=0) // np.maximum(1, working))
    weekday = (np.arange(supply.days) + horizon.start.weekday()) % 7 < 5
    return weekday * int(8 * HOUR_S * shortage.problem.policy.share_worked())
