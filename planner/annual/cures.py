"""Ways out of a shortage, each tried on the flow before it is named, cheapest first.

A certificate to renew costs nothing but the renewal; hours lent by a neighbour cost themselves; overtime costs the
policy's price; certifying people one has costs their lessons, more people cost their time.
"""

from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from planner.annual.borrowing import lending
from planner.annual.longer_days import overtime
from planner.annual.more_people import latest_start, people
from planner.annual.shortage import HOUR_S, Shortage
from planner.annual.supply import held_on, net_s
from planner.plan import Cure
from planner.problem import Problem, Technician

Ints = npt.NDArray[np.int64]
TRAINING_MIN = 48 * 60
"""What certifying somebody is taken to cost: 48 lesson hours (domain facts, section 1.9)."""


def cures_of(shortage: Shortage) -> tuple[Cure, ...]:
    """Return every kind of way out that really closes `shortage`, cheapest first."""
    found = [_renewal(shortage), lending(shortage), overtime(shortage), _training(shortage), people(shortage)]
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
    start = problem.horizon.start
    bit = np.uint64(1 << problem.certificates.index(kind))
    need = np.uint64(shortage.skills)
    seconds = np.zeros(shortage.supply.days, np.int64)
    for shift in person.shifts:
        day = (shift.on - start).days
        if ended <= shift.on and shortage.first_day <= day <= shortage.last_day:
            held = held_on(person, np.array([shift.on], "datetime64[D]"), problem.certificates)[0]
            if need & ~held == bit:
                seconds[day] = net_s(problem.policy, person, shift)
    return seconds


def _training(shortage: Shortage) -> Cure | None:
    """Certify people of the region who cannot help yet: as few as close it."""
    gains = [(person, _gained(shortage, person)) for person in shortage.problem.technicians]
    gains = sorted((gain for gain in gains if gain[1].any()), key=lambda gain: -gain[1].sum())
    total = np.zeros(shortage.supply.days, np.int64)
    for count, (_, seconds) in enumerate(gains, start=1):
        total += seconds
        if shortage.closes(shortage.supply.with_pool(shortage.region, shortage.skills, total)):
            return Cure(
                kind="certify_technicians",
                minutes=float(count * TRAINING_MIN),
                details={
                    "count": count,
                    "technicians": ", ".join(person.name for person, _ in gains[:count]),
                    "certificates": shortage.certificates,
                    "starts_on": latest_start(shortage, shortage.supply, total).isoformat(),
                },
            )
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
            seconds[day] = net_s(problem.policy, person, shift)
    return seconds
