"""Every hard obligation can be met with the certified hours there are, or here is where and why not.

Source: requirement S9.1 ("the plan proves that none will lapse, or names which and why"); planning model, level 0.
Hours may be divided, visits not: a yes is `certain` only when it also holds with each technician-week reduced by the
longest visit that its people might have to fit in, or when whole visits were placed where that is too tight. Days,
certificates of each day and agreed lending are exact; that a visit must fit between two drives of one day is left to
the shares kept free.
"""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from planner.annual.demand import Demand, demand_of
from planner.annual.loans import linked, loans_of
from planner.annual.network import Fit, Loan, fit
from planner.annual.possible import lapsed, later, too_long
from planner.annual.shortages import flow_shortages, hopeless_shortages
from planner.annual.supply import Supply, supply_of
from planner.annual.whole_visits import whole_visits_fit
from planner.plan import Proof, ShortageCertificate
from planner.problem import Problem

Ints = npt.NDArray[np.int64]
HOUR_S = 3600
SHARES = 16


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """Regions that lending ties together, and what the flow says of them (indices into the whole).

    `loans` is empty unless lending is needed.
    """

    classes: Ints
    pools: Ints
    loans: tuple[Loan, ...]
    answer: Fit


@dataclass(frozen=True, kw_only=True, slots=True)
class LawFit:
    """What the proof rests on, for those who plan on.

    Attributes
    ----------
    hopeless : bool (n,), hard obligations that lapsed before the horizon, or are due in it and exceed every shift
    spare_s : int64 (p, weeks), hours of each pool that the law does not need
    """

    supply: Supply
    demand: Demand
    parts: tuple[Part, ...]
    hopeless: npt.NDArray[np.bool_]
    spare_s: Ints


def prove_law(problem: Problem) -> Proof:
    """Return whether all hard obligations due within the horizon fit, with a certificate for each shortage.

    Raises
    ------
    ArithmeticError : the flow solver failed (never seen; amounts are far below its limits)
    """
    return proof_of(problem, law_fit(problem))


def law_fit(problem: Problem) -> LawFit:
    """Return the flow of every set of regions."""
    owed, supply = problem.obligations, supply_of(problem)
    due = owed.hard & ~later(problem)
    hopeless = due & lapsed(problem)
    hard = np.flatnonzero(due)
    hopeless[hard] |= too_long(problem, supply, hard)
    rows = np.flatnonzero(due & ~hopeless)
    demand = demand_of(problem, rows)
    spare = supply.week_s()
    parts = []
    for regions in linked(len(problem.regions), problem.policy.lending):
        classes = np.flatnonzero(np.isin(demand.region, regions))
        pools = np.flatnonzero(np.isin(supply.region, regions))
        if not len(classes):
            continue
        mine, people = demand.take(classes), supply.take(pools)
        loans: tuple[Loan, ...] = ()
        answer = fit(mine, people, people.week_s())
        if not answer.fits and problem.policy.lending:
            loans = loans_of(problem.policy.lending, mine, people, cautious=False)
            loans, answer = _no_more_than_needed(mine, people, loans)
        spare[pools] = answer.spare_s
        parts.append(Part(classes=classes, pools=pools, loans=loans, answer=answer))
    return LawFit(supply=supply, demand=demand, parts=tuple(parts), hopeless=hopeless, spare_s=spare)


def _no_more_than_needed(demand: Demand, supply: Supply, loans: tuple[Loan, ...]) -> tuple[tuple[Loan, ...], Fit]:
    """Return the smallest common share of the agreed hours that helps as much as all of them, and what it gives."""
    best, answer = loans, fit(demand, supply, supply.week_s(), loans)
    missing = int(answer.unmet_s.sum())
    few, many = 0, SHARES
    while many - few > 1:
        middle = (few + many) // 2
        part = tuple(replace(loan, seconds_per_week=loan.seconds_per_week * middle // SHARES) for loan in loans)
        smaller = fit(demand, supply, supply.week_s(), part)
        if int(smaller.unmet_s.sum()) == missing:
            many, best, answer = middle, part, smaller
        else:
            few = middle
    return best, answer


def proof_of(problem: Problem, law: LawFit) -> Proof:
    """Return the proof that `law` amounts to."""
    shortages = hopeless_shortages(problem, law.hopeless, law.supply)
    for part in law.parts:
        if not part.answer.fits:
            mine, people = law.demand.take(part.classes), law.supply.take(part.pools)
            shortages += flow_shortages(problem, mine, people, part.answer, law.supply, law.spare_s)
    fits = not shortages
    asked = int(law.demand.seconds.sum()) + _seconds(problem, law.hopeless)
    return Proof(
        fits=fits,
        certain=not fits or _holds_with_less(problem, law),
        demand_h=asked / HOUR_S,
        capacity_h=_certified(law) / HOUR_S,
        shortages=tuple(sorted(shortages, key=_place)),
    )


def _place(shortage: ShortageCertificate) -> tuple[str, int, int]:
    return shortage.region, shortage.week_from, shortage.week_until


def _seconds(problem: Problem, rows: npt.NDArray[np.bool_]) -> int:
    owed = problem.obligations
    return int(owed.service_s[rows].sum(dtype=np.int64) + owed.setup_s[rows].sum(dtype=np.int64))


def _certified(law: LawFit) -> int:
    """Return the seconds of all pools that could serve anything asked for in their region."""
    useful = np.zeros(len(law.supply), np.bool_)
    pairs = {(int(region), int(skills)) for region, skills in zip(law.demand.region, law.demand.skills, strict=True)}
    for region, skills in pairs:
        useful |= law.supply.able(region, skills)
    return int(law.supply.net_s[useful].sum())


def _holds_with_less(problem: Problem, law: LawFit) -> bool:
    """Tell whether all fits with each technician-week short of one longest visit, and lending read cautiously."""
    for part in law.parts:
        mine, people = law.demand.take(part.classes), law.supply.take(part.pools)
        loans = loans_of(problem.policy.lending, mine, people, cautious=True)
        cautious = fit(mine, people, people.less_one_visit(_longest(problem, mine, people)), loans)
        if not cautious.fits and (loans or not whole_visits_fit(mine, people, cautious.short)):
            return False
    return True


def _longest(problem: Problem, demand: Demand, supply: Supply) -> Ints:
    """Return for each pool the longest visit that its people may have to make, at home or where they are lent."""
    owed = problem.obligations
    each = owed.service_s[demand.rows].astype(np.int64) + owed.setup_s[demand.rows]
    by_class = np.zeros(len(demand), np.int64)
    np.maximum.at(by_class, demand.of_row, each)
    able = np.uint64(0) == demand.skills[:, None] & ~supply.skills
    lent = {(agreed.taker, agreed.giver) for agreed in problem.policy.lending}
    near = demand.region[:, None] == supply.region
    for taker, giver in lent:
        near |= (demand.region[:, None] == taker) & (supply.region == giver)
    return np.asarray(np.where(able & near, by_class[:, None], 0).max(axis=0, initial=0))
