"""Overtime that would close a shortage: how many hours in which weeks, spread as evenly as can be."""

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from planner.annual.network import Fit, fit
from planner.annual.shortage import HOUR_S, QUARTER_S, Shortage, least, said_by_week
from planner.annual.supply import overtime_limit_s
from planner.plan import Cure

Ints = npt.NDArray[np.int64]


def overtime(shortage: Shortage) -> Cure | None:
    """Work longer on the shifts there are: each person the fewest hours a week that close it, nobody more in all."""
    policy, supply = shortage.problem.policy, shortage.supply
    more = _Longer(shortage)
    if not more.people.any() or not more.tried(more.most).fits:
        return None
    quarters = least(0, more.most, lambda few: more.tried(few).fits)
    net_s = more.net_s(quarters) - more.tried(quarters).spare_s[len(supply) :]
    # Hours are said as they are worked: reserve and travel of those hours included.
    worked_s = np.ceil(net_s * more.worked_share).astype(np.int64).sum(axis=0)
    hours = int(worked_s.sum()) / HOUR_S
    cure = Cure(
        kind="overtime",
        minutes=round(hours * 60 * policy.overtime_price, 1),
        details={
            "hours": round(hours, 2),
            "hours_per_person": quarters * QUARTER_S / HOUR_S,
            "most_per_shift_min": overtime_limit_s(policy) // 60,
            "permitted": "yes" if policy.overtime_s else "no",
            **said_by_week(shortage.problem.horizon, worked_s),
        },
    )
    return cure if policy.overtime_s else replace(cure, details=cure.details | {"permitted_min": 0})


class _Longer:
    """The people of the regions that are short, each pool once more: for the hours after its shifts."""

    def __init__(self, shortage: Shortage) -> None:
        base, demand = shortage.supply, shortage.demand
        useful = np.zeros(len(base), np.bool_)
        for region, skills in {(int(r), int(s)) for r, s in zip(demand.region, demand.skills, strict=True)}:
            useful |= base.able(region, skills)
        self.shortage, self.worked_s = shortage, shortage.worked_s()
        self.supply = base
        gross = np.zeros((int(useful.sum()), base.weeks), np.int64)
        self.whole_s = np.zeros_like(gross)
        self.people = np.zeros_like(gross)
        for number, pool in enumerate(np.flatnonzero(useful)):
            day_s = base.overtime_net_s[pool]
            self.supply = self.supply.with_pool(int(base.region[pool]), int(base.skills[pool]), day_s)
            gross[number] = np.bincount(base.week_of_day, weights=base.overtime_s[pool], minlength=base.weeks)
            self.whole_s[number] = np.bincount(base.week_of_day, weights=day_s, minlength=base.weeks)
            self.people[number] = np.bincount(base.cell_week[base.cell_pool == pool], minlength=base.weeks)
        self.people[self.whole_s == 0] = 0
        self.worked_share = gross / np.maximum(1, self.whole_s)
        each = np.divide(gross, self.people, out=np.zeros(gross.shape), where=self.people > 0)
        self.most = int(np.ceil(each.max(initial=0.0) / QUARTER_S))

    def net_s(self, quarters: int) -> Ints:
        """Return the seconds for visits when everybody works up to `quarters` of an hour more a week."""
        allowed = self.people * quarters * QUARTER_S / np.maximum(self.worked_share, 1.0)
        return np.minimum(self.whole_s, np.floor(allowed + 1e-6).astype(np.int64))

    def tried(self, quarters: int) -> Fit:
        """Return what fits with that."""
        week_s = np.concatenate([self.worked_s, self.net_s(quarters)])
        return fit(self.shortage.demand, self.supply, week_s, self.shortage.loans)
