"""What a minimum cut says in the words of the trade: region, certificates, weeks, hours missing, ways out."""

from datetime import timedelta

import numpy as np
import numpy.typing as npt

from planner.annual.cures import cures_of
from planner.annual.demand import Demand, window_days
from planner.annual.loans import loans_of
from planner.annual.network import Fit
from planner.annual.possible import lapsed, reach
from planner.annual.shortage import Shortage
from planner.annual.supply import Supply
from planner.plan import Cure, ShortageCertificate
from planner.problem import Problem

Ints = npt.NDArray[np.int64]
HOUR_S = 3600


def flow_shortages(
    problem: Problem, demand: Demand, supply: Supply, answer: Fit, everyone: Supply, spare_s: Ints
) -> list[ShortageCertificate]:
    """Return one certificate for each independent shortage in `answer`."""
    return [
        _certificate(problem, demand, supply, np.flatnonzero(answer.short == number), answer, everyone, spare_s)
        for number in range(int(answer.short.max()) + 1)
    ]


def hopeless_shortages(problem: Problem, hopeless: npt.NDArray[np.bool_], supply: Supply) -> list[ShortageCertificate]:
    """Return certificates for hard visits that lapsed before the horizon or that exceed every shift."""
    owed = problem.obligations
    rows = np.flatnonzero(hopeless)
    late = lapsed(problem)[rows]
    regions = problem.region_of()[rows]
    keys = sorted({(int(r), int(s), bool(x)) for r, s, x in zip(regions, owed.skills[rows], late, strict=True)})
    return [
        _hopeless(problem, rows[(regions == r) & (owed.skills[rows] == s) & (late == x)], r, s, supply, late=x)
        for r, s, x in keys
    ]


def _certificate(
    problem: Problem, demand: Demand, supply: Supply, classes: Ints, answer: Fit, everyone: Supply, spare_s: Ints
) -> ShortageCertificate:
    mine = demand.take(classes)
    unmet = answer.unmet_s[classes]
    missing, asked = int(unmet.sum()), int(mine.seconds.sum())
    region = int(np.argmax(np.bincount(mine.region, weights=unmet)))
    skills = int(np.bitwise_or.reduce(mine.skills))
    shortage = Shortage(
        problem=problem,
        demand=mine,
        supply=supply,
        loans=loans_of(problem.policy.lending, mine, supply, cautious=False),
        region=region,
        skills=skills,
        missing_s=missing,
        everyone=everyone,
        spare_s=spare_s,
    )
    return _worded(
        problem,
        region=region,
        skills=skills,
        days=(shortage.first_day, shortage.last_day),
        hours=(asked, missing),
        visits=_fewest(mine.work_s, missing),
        cures=cures_of(shortage),
    )


def _fewest(work_s: Ints, missing: int) -> int:
    """Return the least number of visits whose work adds up to `missing`."""
    return int(np.searchsorted(np.cumsum(np.sort(work_s)[::-1]), missing)) + 1


def _hopeless(
    problem: Problem,
    rows: Ints,
    region: int,
    skills: int,
    supply: Supply,
    *,
    late: bool,
) -> ShortageCertificate:
    owed = problem.obligations
    work = owed.service_s[rows].astype(np.int64) + owed.setup_s[rows]
    first, last = (np.clip(day[rows], 0, supply.days - 1) for day in window_days(problem))
    return _worded(
        problem,
        region=region,
        skills=skills,
        days=(int(first.min()), int(last.max())),
        hours=(int(work.sum()), int(work.sum())),
        visits=len(rows),
        cures=(_lapsed_cure(problem, rows) if late else _longer_shift(problem, rows, region, skills, supply),),
    )


def _lapsed_cure(problem: Problem, rows: Ints) -> Cure:
    missed = problem.obligations.due_by[rows].min()
    return Cure(kind="new_window", minutes=0.0, details={"missed_on": str(missed), "visits": len(rows)})


def _longer_shift(problem: Problem, rows: Ints, region: int, skills: int, supply: Supply) -> Cure:
    owed = problem.obligations
    need = int((owed.service_s[rows] + owed.setup_s[rows]).max())
    longest = int(supply.longest_s[reach(problem, supply, region, skills)].max(initial=0))
    details: dict[str, str | int | float] = {"visit_min": -(-need // 60), "longest_shift_min": longest // 60}
    return Cure(kind="longer_shift", minutes=round((need - longest) / 60, 1), details=details)


def _worded(
    problem: Problem,
    *,
    region: int,
    skills: int,
    days: tuple[int, int],
    hours: tuple[int, int],
    visits: int,
    cures: tuple[Cure, ...],
) -> ShortageCertificate:
    span = problem.horizon
    starts, ends = (span.start + timedelta(days=day) for day in days)
    weeks = span.week_of(np.array([starts, ends], "datetime64[D]"))
    first, until = int(weeks[0]), int(weeks[1]) + 1
    return ShortageCertificate(
        region=problem.regions[region],
        certificates=tuple(kind for bit, kind in enumerate(problem.certificates) if skills >> bit & 1),
        week_from=first,
        week_until=until,
        starts_on=max(span.start, span.monday(first)),
        ends_on=min(span.until, span.monday(until)) - timedelta(days=1),
        demand_h=hours[0] / HOUR_S,
        capacity_h=(hours[0] - hours[1]) / HOUR_S,
        missing_h=hours[1] / HOUR_S,
        obligations=visits,
        cures=cures,
    )
