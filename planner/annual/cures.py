"""Ways out of a shortage, each tried on the flow before it is named, cheapest first.

A certificate to renew costs nothing but the renewal; hours lent by a neighbour cost themselves; overtime costs the
policy's price; certifying people one has costs their lessons, more people cost their time.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from planner.annual.demand import Demand
from planner.annual.network import ENDLESS, Fit, Loan, fit
from planner.annual.supply import Supply, held_on, share_worked
from planner.plan import Cure
from planner.problem import Problem, Technician

Ints = npt.NDArray[np.int64]
HOUR_S = 3600
USUAL_OVERTIME_S = 2 * HOUR_S
"""Overtime of a shift that is looked at when the policy allows none (the cure then says so)."""
MOST_PEOPLE = 64
STEP_S = HOUR_S // 4
TRAINING_MIN = 48 * 60
"""What certifying somebody is taken to cost: 48 lesson hours (domain facts, section 1.9)."""
MOST_NEIGHBOURS = 5


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

    def closes(self, supply: Supply) -> bool:
        """Tell whether nothing is missing with `supply` in place of what there is."""
        return fit(self.demand, supply, supply.week_s(), self.loans).fits


def cures_of(shortage: Shortage) -> tuple[Cure, ...]:
    """Return every kind of way out that really closes `shortage`, cheapest first."""
    found = [_renewal(shortage), _lending(shortage), _overtime(shortage), _training(shortage), _people(shortage)]
    return tuple(sorted((cure for cure in found if cure is not None), key=lambda cure: cure.minutes))


def _renewal(shortage: Shortage) -> Cure | None:
    """Renew certificates that end before the work is done: as few as close it."""
    ending = sorted(_ending(shortage), key=lambda entry: -entry[3].sum())
    supply, names = shortage.supply, []
    for person, _, _, regained in ending:
        supply = supply.with_pool(person.region, shortage.skills, regained)
        names.append(person.name)
        if shortage.closes(supply):
            taken = ending[: len(names)]
            return Cure(
                kind="renew_certificate",
                minutes=0.0,
                details={
                    "technicians": ", ".join(names),
                    "certificate": ", ".join(sorted({kind for _, kind, _, _ in taken})),
                    "expires_on": min(day for _, _, day, _ in taken).isoformat(),
                    "hours": round(sum(int(entry[3].sum()) for entry in taken) / HOUR_S, 2),
                },
            )
    return None


def _ending(shortage: Shortage) -> list[tuple[Technician, str, date, Ints]]:
    """Return who loses a needed certificate on which day, and the seconds a day a renewal would give back."""
    problem = shortage.problem
    start = problem.horizon.start
    over = start + timedelta(days=shortage.last_day)
    found = []
    for person in problem.technicians:
        if person.region != shortage.region:
            continue
        ends = {
            span.kind: span.valid_until
            for span in sorted(person.certificates, key=lambda span: (span.kind, span.valid_until or date.max))
            if span.valid_until is not None and _needed(problem, span.kind, shortage.skills)
        }
        for kind, day in ends.items():
            regained = _regained(shortage, person, kind, day) if day <= over else None
            if regained is not None and regained.any():
                found.append((person, kind, day, regained))
    return found


def _needed(problem: Problem, kind: str, skills: int) -> bool:
    return kind in problem.certificates and bool(skills >> problem.certificates.index(kind) & 1)


def _regained(shortage: Shortage, person: Technician, kind: str, ended: date) -> Ints:
    problem = shortage.problem
    share, start = share_worked(problem.policy), problem.horizon.start
    bit = np.uint64(1 << problem.certificates.index(kind))
    need = np.uint64(shortage.skills)
    seconds = np.zeros(shortage.supply.days, np.int64)
    for shift in person.shifts:
        day = (shift.on - start).days
        if ended <= shift.on and shortage.first_day <= day <= shortage.last_day:
            held = held_on(person, np.array([shift.on], "datetime64[D]"), problem.certificates)[0]
            if need & ~held == bit:
                seconds[day] = int(shift.work_s * share)
    return seconds


def _lending(shortage: Shortage) -> Cure | None:
    """Borrow from the nearest region that has the hours to spare in those weeks."""
    for giver in _neighbours(shortage):
        answer = _borrowed(shortage, giver, ENDLESS)
        if answer is not None and answer.fits:
            return Cure(
                kind="lend",
                minutes=round(shortage.missing_s / 60, 1),
                details={
                    "from": shortage.problem.regions[giver],
                    "hours": round(shortage.missing_s / HOUR_S, 2),
                    "hours_per_week": _fewest_a_week(shortage, giver, int(answer.lent_s[-1].max())) * STEP_S / HOUR_S,
                },
            )
    return None


def _fewest_a_week(shortage: Shortage, giver: int, enough_s: int) -> int:
    """Return the smallest agreement that closes it, in steps of `STEP_S` a week."""
    few, many = 0, -(-enough_s // STEP_S)
    while many - few > 1:
        middle = (few + many) // 2
        answer = _borrowed(shortage, giver, middle * STEP_S)
        few, many = (few, middle) if answer is not None and answer.fits else (middle, many)
    return many


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


def _borrowed(shortage: Shortage, giver: int, seconds_per_week: int) -> Fit | None:
    everyone, supply = shortage.everyone, shortage.supply
    able = np.flatnonzero(everyone.able(giver, shortage.skills))
    if not len(able):
        return None
    week_s = np.concatenate([supply.week_s(), shortage.spare_s[able]])
    for pool in able:
        supply = supply.with_pool(giver, int(everyone.skills[pool]), everyone.net_s[pool])
    loan = Loan(
        taker=shortage.region,
        pools=tuple(range(len(supply) - len(able), len(supply))),
        skills=tuple(int(skills) for skills in np.unique(shortage.demand.skills)),
        seconds_per_week=seconds_per_week,
    )
    return fit(shortage.demand, supply, week_s, (*shortage.loans, loan))


def _overtime(shortage: Shortage) -> Cure | None:
    """Work longer on the shifts there are."""
    policy = shortage.problem.policy
    limit = policy.overtime_s or USUAL_OVERTIME_S
    supply = shortage.supply
    longer = supply.net_s + (supply.shifts * int(limit * share_worked(policy)))
    if not shortage.closes(replace(supply, net_s=longer)):
        return None
    return Cure(
        kind="overtime",
        minutes=round(shortage.missing_s / 60 * policy.overtime_price, 1),
        details={
            "hours": round(shortage.missing_s / HOUR_S, 2),
            "most_per_shift_min": limit // 60,
            "permitted": "yes" if policy.overtime_s else "no",
        },
    )


def _training(shortage: Shortage) -> Cure | None:
    """Certify people of the region who cannot help yet: as few as close it."""
    gains = [(person, _gained(shortage, person)) for person in shortage.problem.technicians]
    gains = sorted((gain for gain in gains if gain[1].any()), key=lambda gain: -gain[1].sum())
    supply = shortage.supply
    for count, (person, seconds) in enumerate(gains, start=1):
        supply = supply.with_pool(person.region, shortage.skills, seconds)
        if shortage.closes(supply):
            names = ", ".join(each.name for each, _ in gains[:count])
            details: dict[str, str | int | float] = {
                "count": count,
                "technicians": names,
                "certificates": _names(shortage),
            }
            return Cure(kind="certify_technicians", minutes=float(count * TRAINING_MIN), details=details)
    return None


def _gained(shortage: Shortage, person: Technician) -> Ints:
    """Return seconds a day that a person who can do none of the work, now or ever, would add once certified."""
    problem, seconds = shortage.problem, np.zeros(shortage.supply.days, np.int64)
    kinds = {span.kind for span in person.certificates}
    held = sum(1 << bit for bit, kind in enumerate(problem.certificates) if kind in kinds)
    if person.region != shortage.region or any(not int(need) & ~held for need in np.unique(shortage.demand.skills)):
        return seconds
    for shift in person.shifts:
        day = (shift.on - problem.horizon.start).days
        if shortage.first_day <= day <= shortage.last_day:
            seconds[day] = int(shift.work_s * share_worked(problem.policy))
    return seconds


def _people(shortage: Shortage) -> Cure | None:
    """Add technicians who hold the certificates and work as the others of the region do."""
    typical = _typical_day(shortage)
    total = int(typical[shortage.first_day : shortage.last_day + 1].sum())
    if not total:
        return None
    count = -(-shortage.missing_s // total)
    while count <= MOST_PEOPLE:
        if shortage.closes(shortage.supply.with_pool(shortage.region, shortage.skills, typical * count)):
            return Cure(
                kind="add_technicians",
                minutes=round(count * total / 60, 1),
                details={"count": int(count), "certificates": _names(shortage)},
            )
        count = count + 1 if count < 8 else count * 2
    return None


def _typical_day(shortage: Shortage) -> Ints:
    supply, horizon = shortage.supply, shortage.problem.horizon
    home = supply.region == shortage.region
    people = supply.shifts[home].sum(axis=0)
    if people.any():
        return np.asarray(supply.net_s[home].sum(axis=0) // np.maximum(1, people))
    weekday = (np.arange(supply.days) + horizon.start.weekday()) % 7 < 5
    return weekday * int(8 * HOUR_S * share_worked(shortage.problem.policy))


def _names(shortage: Shortage) -> str:
    kinds = enumerate(shortage.problem.certificates)
    return ", ".join(kind for bit, kind in kinds if shortage.skills >> bit & 1)
