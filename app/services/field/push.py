"""Operations from a phone: first all are stored as they came, then each is carried out for itself.

What was stored is never lost, whatever happens while it is carried out; what was carried out is answered again with the
same words for ever (R3, R8, R9, R10, R11).
"""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.services.errors import DomainError
from app.services.field.carry_out import carry_out
from app.services.field.operation import Circumstances, Operation, read_operation
from app.services.field.results import Outcome, Result
from app.services.ports.field import Kept, Operations, Sent
from app.services.ports.unit_of_work import Begin

MOST_OPERATIONS = 100
MOST_BYTES = 2**20


@dataclass(frozen=True, kw_only=True, slots=True)
class Answered:
    """The answer to one operation of a push; `op_id` is None when it could not even be read."""

    op_id: uuid.UUID | None
    result: Result
    answer: dict[str, object]


@dataclass(kw_only=True, slots=True)
class _Line:
    """One operation on its way."""

    raw: bytes
    operation: Operation | None
    answered: Answered | None = field(default=None)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.raw).hexdigest()


def push(begin: Begin, around: Circumstances, raws: Sequence[bytes]) -> list[Answered]:
    """Store and carry out up to a hundred operations; return their answers in the order they came."""
    lines = [_read(raw) for raw in raws]
    _store(begin, around, lines)
    left = sorted((line for line in lines if line.answered is None), key=_seq)
    for line in left:
        line.answered = _carried_out(begin, around, line)
    _carry_out_open(begin, around, {line.operation.op_id for line in lines if line.operation is not None})
    return [line.answered for line in lines if line.answered is not None]


def keep_unreadable(begin: Begin, device_id: uuid.UUID, raw: bytes, why: str) -> None:
    """Put a body that is no push at all into quarantine, byte for byte."""
    with begin() as work:
        work.of(Operations).quarantine(device_id, why, raw)
        work.commit()


def _read(raw: bytes) -> _Line:
    try:
        return _Line(raw=raw, operation=read_operation(raw))
    except DomainError as error:
        answer = Outcome(result=Result.NEEDS_OFFICE, error=error).answer()
        return _Line(raw=raw, operation=None, answered=Answered(op_id=None, result=Result.NEEDS_OFFICE, answer=answer))


def _store(begin: Begin, around: Circumstances, lines: list[_Line]) -> None:
    """Phase 1: keep every byte, in one transaction."""
    with begin() as work:
        store = work.of(Operations)
        new: dict[uuid.UUID, Sent] = {}
        for line in lines:
            if line.operation is None:
                store.quarantine(around.caller.device_id, "unreadable operation", line.raw)
            elif line.operation.user_id not in {None, around.caller.user_id}:
                line.answered = _answered(line.operation, Result.RETRY, DomainError("other_author"))
            else:
                new.setdefault(line.operation.op_id, _sent(around, line.operation, line))
        # In one order for everybody, so that two pushes of the same operations do not wait for each other.
        store.store([new[op_id] for op_id in sorted(new)])
        known = store.known(new)
        for line in lines:
            if line.answered is None and line.operation is not None:
                _refuse_reuse(store, around, line, line.operation, known[line.operation.op_id])
        work.commit()


def _refuse_reuse(store: Operations, around: Circumstances, line: _Line, operation: Operation, kept: Kept) -> None:
    if kept.sha256 == line.sha256 and kept.user_id == around.caller.user_id:
        return
    store.quarantine(around.caller.device_id, f"other content under operation {operation.op_id}", line.raw)
    error = DomainError("id_reuse", what="operation", id=str(operation.op_id))
    line.answered = _answered(operation, Result.REJECTED_ID_REUSE, error)


def _carried_out(begin: Begin, around: Circumstances, line: _Line) -> Answered:
    """Phase 2 for one operation."""
    assert line.operation is not None  # noqa: S101 (the others have their answer)
    result, answer = carry_out(begin, around, line.operation)
    return Answered(op_id=line.operation.op_id, result=result, answer=answer)


def _carry_out_open(begin: Begin, around: Circumstances, done: set[uuid.UUID]) -> None:
    """Take up what waited for one of these, and what an interrupted push has left stored."""
    with begin() as work:
        kept = work.of(Operations).open_of(around.caller.device_id)
    for each in kept:
        if each.op_id not in done and each.user_id == around.caller.user_id:
            carry_out(begin, around, read_operation(each.raw))


def _sent(around: Circumstances, operation: Operation, line: _Line) -> Sent:
    return Sent(
        op_id=operation.op_id,
        device_id=around.caller.device_id,
        user_id=around.caller.user_id,
        device_seq=operation.device_seq,
        kind=operation.kind,
        entity_id=operation.entity_id,
        sha256=line.sha256,
        raw=line.raw,
    )


def _answered(operation: Operation, result: Result, error: DomainError) -> Answered:
    return Answered(op_id=operation.op_id, result=result, answer=Outcome(result=result, error=error).answer())


def _seq(line: _Line) -> int:
    return 0 if line.operation is None else line.operation.device_seq
