"""A rung of the ladder searched in one region: what may move is moved where that serves, the rest stands."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.daily.cures import cures
from planner.daily.duty import Duty, duties
from planner.daily.event import Event
from planner.daily.frozen import Rest
from planner.daily.ordered import after_fixed
from planner.daily.resume import resume, served
from planner.daily.rules import allowed
from planner.daily.rules.columns import people_of
from planner.daily.rungs import Rung, free_to_move
from planner.daily.writing import write_routes
from planner.kernel import SearchLimits, run
from planner.plan import Cure, Route
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

    @property
    def owner_of(self) -> dict[int, int]:
        """Row -> the technician who has it in the plan in force, for what is still open."""
        return {row: route.technician for route in self.rest.open for row in served((route,)).tolist()}


def attempt(
    ask: Attempt, region: int, begun: tuple[Route, ...], left: Rows, rung: Rung
) -> tuple[tuple[Route, ...], dict[int, Cure]]:
    """Search the rest of the day of `region` from the routes `begun` on for what is `left`, moving what `rung` allows.

    Returns the routes found, and the overtime that would make room for what is still left.
    """
    crew = duties(ask.rest.problem, region, [ask.event.on])
    ordered = np.concatenate([served(begun), left]).astype(np.int32)
    owner = _owners(ask, ordered)
    may = allowed(ask.rest.problem, ordered, crew)
    may &= free_to_move(rung, owner, crew, _touched(ask, region, ordered[owner == NONE], crew))
    may |= _stands(begun, ordered, crew)
    may &= after_fixed(ask.rest.problem.obligations, ordered, crew, ask.rest.fixed)
    may[np.isin(ordered, ask.away)] = False
    strange = (owner[:, None] != NONE) & np.not_equal(owner[:, None], people_of(crew))
    extra = np.where(strange, CHANGE_S, 0).astype(np.int64)
    layout, begin = resume(ask.rest.problem, ask.travel, region, begun, left, crew, may=may, extra=extra)
    found = run(layout.instance, ask.search, begin=begin)
    return write_routes(layout, found.routes), cures(layout, found)


def _owners(ask: Attempt, rows: Rows) -> Rows:
    """Return the technician each row is with in the plan in force, NONE for what is with nobody, int32 (n,)."""
    owner_of = ask.owner_of
    return np.array([owner_of.get(row, NONE) for row in rows.tolist()], dtype=np.int32)


def _stands(begun: tuple[Route, ...], rows: Rows, crew: tuple[Duty, ...]) -> npt.NDArray[np.bool_]:
    """Return where a row already is with a duty, bool (n, v): a search may leave what it begins with."""
    holder = {row: route.technician for route in begun for row in served((route,)).tolist()}
    who = np.array([holder.get(row, NONE) for row in rows.tolist()], dtype=np.int32)
    return np.equal(who[:, None], people_of(crew))


def _touched(ask: Attempt, region: int, loose: Rows, crew: tuple[Duty, ...]) -> frozenset[int]:
    """Return the technicians concerned: those of the event, and those nearest to what has to be placed."""
    touched = set(ask.event.away) | set(ask.event.free_at_s)
    for row in loose.tolist():
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
