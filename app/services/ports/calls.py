"""Where calls about something new are kept, and what they may ask for."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from app.domain.kinds import CallSource, ObligationState
from app.domain.scope import Scope


@dataclass(frozen=True, kw_only=True, slots=True)
class CallKind:
    """A programme that a call may ask for, with what its rule says where the call says nothing else."""

    code: str
    name_zh: str
    name_en: str
    certificate: str | None
    service_s: int
    window_start_s: int
    window_end_s: int


@dataclass(frozen=True, kw_only=True, slots=True)
class CallSubject:
    """Whom a call is about, and the rule that holds for them; `rule_id` None where none does."""

    unit_id: uuid.UUID
    path: str
    time_zone: str
    premises_id: uuid.UUID
    programme_id: uuid.UUID | None
    rule_id: uuid.UUID | None
    priority: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class NewCall:
    """What a customer asks for; the key is made by whoever enters it.

    Attributes
    ----------
    kind : code of a programme that a call may ask for
    on, due_by : first and last day that will do
    window_start_s, window_end_s : between which seconds of these days service may begin
    certificate : what whoever comes must hold, None: anybody may
    promised : the customer was promised it: comes right after the law
    words : what was said
    """

    id: uuid.UUID
    customer_id: uuid.UUID
    kind: str
    on: date
    due_by: date
    window_start_s: int
    window_end_s: int
    service_s: int
    certificate: str | None
    promised: bool
    source: CallSource
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """A stored call with the state of its obligation and the live visit that serves it, if any; names unmasked."""

    asked: NewCall
    state: ObligationState
    path: str
    customer_name: str
    customer_kind: str
    address: str
    programme_zh: str
    programme_en: str
    taken_at: datetime
    taken_by: str | None
    visit_state: str | None
    visit_on: date | None
    visit_at: datetime | None
    technician_name: str | None
    time_zone: str


class Calls(Protocol):
    """Reads and writes, inside one transaction."""

    def kinds(self, path: str, on: date) -> Sequence[CallKind]:
        """Return what a call in the unit at `path` may ask for: programmes that do not recur by themselves."""
        ...

    def skills(self, path: str, on: date) -> Sequence[str]:
        """Return the kinds of certificate that somebody of the company holds on a day."""
        ...

    def subject(self, scope: Scope, customer_id: uuid.UUID, kind: str, on: date) -> CallSubject | None:
        """Return a customer inside `scope` who is active on a day; None without one."""
        ...

    def add(self, call: NewCall, subject: CallSubject, priority: int, at: datetime, user_id: uuid.UUID) -> bool:
        """Open the obligation and store the call with an audit entry; False when one of its keys is taken."""
        ...

    def get(self, call_id: uuid.UUID) -> Call | None:
        """Return a call, its obligation locked until the transaction ends."""
        ...

    def open_in(self, scope: Scope, limit: int) -> Sequence[Call]:
        """Return the calls whose obligations are open, the earliest due first."""
        ...

    def note_withdrawn(self, call_id: uuid.UUID, user_id: uuid.UUID, reason: str) -> None:
        """Write who withdrew it into the audit."""
        ...
