"""A visit was made: close its obligation, and open the next one counted from what really happened.

Source: S9.1 ("counted from the last completed inspection"). Both happen in the transaction of the record.
"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.kinds import ObligationState
from app.services.errors import DomainError
from app.services.ledger.open_obligations import settle_programme
from app.services.ports.ledger import Ledger, Owed
from app.services.ports.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True, slots=True)
class Fulfilled:
    """`repeated`: the same record had closed it before and nothing was done; `opened`: obligations newly open."""

    repeated: bool
    opened: int


def fulfil(
    work: UnitOfWork, obligation_id: uuid.UUID, done_on: date, at: datetime, record_id: uuid.UUID | None = None
) -> Fulfilled:
    """Close an obligation with the work done on `done_on` (local date), reported at `at`.

    Raises
    ------
    DomainError : ``not_found``; ``conflict`` when another record closed it or it was cancelled
    """
    ledger = work.of(Ledger)
    owed = ledger.lock(obligation_id)
    if owed is None:
        raise DomainError("not_found", what=f"obligation {obligation_id}", what_zh="该应办事项")
    if owed.state is not ObligationState.OPEN:
        return _closed_before(owed, record_id)
    ledger.mark_fulfilled(obligation_id, done_on, at, record_id)
    programme = next(each for each in ledger.programmes() if each.id == owed.programme_id)
    if not programme.recurs:
        return Fulfilled(repeated=False, opened=0)
    today = max(done_on, at.date())
    opened = settle_programme(ledger, programme, today, customer_id=owed.customer_id)
    return Fulfilled(repeated=False, opened=opened.new)


def _closed_before(owed: Owed, record_id: uuid.UUID | None) -> Fulfilled:
    if owed.state is ObligationState.FULFILLED and record_id is not None and owed.fulfilled_by_record_id == record_id:
        return Fulfilled(repeated=True, opened=0)
    raise DomainError(
        "conflict",
        why=f"the obligation is {owed.state.value} already",
        why_zh="该应办事项已完成" if owed.state is ObligationState.FULFILLED else "该应办事项已取消",
    )
