"""Staffing in PostgreSQL."""

import json
import uuid
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.domain.kinds import HandoverState, ProposalKind, ProposalState
from app.domain.scope import Scope
from app.services.errors import DomainError
from app.services.ports.planning_store import Json
from app.services.ports.reading import Row
from app.services.ports.staffing import (
    AreaFacts,
    NewHandover,
    NewProposal,
    PostedPerson,
    PostingEntry,
    Proposal,
    ScoreEntry,
    ScoreRow,
    StoredHandover,
    VolumeEntry,
)
from app.storage.repositories import staffing_sql as sql

DECIDED = {ProposalState.APPROVED, ProposalState.REJECTED}


class SqlStaffing:
    """Answers `app.services.ports.staffing.Staffing`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def areas(self, path: str, on: date) -> Sequence[AreaFacts]:
        """Select."""
        found = self._rows(sql.AREAS, below=path, on=on)
        return [AreaFacts(**{**row, "territory": _bytes(row["territory"])}) for row in found]

    def posted(self, path: str, on: date) -> Sequence[PostedPerson]:
        """Select."""
        found = self._rows(sql.POSTED, scope=[path], on=on)
        return [PostedPerson(**{**row, "held": tuple(row["held"])}) for row in found]

    def scores(self, path: str, since: date, until: date) -> Sequence[ScoreRow]:
        """Select."""
        return [ScoreRow(**row) for row in self._rows(sql.SCORES, scope=[path], since=since, until=until)]

    def visitors(self, path: str) -> Sequence[tuple[uuid.UUID, uuid.UUID]]:
        """Select."""
        return [(row[0], row[1]) for row in self._session.execute(text(sql.VISITORS), {"below": path})]

    def middles(self, unit_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, tuple[float, float]]:
        """Select."""
        return {row["id"]: (row["lon"], row["lat"]) for row in self._rows(sql.MIDDLES, units=list(unit_ids))}

    def owners(self, path: str) -> Sequence[tuple[uuid.UUID, uuid.UUID]]:
        """Select."""
        return [(row[0], row[1]) for row in self._session.execute(text(sql.OWNERS), {"below": path})]

    def enter(
        self,
        scope: Scope,
        volumes: Sequence[VolumeEntry],
        postings: Sequence[PostingEntry],
        scores: Sequence[ScoreEntry],
        user_id: uuid.UUID | None,
    ) -> None:
        """Insert or update, row by row: these lists are short."""
        for volume in volumes:
            facts = {name: getattr(volume, name) for name in volume.__dataclass_fields__}
            self._run(sql.ENTER_VOLUME, **{**facts, "unit": self._unit(scope, volume.unit)})
        for posting in postings:
            person, unit = self._person(scope, posting.technician), self._unit(scope, posting.unit)
            self._run(sql.END_POSTING, technician=person, from_on=posting.from_on)
            self._run(sql.ENTER_POSTING, technician=person, unit=unit, from_on=posting.from_on)
        for score in scores:
            facts = {name: getattr(score, name) for name in score.__dataclass_fields__}
            self._run(
                sql.ENTER_SCORE, **{**facts, "technician": self._person(scope, score.technician), "user": user_id}
            )
        counts: Json = {"volumes": len(volumes), "postings": len(postings), "scores": len(scores)}
        self._audit("staffing.entered", "staffing", None, user_id, counts)

    def entered(self, scope: Scope, since: date, until: date) -> Row:
        """Select the three lists."""
        paths = list(scope.paths)
        return {
            "areas": [dict(row) for row in self._rows(sql.ENTERED_AREAS, scope=paths, until=until)],
            "people": [dict(row) for row in self._rows(sql.ENTERED_PEOPLE, scope=paths, on=until)],
            "scores": [dict(row) for row in self._rows(sql.SCORES, scope=paths, since=since, until=until)],
        }

    def add(self, new: NewProposal) -> uuid.UUID:
        """Insert."""
        facts = {"unit": new.unit_id, "kind": new.kind.value, "on": new.on, "seed": new.seed, "user": new.made_by}
        facts |= {"inputs": new.inputs}
        stored = {"body": json.dumps(new.body), "detail": json.dumps(new.detail)}
        found: uuid.UUID = self._session.execute(text(sql.ADD), {**facts, **stored}).scalar_one()
        return found

    def listed(self, scope: Scope, kind: ProposalKind | None) -> Sequence[Row]:
        """Select."""
        rows = self._rows(sql.LISTED, scope=list(scope.paths), kind=None if kind is None else kind.value)
        return [dict(row) for row in rows]

    def shown(self, scope: Scope, proposal_id: uuid.UUID) -> Row | None:
        """Select one."""
        found = self._rows(sql.SHOWN, scope=list(scope.paths), proposal=proposal_id)
        return dict(found[0]) if found else None

    def lock(self, proposal_id: uuid.UUID) -> Proposal | None:
        """Select for update."""
        found = self._rows(sql.LOCK, proposal=proposal_id)
        if not found:
            return None
        row = found[0]
        return Proposal(**{**row, "kind": ProposalKind(row["kind"]), "state": ProposalState(row["state"])})

    def set_state(
        self, proposal: Proposal, state: ProposalState, at: datetime, user_id: uuid.UUID | None, note: str | None
    ) -> None:
        """Update; write the audit."""
        key: dict[str, object] = {"proposal": proposal.id, "at": at}
        if state is ProposalState.APPROVED:
            self._run(sql.SUPERSEDE, unit=proposal.unit_id, kind=proposal.kind.value, **key)
        self._run(sql.SET_STATE, state=state.value, user=user_id, note=note, decided=state in DECIDED, **key)
        self._audit(f"staffing.{state.value}", "staffing_proposal", proposal.id, user_id, {"kind": proposal.kind.value})

    def prefer(self, holders: Sequence[tuple[uuid.UUID, uuid.UUID]]) -> int:
        """Update in one set."""
        customers, technicians = [one[0] for one in holders], [one[1] for one in holders]
        done = self._session.execute(text(sql.PREFER), {"customers": customers, "technicians": technicians})
        return int(done.rowcount)  # type: ignore[attr-defined]

    def begin_handovers(self, rows: Sequence[NewHandover]) -> None:
        """Insert handovers and items."""
        for row in rows:
            facts: Json = {"proposal": row.proposal_id, "technician": row.technician_id, "source": row.from_unit_id}
            facts |= {"to": row.to_unit_id, "on": row.on, "reasons": json.dumps(row.reasons)}
            key = self._session.execute(text(sql.ADD_HANDOVER), facts).scalar_one()
            for seq, (code, zh, en) in enumerate(row.items, start=1):
                self._run(sql.ADD_ITEM, handover=key, seq=seq, code=code, zh=zh, en=en)

    def handovers(self, scope: Scope) -> Sequence[Row]:
        """Select."""
        return [dict(row) for row in self._rows(sql.HANDOVERS, scope=list(scope.paths))]

    def lock_handover(self, scope: Scope, handover_id: uuid.UUID) -> StoredHandover | None:
        """Select for update."""
        found = self._rows(sql.LOCK_HANDOVER, scope=list(scope.paths), handover=handover_id)
        return StoredHandover(**{**found[0], "state": HandoverState(found[0]["state"])}) if found else None

    def tick(self, handover_id: uuid.UUID, seq: int, at: datetime | None, user_id: uuid.UUID | None) -> bool:
        """Update one item."""
        facts = {"handover": handover_id, "seq": seq, "at": at, "user": user_id}
        return bool(self._session.execute(text(sql.TICK), facts).rowcount)  # type: ignore[attr-defined]

    def make_effective(self, handover: StoredHandover, on: date, at: datetime, user_id: uuid.UUID | None) -> None:
        """Move the person, write the posting, close the handover."""
        person = handover.technician_id
        self._run(sql.END_POSTING, technician=person, from_on=on)
        self._run(sql.ENTER_POSTING, technician=person, unit=handover.to_unit_id, from_on=on)
        self._run(sql.MOVE_PERSON, technician=person, to=handover.to_unit_id, at=at)
        self._run(sql.END_HANDOVER, handover=handover.id, state=HandoverState.EFFECTIVE.value, at=at)
        self._audit("handover.effective", "handover", handover.id, user_id, {"technician": str(person)})

    def cancel_handover(self, handover: StoredHandover, user_id: uuid.UUID | None) -> None:
        """Close without effect."""
        self._run(sql.END_HANDOVER, handover=handover.id, state=HandoverState.CANCELLED.value, at=None)
        self._audit("handover.cancelled", "handover", handover.id, user_id, {})

    def _unit(self, scope: Scope, code: str) -> uuid.UUID:
        return self._named(sql.UNIT, scope, code, f"unit {code}", f"单位 {code}")

    def _person(self, scope: Scope, code: str) -> uuid.UUID:
        return self._named(sql.TECHNICIAN, scope, code, f"technician {code}", f"人员 {code}")

    def _named(self, query: str, scope: Scope, code: str, what: str, what_zh: str) -> uuid.UUID:
        found: uuid.UUID | None = self._session.scalar(text(query), {"code": code, "scope": list(scope.paths)})
        if found is None:
            raise DomainError("not_found", what=what, what_zh=what_zh)
        return found

    def _audit(self, action: str, entity: str, key: uuid.UUID | None, user_id: uuid.UUID | None, details: Json) -> None:
        facts = {"action": action, "entity": entity, "id": str(key or ""), "user": user_id}
        self._run(sql.AUDIT, **facts, details=json.dumps(details))

    def _rows(self, query: str, **facts: object) -> Sequence[Row]:
        return list(self._session.execute(text(query), facts).mappings())  # type: ignore[arg-type]

    def _run(self, query: str, **facts: object) -> None:
        self._session.execute(text(query), facts)


def _bytes(stored: memoryview | bytes | None) -> bytes | None:
    return None if stored is None else bytes(stored)
