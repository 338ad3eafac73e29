"""A legal visit that no round had room for is given it: whatever of a lower class keeps it away gives way.

Source: `planner.problem.priority` (lexicographic). The rounds never take a visit off for another of its series, and
seldom bring together what stands on several routes and must come before or after a legal visit on one. Here both are
taken off first and offered places again, also by `planner.monthly.last_chance`, which follows.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from planner.kernel import Found, SearchLimits
from planner.monthly.draft import Draft
from planner.monthly.ground import Dates, Ground, Rows
from planner.monthly.improve import Question, answer, ask
from planner.monthly.patches import SIZE, Patch
from planner.monthly.rounds import take_over
from planner.problem import NONE, Priority

WAYS = 3
"""Ways tried for one visit, those that cost least first: the visits of its series to be taken off differ by day."""

DUTIES = 24
"""Duties that may make the visit and are searched together, the nearest first; others join them while there is room."""

LEAST = 3_000
"""Iterations of a search at least, however short the rounds are: few visits come so far."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Way:
    """Duties on which there is a place for the visit, as far as its series goes, without the rows `gone`."""

    gone: tuple[int, ...]
    duties: tuple[int, ...]


def law_first(
    ground: Ground, draft: Draft, steps: float, seed: int, cancelled: Callable[[], bool] | None = None
) -> None:
    """Make of what law asks all there is room for; fewer of a class are made only for one more of a higher one."""
    draft.take_apart()
    absent = [draft.halts[halt][0] for halt in draft.absent()]
    for row in [one for one in absent if ground.classes[one] == Priority.LAW]:
        for way in _ways(ground, draft, row):
            if cancelled is not None and cancelled():
                return
            if _went(ground, draft, row, way, steps, seed + row):
                break


def _ways(ground: Ground, draft: Draft, row: int) -> list[_Way]:
    """Return how `row` could keep its distance to its series, the most bearable way first; none once it is planned."""
    planned_on = draft.planned_on(ground)
    if not np.isnat(planned_on[row]):
        return []
    duties_of: dict[tuple[int, ...], list[int]] = {}
    for day in np.unique(ground.on[ground.may[row]]):
        gone = _too_near(ground, row, planned_on, day)
        if gone is not None:
            duties_of.setdefault(gone, []).extend(np.flatnonzero(ground.may[row] & (ground.on == day)).tolist())
    order = sorted(duties_of, key=lambda gone: (_counts(ground, gone), gone))
    return [_Way(gone=gone, duties=tuple(duties_of[gone])) for gone in order[:WAYS]]


def _counts(ground: Ground, rows: tuple[int, ...]) -> list[int]:
    """Return how many `rows` there are of each class, law first."""
    counts: list[int] = np.bincount(ground.classes[list(rows)], minlength=len(Priority)).tolist()
    return counts


def _too_near(ground: Ground, row: int, planned_on: Dates, day: np.datetime64) -> tuple[int, ...] | None:
    """Return the rows of its series that keep `row` from `day`; None where one of them stands for good."""
    line, days = ground.series.line_of.get(row, (row,)), np.array([day])
    at, gone, alone = line.index(row), [], np.full(len(planned_on), np.datetime64("NaT", "D"))
    for side in (line[:at][::-1], line[at + 1 :]):
        for other in side:
            if np.isnat(planned_on[other]):
                continue
            alone[other] = planned_on[other]
            keeps = bool(ground.series.days(row, alone, days)[0])
            alone[other] = np.datetime64("NaT", "D")
            if keeps:
                break
            if not np.isnat(ground.fixed_on[other]):
                return None
            gone.append(other)
    return tuple(sorted(gone))


