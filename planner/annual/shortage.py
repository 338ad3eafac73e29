"""One shortage of certified hours, as its ways out look at it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import numpy.typing as npt

from planner.annual.demand import Demand
from planner.annual.network import Fit, Loan, fit
from planner.annual.supply import Supply
from planner.problem import Horizon, Problem

Ints = npt.NDArray[np.int64]
HOUR_S = 3600
QUARTER_S = HOUR_S // 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Shortage:
    """One independent shortage: its classes alone, with the people of their regions.

    Attributes
    ----------
    region : index of the region that lacks most
    skills : union of the certificates needed
    missing_s : seconds that find no room
    everyone : pools of all regions, with the seconds nobody needs in each week (`spare_s`)
    """

    problem: Problem
    demand: Demand
    supply: Supply
    loans: tuple[Loan, ...]
    region: int
    skills: int
    missing_s: int
    everyone: Supply
    spare_s: Ints

    @property
    def first_day(self) -> int:
        """First day of all windows."""
        return int(self.demand.first_day.min())

    @property
    def last_day(self) -> int:
        """Last day of all windows."""
        return int(self.demand.last_day.max())

    @property
    def certificates(self) -> str:
        """Names of the certificates needed."""
        kinds = enumerate(self.problem.certificates)
        return ", ".join(kind for bit, kind in kinds if self.skills >> bit & 1)

    def closes(self, supply: Supply) -> bool:
        """Tell whether nothing is missing with `supply` in place of what there is."""
        return fit(self.demand, supply, supply.week_s(), self.loans).fits

    def worked_s(self) -> Ints:
        """Return the seconds that each pool of `supply` works as things are, int64 (p, weeks).

        Any answer with more hours can be had on top of these: adding to a flow never takes anything back from an arc
        to the sink. Who holds on to them therefore gets the fewest additional hours.
        """
        week_s = self.supply.week_s()
        answer: Fit = fit(self.demand, self.supply, week_s, self.loans)
        return np.asarray(week_s - answer.spare_s)


def least(few: int, many: int, enough: Callable[[int], bool]) -> int:
    """Return the smallest number in ``few < n <= many`` that is `enough`; `many` is, and more never harms."""
    while many - few > 1:
        middle = (few + many) // 2
        few, many = (few, middle) if enough(middle) else (middle, many)
    return many


def said_by_week(horizon: Horizon, seconds: Ints) -> dict[str, str | int | float]:
    """Return the details of hours by week, ``seconds`` int64 (weeks,), some of them above 0.

    `weeks` names runs of weeks with their hours a week, each rounded up to a quarter of an hour.
    """
    quarters = -(-seconds // QUARTER_S)
    used = np.flatnonzero(quarters)
    cuts = np.flatnonzero((np.diff(used) != 1) | (np.diff(quarters[used]) != 0)) + 1
    runs = [f"{_days(horizon, int(run[0]), int(run[-1]))} {quarters[run[0]] / 4:g} h" for run in np.split(used, cuts)]
    first, last = _days(horizon, int(used[0]), int(used[-1])).split("..")
    return {"weeks": ", ".join(runs), "from_on": first, "until_on": last}


def _days(horizon: Horizon, first: int, last: int) -> str:
    begins = max(horizon.start, horizon.monday(first))
    return f"{begins}..{min(horizon.until, horizon.monday(last + 1)) - timedelta(days=1)}"
