"""Hours of a neighbour that would close a shortage: from whom, in which weeks, how many."""

import numpy as np
import numpy.typing as npt

from planner.annual.network import ENDLESS, Fit, Loan, fit
from planner.annual.shortage import HOUR_S, QUARTER_S, Shortage, least, said_by_week
from planner.plan import Cure

Ints = npt.NDArray[np.int64]
MOST_NEIGHBOURS = 5


def lending(shortage: Shortage) -> Cure | None:
    """Borrow from the nearest region that has the hours to spare in those weeks: as few a week as close it."""
    worked_s = shortage.worked_s()
    for giver in _neighbours(shortage):
        answer = _borrowed(shortage, giver, worked_s, ENDLESS)
        if answer is None or not answer.fits:
            continue
        enough = -(-int(answer.lent_s[-1].max()) // QUARTER_S)
        quarters = least(0, enough, lambda few, giver=giver: _closed(shortage, giver, worked_s, few))  # type: ignore[misc]
        answer = _borrowed(shortage, giver, worked_s, quarters * QUARTER_S) or answer
        lent_s = answer.lent_s[-1]
        return Cure(
            kind="lend",
            minutes=round(shortage.missing_s / 60, 1),
            details={
                "from": shortage.problem.regions[giver],
                "hours": round(int(lent_s.sum()) / HOUR_S, 2),
                "hours_per_week": quarters * QUARTER_S / HOUR_S,
                **said_by_week(shortage.problem.horizon, lent_s),
            },
        )
    return None


def _closed(shortage: Shortage, giver: int, worked_s: Ints, quarters: int) -> bool:
    answer = _borrowed(shortage, giver, worked_s, quarters * QUARTER_S)
    return answer is not None and answer.fits


def _neighbours(shortage: Shortage) -> list[int]:
    """Return the regions with enough spare hours, nearest first by the middle of their sites."""
    everyone, sites = shortage.everyone, shortage.problem.sites
    weeks = slice(*(int(everyone.week_of_day[day]) for day in (shortage.first_day, shortage.last_day)))
    weeks = slice(weeks.start, weeks.stop + 1)
    count = len(shortage.problem.regions)
    able = (np.uint64(shortage.skills) & ~everyone.skills) == 0
    spare = np.bincount(
        everyone.region[able], weights=shortage.spare_s[able, weeks].sum(axis=1).astype(float), minlength=count
    )
    size = np.maximum(1, np.bincount(sites.region, minlength=count))
    middle = np.stack([np.bincount(sites.region, weights=axis, minlength=count) / size for axis in sites.lonlat.T])
    away = np.hypot(*(middle - middle[:, [shortage.region]]))
    enough = [int(region) for region in np.argsort(away, kind="stable") if spare[region] >= shortage.missing_s]
    return [region for region in enough if region != shortage.region][:MOST_NEIGHBOURS]


def _borrowed(shortage: Shortage, giver: int, worked_s: Ints, seconds_per_week: int) -> Fit | None:
    """Return what fits with hours of `giver` on top of those worked now; None where nobody there is able."""
    everyone, supply = shortage.everyone, shortage.supply
    able = np.flatnonzero(everyone.able(giver, shortage.skills))
    if not len(able):
        return None
    for pool in able:
        supply = supply.with_pool(giver, int(everyone.skills[pool]), everyone.net_s[pool])
    loan = Loan(
        taker=shortage.region,
        pools=tuple(range(len(supply) - len(able), len(supply))),
        skills=tuple(int(skills) for skills in np.unique(shortage.demand.skills)),
        seconds_per_week=seconds_per_week,
    )
    return fit(shortage.demand, supply, np.concatenate([worked_s, shortage.spare_s[able]]), (*shortage.loans, loan))
