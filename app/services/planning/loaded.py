"""A problem together with what its indices stand for in the database."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np

from app.services.ledger.keys import Ints, Keys, uuids
from app.services.planning.running import Running
from app.services.planning.told import Told, kept
from app.services.ports.ledger import Bools, Days
from app.services.ports.planning_inputs import Scope, UnitFacts
from planner.plan import Reason
from planner.problem import Problem


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class OwedKeys:
    """What each obligation of the problem is (rows as in the problem).

    Attributes
    ----------
    id : key of the stored obligation; for a projected occurrence that of the open one it follows
    customer, programme, premises, unit : keys
    sequence : place in its series, 0 for the next visit
    projected : not stored, only expected
    """

    id: Keys
    customer: Keys
    programme: Keys
    premises: Keys
    unit: Keys
    sequence: Ints
    projected: Bools


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class SetAside:
    """Stored obligations that are not given to the planner, with the reason and what they would have counted for."""

    id: Keys
    reason: tuple[Reason, ...]
    hard: Bools
    priority: Ints
    due_by: Days

    def __len__(self) -> int:
        return len(self.id)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Loaded:
    """One problem, ready to be planned.

    Attributes
    ----------
    units : the unit asked for first, then all below it
    regions : the unit of each region
    technicians : id of each technician
    owed : what each obligation is
    set_aside : what no road leads to
    target : Monday of each obligation's week in the year's plan in force; NaT without one (a month's problem only)
    held : Monday of each obligation's week in an approved quarter; NaT without one
    fingerprint : changes whenever the same scope would give another problem
    calendar_assumed_from : first day whose holidays are only a guess; None when all are known
    told : what customers were told, by row; on a day it binds only where `keeping_told` says so, in a month always
    running : how far a day under way has come; None when days are planned as a whole
    """

    scope: Scope
    problem: Problem
    units: tuple[UnitFacts, ...]
    regions: tuple[UnitFacts, ...]
    technicians: tuple[uuid.UUID, ...]
    owed: OwedKeys
    set_aside: SetAside
    target: Days
    held: Days
    fingerprint: str
    calendar_assumed_from: date | None
    running: Running | None = None
    told: dict[int, Told] = field(default_factory=dict)

    @property
    def unit(self) -> UnitFacts:
        """The unit asked for."""
        return self.units[0]

    @property
    def row_of(self) -> dict[uuid.UUID, int]:
        """The row of each stored obligation."""
        return {key: row for row, key in enumerate(uuids(self.owed.id)) if not self.owed.projected[row]}

    def keeping_told(self) -> "Loaded":
        """Return the same with every time told as a promise that binds."""
        return replace(self, problem=kept(self.problem, self.told))

    def obligation_ids_of(self, rows: Sequence[int]) -> list[uuid.UUID]:
        """Return the stored obligation of each of `rows`."""
        return uuids(self.owed.id[np.asarray(rows, np.int64)])
