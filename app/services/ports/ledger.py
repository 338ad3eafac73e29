"""What the services ask of the ledger of obligations: whole columns in, whole columns out."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

import numpy as np
import numpy.typing as npt

from app.domain.kinds import CustomerKind, ObligationState, ProgrammeKind, Tier
from app.services.ledger.keys import Ints, Keys
from planner.recurrence import IntervalRule

Days = npt.NDArray[np.datetime64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, slots=True)
class ProgrammeSeed:
    """A programme as it is first stored."""

    code: str
    kind: ProgrammeKind
    name_en: str
    name_zh: str
    certificate: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class RuleSeed:
    """A rule as it is first stored; `interval` is the JSON of its `IntervalRule`, `unit` the code of a unit."""

    programme: str
    unit: str | None
    customer_kind: CustomerKind | None
    tier: Tier | None
    interval: dict[str, object]
    hard: bool
    priority: int
    service_s: int
    setup_s: int
    window_start_s: int
    window_end_s: int
    effective_from: date
    effective_until: date | None
    source: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Programme:
    """A programme in force."""

    id: uuid.UUID
    code: str
    kind: ProgrammeKind

    @property
    def recurs(self) -> bool:
        """Whether its next obligation follows from the last visit; the others are raised by a case."""
        return self.kind in {ProgrammeKind.GAS_INSPECTION, ProgrammeKind.TOUR_VISIT, ProgrammeKind.METER_CHECK}


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """A stored rule; `unit_path` is the path of the unit it is for, None for the whole company."""

    id: uuid.UUID
    unit_path: str | None
    customer_kind: CustomerKind | None
    tier: Tier | None
    interval: IntervalRule
    hard: bool
    priority: int
    effective_from: date
    effective_until: date | None


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Subjects:
    """Customers a programme may be owed to; `n` rows.

    Attributes
    ----------
    customer, premises, unit : keys
    kind, tier : position in `CustomerKind`, in `Tier`; -1 without a tier
    last_done : the last accepted visit; NaT never
    anchor : a deadline the series kept, or the day of connection of a customer never visited; NaT unknown
    """

    customer: Keys
    premises: Keys
    unit: Keys
    kind: Ints
    tier: Ints
    last_done: Days
    anchor: Days

    def __len__(self) -> int:
        return len(self.customer)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class OpenRows:
    """Open obligations of one programme, ordered by customer and due date.

    `rule_changed`: the rule was edited after the obligation was last written.
    """

    id: Keys
    customer: Keys
    rule: Keys
    not_before: Days
    ideal_on: Days
    due_by: Days
    overdue_since: Days
    previous_done_on: Days
    rule_changed: Bools

    def __len__(self) -> int:
        return len(self.id)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class NewRows:
    """Obligations to be stored: keys of what they refer to, and their windows; NaT where nothing is known."""

    unit: Keys
    customer: Keys
    premises: Keys
    rule: Keys
    not_before: Days
    ideal_on: Days
    due_by: Days
    hard: Bools
    priority: Ints
    overdue_since: Days
    previous_done_on: Days

    def __len__(self) -> int:
        return len(self.customer)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class ChangedRows:
    """New windows of open obligations."""

    id: Keys
    rule: Keys
    not_before: Days
    ideal_on: Days
    due_by: Days
    hard: Bools
    priority: Ints
    overdue_since: Days
    previous_done_on: Days

    def __len__(self) -> int:
        return len(self.id)


@dataclass(frozen=True, kw_only=True, slots=True)
class Owed:
    """One obligation, locked for the rest of the transaction."""

    id: uuid.UUID
    customer_id: uuid.UUID
    programme_id: uuid.UUID
    state: ObligationState
    due_by: date
    fulfilled_on: date | None
    fulfilled_by_record_id: uuid.UUID | None


@dataclass(frozen=True, kw_only=True, slots=True)
class OwedCount:
    """How much one unit owed under one programme to one grade and kind of customer at the end of a day.

    `owed` counts all windows still open; `due` those that had begun; `late` those whose due date had passed (the rule's
    own date, not a period of grace); `lapsed` the late ones that law or promise forbids.
    """

    unit_id: uuid.UUID
    programme_id: uuid.UUID
    kind: CustomerKind
    tier: Tier | None
    owed: int
    due: int
    late: int
    lapsed: int


class Ledger(Protocol):
    """The stored ledger, inside one transaction."""

    def alone(self) -> None:
        """Wait until no other transaction writes windows, and keep others waiting until this one ends."""
        ...

    def store_programme(self, seed: ProgrammeSeed) -> bool:
        """Insert or update by code; tell whether it is new."""
        ...

    def store_rule(self, seed: RuleSeed) -> bool:
        """Insert unless a rule for the same programme, unit, kind, tier and date is there; tell whether it is new."""
        ...

    def programmes(self) -> tuple[Programme, ...]:
        """Return all programmes by code."""
        ...

    def rules(self, programme_id: uuid.UUID) -> tuple[Rule, ...]:
        """Return all rules of a programme, whenever they are in force."""
        ...

    def unit_paths(self) -> dict[uuid.UUID, str]:
        """Return the path of every unit."""
        ...

    def subjects(
        self, programme_id: uuid.UUID, as_of: date, *, below: str = "/", customer_id: uuid.UUID | None = None
    ) -> Subjects:
        """Return the active customers of units whose path begins with `below`, or one customer alone."""
        ...

    def open_rows(self, programme_id: uuid.UUID, *, below: str = "/", customer_id: uuid.UUID | None = None) -> OpenRows:
        """Return the open obligations of a programme for the same choice of customers, active or not."""
        ...

    def add(self, programme_id: uuid.UUID, rows: NewRows) -> int:
        """Store new open obligations; return how many."""
        ...

    def change(self, rows: ChangedRows) -> int:
        """Give open obligations new windows, each with an audit entry; return how many."""
        ...

    def cancel(self, ids: Keys, reason: str) -> int:
        """Cancel open obligations, each with an audit entry; return how many were open."""
        ...

    def lock(self, obligation_id: uuid.UUID) -> Owed | None:
        """Return one obligation and keep it unchanged by others; None when there is none."""
        ...

    def mark_fulfilled(
        self, obligation_id: uuid.UUID, done_on: date, at: datetime, record_id: uuid.UUID | None
    ) -> None:
        """Close an open obligation."""
        ...

    def owed_as_of(self, day: date, below: str) -> Sequence[OwedCount]:
        """Return what was owed at the end of `day` by units whose path begins with `below`."""
        ...
