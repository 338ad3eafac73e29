"""Where staffing keeps its facts: volumes, postings, scores, proposals and handovers."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from app.domain.kinds import HandoverState, ProposalKind, ProposalState
from app.domain.scope import Scope
from app.services.ports.planning_store import Json
from app.services.ports.reading import Row


@dataclass(frozen=True, kw_only=True, slots=True)
class AreaFacts:
    """A unit with its volume as entered last; `territory` is well-known binary in degrees."""

    unit_id: uuid.UUID
    code: str
    name: str
    territory: bytes | None
    volume_on: date | None
    sold: int | None
    in_use: int | None
    failure_prone_share: float


@dataclass(frozen=True, kw_only=True, slots=True)
class PostedPerson:
    """Somebody in an area; `since` is None when no posting is entered. `held` are certificates valid on the day."""

    technician_id: uuid.UUID
    external_id: str
    name: str
    unit_id: uuid.UUID
    since: date | None
    held: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ScoreRow:
    """A monthly score as stored."""

    technician_id: uuid.UUID
    month: date
    score: float
    serious_error: bool
    note: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class VolumeEntry:
    """A volume as entered, the unit by its code."""

    unit: str
    effective_on: date
    units_sold: int | None
    units_in_use: int | None
    failure_prone_share: float


@dataclass(frozen=True, kw_only=True, slots=True)
class PostingEntry:
    """A posting as entered, person and unit by their codes."""

    technician: str
    unit: str
    from_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class ScoreEntry:
    """A score as entered, the person by code."""

    technician: str
    month: date
    score: float
    serious_error: bool
    note: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class NewProposal:
    """A computed proposal that is to be kept; `inputs` names all that it was made from."""

    unit_id: uuid.UUID
    kind: ProposalKind
    on: date
    seed: int
    body: Json
    detail: Json
    made_by: uuid.UUID | None
    inputs: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """A stored proposal."""

    id: uuid.UUID
    unit_id: uuid.UUID
    unit_path: str
    kind: ProposalKind
    state: ProposalState
    on: date
    body: Json
    detail: Json
    made_by: uuid.UUID | None


@dataclass(frozen=True, kw_only=True, slots=True)
class NewHandover:
    """A move that an approved proposal begins; `items` are (code, title_zh, title_en)."""

    proposal_id: uuid.UUID
    technician_id: uuid.UUID
    from_unit_id: uuid.UUID
    to_unit_id: uuid.UUID
    on: date
    reasons: Json
    items: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredHandover:
    """A handover, locked; `open_items` counts what is not done."""

    id: uuid.UUID
    technician_id: uuid.UUID
    from_unit_id: uuid.UUID
    to_unit_id: uuid.UUID
    on: date
    state: HandoverState
    open_items: int


class Staffing(Protocol):
    """Facts and proposals, inside one transaction."""

    def areas(self, path: str, on: date) -> Sequence[AreaFacts]:
        """Return units at or below `path` by code, with the volume entered last on or before `on`."""
        ...

    def posted(self, path: str, on: date) -> Sequence[PostedPerson]:
        """Return the technicians at or below `path` who are active on `on`."""
        ...

    def scores(self, path: str, since: date, until: date) -> Sequence[ScoreRow]:
        """Return scores of ``since <= month < until`` of the technicians at or below `path`."""
        ...

    def visitors(self, path: str) -> Sequence[tuple[uuid.UUID, uuid.UUID]]:
        """Return (customer, technician): the preferred one, else who visits or visited last; others are left out."""
        ...

    def middles(self, unit_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, tuple[float, float]]:
        """Return longitude and latitude of the middle of each unit: of its territory, else of its bases."""
        ...

    def owners(self, path: str) -> Sequence[tuple[uuid.UUID, uuid.UUID]]:
        """Return (customer, technician) of accounts with an owner (S4.4)."""
        ...

    def enter(
        self,
        scope: Scope,
        volumes: Sequence[VolumeEntry],
        postings: Sequence[PostingEntry],
        scores: Sequence[ScoreEntry],
        user_id: uuid.UUID | None,
    ) -> None:
        """Store what was entered, replacing what was there for the same day or month.

        Raises ``not_found`` for a code that is not of the scope.
        """
        ...

    def entered(self, scope: Scope, since: date, until: date) -> Row:
        """Return `areas`, `people` and `scores` of a scope as the desk edits them."""
        ...

    def add(self, new: NewProposal) -> uuid.UUID:
        """Store a draft."""
        ...

    def listed(self, scope: Scope, kind: ProposalKind | None) -> Sequence[Row]:
        """Return the latest fifty proposals without their outlines, newest first."""
        ...

    def shown(self, scope: Scope, proposal_id: uuid.UUID) -> Row | None:
        """Return one proposal with its body; None when it is not of the scope."""
        ...

    def lock(self, proposal_id: uuid.UUID) -> Proposal | None:
        """Return a proposal and keep others from deciding on it."""
        ...

    def set_state(
        self, proposal: Proposal, state: ProposalState, at: datetime, user_id: uuid.UUID | None, note: str | None
    ) -> None:
        """Move a proposal on and write it into the audit; approval supersedes what was approved for it before."""
        ...

    def prefer(self, holders: Sequence[tuple[uuid.UUID, uuid.UUID]]) -> int:
        """Make technicians the preferred ones of (customer, technician); the account's own owner never becomes it."""
        ...

    def begin_handovers(self, rows: Sequence[NewHandover]) -> None:
        """Store handovers with their checklists."""
        ...

    def handovers(self, scope: Scope) -> Sequence[Row]:
        """Return the latest hundred handovers from or to units of the scope, with their items."""
        ...

    def lock_handover(self, scope: Scope, handover_id: uuid.UUID) -> StoredHandover | None:
        """Return a handover and keep others from changing it; None when it is not of the scope."""
        ...

    def tick(self, handover_id: uuid.UUID, seq: int, at: datetime | None, user_id: uuid.UUID | None) -> bool:
        """Mark an item as done at `at`, or with None as not done; tell whether there is such an item."""
        ...

    def make_effective(self, handover: StoredHandover, on: date, at: datetime, user_id: uuid.UUID | None) -> None:
        """Post the technician to the new area from `on` on, and close the handover."""
        ...

    def cancel_handover(self, handover: StoredHandover, user_id: uuid.UUID | None) -> None:
        """Give a handover up."""
        ...
