"""No week holds more than its people may work: whole visits that pass it move, trade places, or are left out.

Source: requirements S9.1 and S9.7 (hours of a week are hard; whatever is left out has a reason). Levelling divides
hours, visits are whole; besides, visits move for the sake of people and of distances. Order of the means: another week
with room, a trade with a smaller visit, leaving out what no law asks for, overtime within the policy, leaving out the
law. Nothing is looked at where all visits would fit even if each were let in by itself.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from planner.annual.ledger import OUT, Base, Ledger
from planner.annual.limits import MOST, PLANNED, SHIFTS, Limits
from planner.problem import NONE, Priority

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
TRADERS = 40
"""Visits of a week for which a trade is looked for."""


def mended(base: Base, limits: dict[int, Limits], week: Ints, given_up: Bools) -> tuple[Ints, dict[int, Floats]]:
    """Return weeks within the hours, and by region the seconds (weeks,) that the shifts there do not hold.

    Parameters
    ----------
    week : int64 (n,), `OUT` without
    given_up : bool (n,), left out for want of hours: taken back wherever there turns out to be room
    """
    week, longer = week.copy(), {}
    for region, ledger in _ledgers(base, limits, week, given_up):
        for number in ledger.beyond(SHIFTS):
            _mend(ledger, number)
        _take_back(ledger)
        week[ledger.rows] = ledger.week
        longer[region] = ledger.overtime_s()
    return week, longer


def _ledgers(base: Base, limits: dict[int, Limits], week: Ints, given_up: Bools) -> Iterator[tuple[int, Ledger]]:
    """Yield the regions that need to be looked at; those with visits bound to people are counted up beforehand."""
    region = base.problem.region_of()
    order = np.argsort(region, kind="stable")
    order = order[(week[order] != OUT) | given_up[order]]
    parts = {int(region[rows[0]]): rows for rows in _split(order, region[order])}
    bound = {one: Ledger(base, limits[one], rows, week) for one, rows in parts.items() if one in limits
             and (base.alone.crew[rows] != NONE).any()}  # fmt: skip
    for one, rows in parts.items():
        if one in bound:
            yield one, bound[one]
        elif one in limits and (given_up[rows].any() or _may_pass(base, limits[one], rows, week)):
            yield one, Ledger(base, limits[one], rows, week)


def _split(order: Ints, region: npt.NDArray[np.int32]) -> list[Ints]:
    return [part for part in np.split(order, np.flatnonzero(np.diff(region)) + 1) if len(part)]


def _may_pass(base: Base, limits: Limits, rows: Ints, week: Ints) -> bool:
    """Tell whether the region could ask for more than its shifts, were each visit let in by itself."""
    owed, (sets, weeks) = base.problem.obligations, limits.plain_s.shape
    skill = np.searchsorted(limits.skills, owed.skills[rows])
    each = owed.service_s[rows].astype(np.float64) + owed.setup_s[rows]
    most = np.bincount(skill * weeks + week[rows], weights=each, minlength=len(limits.skills) * weeks)
    asked = limits.sets.astype(float) @ most.reshape(-1, weeks)
    return bool((asked > limits.seconds[SHIFTS]).any()) if sets else False


def _mend(ledger: Ledger, number: int) -> None:
    """Bring one week within its limits, as far as what may be moved allows."""
    while (
        _moved(ledger, number, SHIFTS, PLANNED)
        or _traded(ledger, number)
        or _left_out(ledger, number, SHIFTS, hard=False)
        or _moved(ledger, number, MOST, SHIFTS)
        or _moved(ledger, number, MOST, MOST)
        or _left_out(ledger, number, MOST, hard=True)
    ):
        pass


def _moved(ledger: Ledger, number: int, limit: int, room: int) -> bool:
    """Move one visit of a week beyond `limit` to the nearest week with `room`; what gives way first goes first."""
    visits = ledger.movable(number, limit)
    for visit in visits[np.lexsort((visits, -ledger.last[visits], -ledger.level[visits]))].tolist():
        weeks = ledger.open_weeks(visit)
        weeks = weeks[weeks != number]
        weeks = weeks[ledger.spare_s(visit, weeks, room) >= ledger.cost_s(visit)]
        for week in weeks[np.argsort(np.abs(weeks - number), kind="stable")].tolist():
            if _better(ledger, {visit: week}, np.array([number, week]), limit):
                return True
    return False


def _better(ledger: Ledger, moves: dict[int, int], weeks: Ints, limit: int) -> bool:
    """Make the moves if series allow and less is then beyond the limit in `weeks`; else leave all as it was."""
    before, over = {visit: int(ledger.week[visit]) for visit in moves}, ledger.over_s(weeks, limit)
    if not all(ledger.keeps_distance(visit, week) for visit, week in moves.items()):
        return False
    for visit, week in moves.items():
        ledger.put(visit, week)
    good = ledger.over_s(weeks, limit) < over - 1e-6
    if not good:
        for visit, week in before.items():
            ledger.put(visit, week)
    for visit in moves:
        ledger.tell(visit)
    return good


def _traded(ledger: Ledger, number: int) -> bool:
    """Let a visit trade places with a smaller one of another week."""
    visits = ledger.movable(number, SHIFTS)
    visits = visits[~ledger.loose[visits]]
    order = np.lexsort((visits, -ledger.last[visits], -ledger.level[visits]))
    for visit in visits[order][:TRADERS].tolist():
        for week in ledger.open_weeks(visit).tolist():
            if week == number:
                continue
            for other in _partners(ledger, visit, number, week):
                if _better(ledger, {visit: week, other: number}, np.array([number, week]), SHIFTS):
                    return True
    return False


def _partners(ledger: Ledger, visit: int, number: int, week: int) -> list[int]:
    """Return the visits of `week` that would make enough room and take less than is freed, the smallest first."""
    sets, cost = ledger.limits.sets, int(ledger.cost_s(visit))
    others = np.flatnonzero(
        (ledger.week == week) & ~ledger.stays & ~ledger.loose & (ledger.first <= number) & (ledger.last >= number)
    )
    others = others[ledger.cost_s(others) < ledger.held_s(visit)]
    left = ledger.limits.seconds[PLANNED][:, week] - ledger.asked[:, week]
    mine = sets[:, ledger.skill[visit]]
    after = left[mine] + sets[mine][:, ledger.skill[others]].T * ledger.held_s(others)[:, None] - cost
    others = others[(after >= np.minimum(0.0, left[mine])).all(axis=1)]
    comes = [number in ledger.open_weeks(other) for other in others.tolist()]
    others = others[np.array(comes, np.bool_)]
    return [int(one) for one in others[np.lexsort((others, ledger.cost_s(others)))]]


def _left_out(ledger: Ledger, number: int, limit: int, *, hard: bool) -> bool:
    """Leave out one visit of a week beyond `limit`.

    Of what gives way first it is the smallest that is enough, or the largest.
    With `hard` also what the law or a hard rule asks for.
    """
    visits = ledger.movable(number, limit)
    if not hard:
        visits = visits[~ledger.hard[visits] & (ledger.level[visits] > Priority.LAW)]
    if not len(visits):
        return False
    visits = visits[ledger.level[visits] == ledger.level[visits].max()]
    here = np.array([number])
    over = ledger.over_s(here, limit)
    size = ledger.held_s(visits)
    enough = size >= over
    visit = int(visits[enough][np.argmin(size[enough])] if enough.any() else visits[np.argmax(size)])
    ledger.put(visit, OUT)
    ledger.tell(visit)
    return True


def _take_back(ledger: Ledger) -> None:
    """Give a week to what has none, where there is room after all."""
    visits = np.flatnonzero(ledger.week == OUT)
    for visit in visits[np.lexsort((visits, ledger.last[visits], ledger.level[visits]))].tolist():
        weeks = ledger.open_weeks(visit)
        weeks = weeks[ledger.spare_s(visit, weeks, PLANNED) >= ledger.cost_s(visit)]
        for week in weeks[np.argsort(np.abs(weeks - ledger.ideal[visit]), kind="stable")].tolist():
            if ledger.keeps_distance(visit, week):
                ledger.put(visit, week)
                ledger.tell(visit)
                break
