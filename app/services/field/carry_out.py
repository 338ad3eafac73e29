"""One operation, one transaction: its effects, its outbox messages and its answer are stored together or not at all."""

import uuid

from app.services.errors import DomainError, PhoneAction
from app.services.field.kinds import KINDS
from app.services.field.operation import Circumstances, Operation
from app.services.field.results import FINAL, Outcome, Result
from app.services.ports.field import Kept, Operations
from app.services.ports.unit_of_work import Begin, UnitOfWork

Answer = tuple[Result, dict[str, object]]
_TRIES = 3
_PASSING = {"OperationalError", "InterfaceError", "TimeoutError", "OSError"}


def carry_out(begin: Begin, around: Circumstances, operation: Operation) -> Answer:
    """Return what came of a stored operation; one that has its answer gets it again as a duplicate.

    A failure that passes (lock, connection, disk) leaves the operation stored and is answered ``retry``; one that would
    come back every time is written down as ``needs_office``, so that nothing behind it is blocked (R8).
    """
    failed: DomainError
    for left in reversed(range(_TRIES)):
        try:
            return _once(begin, operation, around, None)
        except DomainError as error:
            failed = error
            break
        except Exception as error:  # noqa: BLE001 (any failure of one operation must leave the others alone)
            failed = DomainError("database_down" if _passes(error) else "internal", reference=str(operation.op_id))
            if not _passes(error):
                break
            if not left:
                return Result.RETRY, _refusal(failed).answer()
    return _once(begin, operation, around, _refusal(failed))


def _once(begin: Begin, operation: Operation, around: Circumstances, decided: Outcome | None) -> Answer:
    """Try in one transaction; `decided` when it is clear already what came of it."""
    with begin() as work:
        kept = work.of(Operations).lock(operation.op_id)
        if kept is not None and kept.result in FINAL:
            return Result.DUPLICATE, _original(kept)
        outcome = decided or _waiting(work, operation.depends_on) or _effects(work, around, operation)
        answer = outcome.answer()
        if outcome.result is not Result.RETRY:
            work.of(Operations).settle(operation.op_id, outcome.result, answer, around.received_at)
            work.commit()
    return outcome.result, answer


def _effects(work: UnitOfWork, around: Circumstances, operation: Operation) -> Outcome:
    carry = KINDS.get(operation.kind)
    if carry is None or operation.too_new:
        raise DomainError("unknown_kind", kind=f"{operation.kind} v{operation.schema_v}")
    return carry(work, around, operation)


def _waiting(work: UnitOfWork, needed: tuple[uuid.UUID, ...]) -> Outcome | None:
    missing = set(needed) - work.of(Operations).settled(needed) if needed else set()
    if not missing:
        return None
    return Outcome(result=Result.WAITING, facts={"waiting_for": sorted(str(each) for each in missing)})


def _refusal(error: DomainError) -> Outcome:
    if error.code == "conflict":
        return Outcome(result=Result.CONFLICT, error=error)
    # A defect of ours comes back every time: the office must see it, and nothing behind it waits for it.
    passes = error.kind.phone is PhoneAction.RETRY and error.code != "internal"
    return Outcome(result=Result.RETRY if passes else Result.NEEDS_OFFICE, error=error)


def _original(kept: Kept) -> dict[str, object]:
    return dict(kept.answer or {})


def _passes(error: Exception) -> bool:
    """Whether it may go better next time; by name, for services know no driver."""
    return bool(_PASSING & {kind.__name__ for kind in type(error).__mro__})
