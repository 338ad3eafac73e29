"""One rung of the ladder tried in one region: what may move is searched, the rest stands."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.daily.duty import Duty, duties
from planner.daily.event import Event
from planner.daily.frozen import Rest
from planner.daily.layout import Layout
from planner.daily.resume import resume, served
from planner.daily.rules import allowed
from planner.daily.rules.columns import people_of
from planner.daily.rungs import Rung, free_to_move
from planner.kernel import Found, SearchLimits, run
from planner.plan import Route
from planner.problem import NONE
from planner.travel.travel_of import TravelOf

Rows = npt.NDArray[np.int32]

CHANGE_S = 900
"""Travel seconds it is worth to leave a visit with the technician who has it."""

NEIGHBOURS = 3
"""Technicians nearest to a new visit who count as concerned."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Attempt:
    """What all rungs have in common.

    Attributes
    ----------
    away : rows that come too near to another visit of their series
    """

    travel: TravelOf
    event: Event
    rest: Rest
    away: tuple[int, ...]
    search: SearchLimits


def attempt(ask: Attempt, region: int, rows: Rows, rung: Rung) -> tuple[Layout, Found]:
    """Search the rest of the day of `region` for the obligations `rows`, moving what `rung` allows."""
    crew = duties(ask.rest.problem, region, [ask.event.on])
    present = {duty.technician for duty in crew}
    begun = tuple(route for route in ask.rest.open if route.technician in present)
    here = served(begun)
    left = rows[~np.isin(rows, here)]
    ordered = np.concatenate([here, left]).astype(np.int32)
    owner = _owners(begun, ordered)
    may = allowed(ask.rest.problem, ordered, crew)
    may &= free_to_move(rung, owner, crew, _touched(ask, region, left, crew))
    may[np.isin(ordered, ask.away)] = False
    strange = (owner[:, None] != NONE) & np.not_equal(owner[:, None], people_of(crew))
    extra = np.where(strange, CHANGE_S, 0).astype(np.int64)
    layout, begin = resume(ask.rest.problem, ask.travel, region, begun, left, crew, may=may, extra=extra)
    return layout, run(layout.instance, ask.search, begin=begin)


def _owners(routes: tuple[Route, ...], rows: Rows) -> Rows:
    """Return the technician each row is with, NONE for what is with nobody, int32 (n,)."""
    owner_of = {row: route.technician for route in routes for row in served((route,)).tolist()}
    return np.array([owner_of.get(row, NONE) for row in rows.tolist()], dtype=np.int32)


def _touched(ask: Attempt, region: int, left: Rows, crew: tuple[Duty, ...]) -> frozenset[int]:
    """Return the technicians concerned: those of the event, and those nearest to what has to be placed."""
    touched = set(ask.event.away) | set(ask.event.free_at_s)
    for row in left.tolist():
        site = int(ask.rest.problem.obligations.site[row])
        touched |= {number for _, number in sorted(_ways(ask, region, site, crew))[:NEIGHBOURS]}
    return frozenset(touched)


def _ways(ask: Attempt, region: int, site: int, crew: tuple[Duty, ...]) -> list[tuple[int, int]]:
    """Return (seconds to `site`, technician) of everybody on duty."""
    ways = []
    for duty in crew:
        person = ask.rest.problem.technicians[duty.technician]
        known = ask.travel(region, person.profile)
        a, b = known.row[person.start_site], known.row[site]
        if a >= 0 and b >= 0:
            ways.append((int(known.matrix.duration_s[a, b]), duty.technician))
    return ways
