"""Operations of phones, byte for byte, and the quarantine."""

import hashlib
import json
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.services.field.results import FINAL, Result
from app.services.ports.field import Kept, Sent

STORE = """
INSERT INTO sync_operation (op_id, device_id, user_id, device_seq, kind, entity_id, sha256, raw)
VALUES (:op_id, :device_id, :user_id, :device_seq, :kind, :entity_id, :sha256, :raw)
ON CONFLICT (op_id) DO NOTHING RETURNING op_id
"""
_KEPT = "op_id, device_id, user_id, sha256, raw, result, answer"
KNOWN = f"SELECT {_KEPT} FROM sync_operation WHERE op_id = ANY(:ids)"  # noqa: S608
LOCK = f"SELECT {_KEPT} FROM sync_operation WHERE op_id = :id FOR UPDATE"  # noqa: S608
SETTLE = """
UPDATE sync_operation SET result = :result, answer = CAST(:answer AS jsonb),
    applied_at = CASE WHEN :final THEN CAST(:at AS timestamptz) END
WHERE op_id = :id
"""
SETTLED = "SELECT op_id FROM sync_operation WHERE op_id = ANY(:ids) AND result = ANY(:final)"
OPEN_OF = f"""
SELECT {_KEPT} FROM sync_operation
WHERE device_id = :device AND (result IS NULL OR result <> ALL(:final)) ORDER BY device_seq, op_id LIMIT 200
"""  # noqa: S608
QUARANTINE = """
INSERT INTO quarantine (device_id, why, sha256, raw)
SELECT CAST(:device AS uuid), :why, :sha, :raw WHERE NOT EXISTS (
    SELECT FROM quarantine q WHERE q.sha256 = :sha AND q.why = :why
        AND q.device_id IS NOT DISTINCT FROM CAST(:device AS uuid))
"""

_FINAL = [each.value for each in FINAL]


class SqlOperations:
    """Answers `app.services.ports.field.Operations`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def store(self, sent: Sequence[Sent]) -> set[uuid.UUID]:
        """Insert one by one, in the order given."""
        found = (self._session.scalar(text(STORE), asdict(each)) for each in sent)
        return {op_id for op_id in found if op_id is not None}

    def known(self, op_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Kept]:
        """Read by id."""
        return {row["op_id"]: _kept(row) for row in self._rows(KNOWN, ids=list(op_ids))}

    def lock(self, op_id: uuid.UUID) -> Kept | None:
        """Select for update."""
        found = self._rows(LOCK, id=op_id)
        return _kept(found[0]) if found else None

    def settle(self, op_id: uuid.UUID, result: Result, answer: Mapping[str, object], at: datetime) -> None:
        """Write result and answer."""
        facts = {"id": op_id, "result": result.value, "answer": json.dumps(answer), "at": at, "final": result in FINAL}
        self._session.execute(text(SETTLE), facts)

    def settled(self, op_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
        """Read which are final."""
        return set(self._session.scalars(text(SETTLED), {"ids": list(op_ids), "final": _FINAL}))

    def open_of(self, device_id: uuid.UUID) -> tuple[Kept, ...]:
        """Read what is left."""
        return tuple(_kept(row) for row in self._rows(OPEN_OF, device=device_id, final=_FINAL))

    def quarantine(self, device_id: uuid.UUID | None, why: str, raw: bytes) -> None:
        """Insert unless the same is there."""
        facts = {"device": device_id, "why": why, "sha": hashlib.sha256(raw).hexdigest(), "raw": raw}
        self._session.execute(text(QUARANTINE), facts)

    def _rows(self, statement: str, **facts: object) -> list[Any]:
        return list(self._session.execute(text(statement), facts).mappings())


def _kept(row: Any) -> Kept:
    facts = {name: row[name] for name in ("op_id", "device_id", "user_id", "sha256", "answer")}
    result = None if row["result"] is None else Result(row["result"])
    return Kept(raw=bytes(row["raw"]), result=result, **facts)
