"""Where plans are kept: versions with their rows, and the state a version is in."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

import numpy as np
import numpy.typing as npt

from app.domain.kinds import PlanLevel, PlanState
from app.services.ledger.keys import Ints, Keys
from app.services.ports.ledger import Days
from app.services.ports.planning_inputs import Scope

Json = dict[str, object]


@dataclass(frozen=True, kw_only=True, slots=True)
class NewVersion:
    """A judged answer to a plan, without its rows."""

    scope: Scope
    seed: int
    fingerprint: str
    hard_violations: int
    violations: list[Json]
    costs: Json
    run_id: uuid.UUID | None = None
    drafted_by_id: uuid.UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Version:
    """A stored version and the plan it belongs to; `drafted_by_id` is None where nobody signed in drafted it."""

    id: uuid.UUID
    number: int
    plan_id: uuid.UUID
    level: PlanLevel
    unit_id: uuid.UUID
    unit_path: str
    state: PlanState
    seed: int
    fingerprint: str
    hard_violations: int | None
    costs: Json
    drafted_by_id: uuid.UUID | None
    approved_by_id: uuid.UUID | None

    @property
    def scope(self) -> Scope:
        """What was asked when it was made."""
        stored = self.costs["scope"]
        if not isinstance(stored, dict):
            raise TypeError("a version keeps its scope")
        return Scope.from_json(stored)


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """A version in a list."""

    id: uuid.UUID
    number: int
    level: PlanLevel
    unit_name: str
    period_start: date
    period_until: date
    state: PlanState
    hard_violations: int | None
    created_at: datetime
    costs: Json


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Slots:
    """Weeks of a year's plan, one row an occurrence."""

    customer: Keys
    programme: Keys
    sequence: Ints
    week_on: Days
    not_before: Days
    ideal_on: Days
    due_by: Days


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftOut:
    """A stored obligation that is not planned."""

    obligation_id: uuid.UUID
    reason: str
    cure: Json | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ShortageRow:
    """A shortage certificate."""

    unit_id: uuid.UUID
    certificates: list[str]
    starts_on: date
    ends_on: date
    demand_h: float
    capacity_h: float
    missing_h: float
    obligations: int
    cures: list[Json]


@dataclass(frozen=True, kw_only=True, slots=True)
class RouteRow:
    """One technician's day; `path` holds the street geometry of each leg, float64 (k, 2) degrees."""

    id: uuid.UUID
    technician_id: uuid.UUID
    unit_id: uuid.UUID
    on: date
    start_at: datetime
    end_at: datetime
    travel_s: int
    distance_m: int
    breaks: list[Json]
    path: list[npt.NDArray[np.float64]]


@dataclass(frozen=True, kw_only=True, slots=True)
class StopRow:
    """One halt of a route."""

    id: uuid.UUID
    route_id: uuid.UUID
    seq: int
    premises_id: uuid.UUID
    arrival_at: datetime
    setup_s: int
    travel_s: int
    distance_m: int


@dataclass(frozen=True, kw_only=True, slots=True)
class VisitRow:
    """One visit of a stop."""

    stop_id: uuid.UUID
    seq: int
    obligation_id: uuid.UUID
    customer_id: uuid.UUID
    premises_id: uuid.UUID
    unit_id: uuid.UUID
    technician_id: uuid.UUID
    on: date
    start_at: datetime
    end_at: datetime
    pinned: bool


class PlanStore(Protocol):
    """Plans, inside one transaction."""

    def add_version(self, new: NewVersion) -> tuple[uuid.UUID, int]:
        """Store a draft of the plan of its scope, which is made when it is new; return its id and number."""
        ...

    def add_slots(self, version_id: uuid.UUID, slots: Slots) -> int:
        """Store the weeks of a year; return how many."""
        ...

    def add_shortages(self, version_id: uuid.UUID, rows: Sequence[ShortageRow]) -> None:
        """Store shortage certificates."""
        ...

    def add_left_out(self, version_id: uuid.UUID, rows: Sequence[LeftOut]) -> None:
        """Store what is not planned."""
        ...

    def add_routes(
        self, version_id: uuid.UUID, routes: Sequence[RouteRow], stops: Sequence[StopRow], visits: Sequence[VisitRow]
    ) -> None:
        """Store day routes with their stops and visits, none of them live."""
        ...

    def listed(self, unit_id: uuid.UUID) -> Sequence[Listed]:
        """Return the latest versions of the plans of a unit and below, newest first, at most 50."""
        ...

    def lock_version(self, version_id: uuid.UUID) -> Version | None:
        """Return a version and keep its plan unchanged by others until the transaction ends."""
        ...

    def lock_people(self, version_id: uuid.UUID, unit_id: uuid.UUID) -> None:
        """Keep others from changing live visits of the unit and of the people on a version's routes (R28).

        Nor can what the version visits be fulfilled or cancelled meanwhile.
        """
        ...

    def set_state(
        self, version_id: uuid.UUID, state: PlanState, at: datetime, user_id: uuid.UUID | None = None
    ) -> None:
        """Move a version on; approval and publication keep who and when."""
        ...

    def make_live(self, version: Version, staying: frozenset[uuid.UUID] | None = None) -> int:
        """Put the visits of a version in force instead of those in force before; return how many became live.

        What has begun stays in force: whole technician-days, or of a day under way the visits `staying`, whose stops
        then stand before the new ones of the same technician.

        Raises ``plan_stale`` when somebody's visits would overlap, or one obligation be
        visited twice: the data are no longer those the plan was made from.
        """
        ...

    def note_shift(self, technician_id: uuid.UUID, on: date, hours: tuple[int, int] | None) -> None:
        """Note that somebody works other hours on a day than usual (seconds), or with None not at all."""
        ...

    def supersede_others(self, version: Version) -> None:
        """Let a version inherit what stays in force of the published one before it, which is then superseded."""
        ...

    def audit(self, action: str, version_id: uuid.UUID, user_id: uuid.UUID | None, details: Json) -> None:
        """Write down who did what to a version."""
        ...
