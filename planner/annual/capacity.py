"""Hours of one region by week and by what those hours can serve, lending included."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.annual.proof import LawFit, Part
from planner.annual.supply import Supply
from planner.problem import Policy

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
HOUR_S = 3600


@dataclass(frozen=True, kw_only=True, slots=True)
class Capacity:
    """Hours of one region.

    Attributes
    ----------
    serves : bool (kinds, skill sets), what each kind of hour can be used for
    hours : float64 (kinds, weeks), overtime in use included
    more : float64 (kinds, weeks), hours of overtime that the policy permits on top
    overtime : float64 (kinds, weeks), hours of overtime in use
    """

    serves: Bools
    hours: Floats
    more: Floats
    overtime: Floats

    def longer(self, hours: Floats) -> "Capacity":
        """Return the capacity with so many hours (kinds, weeks) of `more` in use."""
        return Capacity(
            serves=self.serves, hours=self.hours + hours, more=self.more - hours, overtime=self.overtime + hours
        )


def week_hours(law: LawFit) -> tuple[Supply, Floats]:
    """Return pools with their hours a week; what the law had lent moves to the borrower as pools of its region."""
    supply = law.supply
    hours = supply.week_s() / HOUR_S
    for part in law.parts:
        for loan, lent in zip(part.loans, part.answer.lent_s / HOUR_S, strict=True):
            if lent.any():
                supply, hours = _moved(supply, hours, part, loan.pools, loan.taker, lent)
    return supply, hours


def _moved(
    supply: Supply, hours: Floats, part: Part, local: tuple[int, ...], taker: int, lent: Floats
) -> tuple[Supply, Floats]:
    pools = part.pools[list(local)]
    whole = hours[pools].sum(axis=0)
    given = hours[pools] * np.divide(lent, whole, out=np.zeros_like(lent), where=whole > 0)
    hours[pools] -= given
    for pool in pools:
        supply = supply.with_pool(taker, int(supply.skills[pool]), supply.net_s[pool])
    return supply, np.concatenate([hours, given])


def overtime_hours(policy: Policy, supply: Supply) -> Floats:
    """Return the hours of overtime that the policy permits, float64 (pools, weeks); none of those lent."""
    table = np.zeros((supply.weeks, len(supply)))
    if policy.overtime_s:
        np.add.at(table, supply.week_of_day, supply.overtime_net_s.T / HOUR_S)
    return table.T


def capacity_of(
    region: int, skills: npt.NDArray[np.uint64], supply: Supply, hours: Floats, overtime: Floats
) -> Capacity:
    """Return the hours of `region` by what they can serve among the skill sets `skills` asked for there.

    Parameters
    ----------
    hours, overtime : float64 (pools, weeks), hours there are, and those the policy permits on top
    """
    kinds: dict[tuple[bool, ...], list[int]] = defaultdict(list)
    for pool in np.flatnonzero(supply.region == region):
        useful = tuple((skills & ~supply.skills[pool] == 0).tolist())
        if any(useful):
            kinds[useful].append(int(pool))
    serves = np.array(list(kinds), np.bool_).reshape(len(kinds), len(skills))
    shape = (len(kinds), hours.shape[1])
    there, more = (
        np.array([table[pools].sum(axis=0) for pools in kinds.values()], np.float64).reshape(shape)
        for table in (hours, overtime)
    )
    return Capacity(serves=serves, hours=there, more=more, overtime=np.zeros(shape))