def _went(ground: Ground, draft: Draft, row: int, way: _Way, steps: float, seed: int) -> bool:
    """Go `way`; tell whether less is left out then. If not, `draft` stays as it is."""
    trial = draft.copy()
    owners, off = _taken_off(trial, {*way.gone, *chain(ground, row)})
    vehicles = _nearest(ground, trial, row, way.duties, owners)
    _place(ground, trial, [one for one in (row, *off) if one not in way.gone], vehicles, steps, seed)
    for mate in sorted(way.gone, key=lambda one: (int(ground.classes[one]), one)):
        _place(ground, trial, [mate], vehicles, steps, seed)
    if trial.left_out(ground) >= draft.left_out(ground):
        return False
    draft.halts, draft.routes, draft.owner = trial.halts, trial.routes, trial.owner
    return True


def _place(ground: Ground, draft: Draft, rows: list[int], vehicles: tuple[int, ...], steps: float, seed: int) -> None:
    """Search the routes of `vehicles` with what is absent of `rows`."""
    free = np.zeros(len(ground.classes), dtype=np.bool_)
    free[rows] = True
    absent = [halt for halt in draft.absent() if free[draft.halts[halt][0]]]
    standing = [halt for vehicle in vehicles for halt in draft.routes[vehicle]]
    patch = Patch(vehicles=vehicles, halts=(*standing, *absent))
    question = ask(ground, draft, patch, draft.planned_on(ground), free, alone=True)
    limits = SearchLimits(iterations=max(LEAST, round(steps * len(patch.halts))), seed=seed, master_work=0.0)
    take_over(ground, draft, question, _found(ground, question, limits))


def _found(ground: Ground, question: Question, limits: SearchLimits) -> Found:
    """Search on from the routes as they are and, since the rounds could not leave them, from nothing, law first."""
    nothing = tuple(np.zeros(0, dtype=np.int32) for _ in question.begin)
    both = [answer(ground, one, limits) for one in (question, replace(question, begin=nothing))]
    return min(both, key=lambda found: (found.key, found.cost))


def chain(ground: Ground, row: int) -> list[int]:
    """Return `row` and all that must come before or after it, or before or after one of those."""
    after, found = ground.problem.obligations.after, [row]
    for one in found:
        found += [other for other in (int(after[one]), *np.flatnonzero(after == one)) if other not in (NONE, *found)]
    return found


def _taken_off(draft: Draft, rows: set[int]) -> tuple[set[int], list[int]]:
    """Take the halts of `rows` off their routes as single visits; return whose they were, and what."""
    owners: set[int] = set()
    off: list[int] = []
    for halt in [one for one in draft.owner if not rows.isdisjoint(draft.halts[one])]:
        vehicle = draft.owner.pop(halt)
        draft.routes[vehicle] = [one for one in draft.routes[vehicle] if one != halt]
        off += draft.halts[halt]
        draft.halts += [(row,) for row in draft.halts[halt]]
        draft.halts[halt] = ()
        owners.add(vehicle)
    return owners, off


def _nearest(ground: Ground, draft: Draft, row: int, duties: tuple[int, ...], owners: set[int]) -> tuple[int, ...]:
    """Return the duties to be searched: `owners`, the nearest of `duties`, and of all others while there is room."""
    away = _away(ground, draft, row)
    able = sorted(set(duties) - owners, key=lambda one: (away[one], one))[:DUTIES]
    taken = [*sorted(owners), *able]
    room = SIZE - sum(len(draft.routes[one]) for one in taken)
    for other in np.argsort(away, kind="stable").tolist():
        room -= len(draft.routes[other]) if other not in taken else 0
        if room < 0:
            break
        if other not in taken:
            taken.append(other)
    return tuple(sorted(taken))


def _away(ground: Ground, draft: Draft, row: int) -> Rows:
    """Return the seconds from each route (its base, where it has no halts) to `row`, int32 (v,)."""
    sites, people = ground.problem.obligations.site, ground.problem.technicians
    to = ground.near[:, sites[row]]
    away = [
        min((int(to[sites[draft.halts[halt][0]]]) for halt in route), default=int(to[people[who].start_site]))
        for route, who in zip(draft.routes, ground.people.tolist(), strict=True)
    ]
    return np.array(away, dtype=np.int32)
