"""What was owed at the end of a day, by unit, programme, kind and grade."""

import uuid
from collections.abc import Sequence
from datetime import date

from app.services.errors import DomainError
from app.services.ports.ledger import Ledger, OwedCount
from app.services.ports.unit_of_work import UnitOfWork


def owed_as_of(work: UnitOfWork, day: date, unit_id: uuid.UUID | None = None) -> Sequence[OwedCount]:
    """Return the counts for `unit_id` and below (None: everything), for a past day as well as for today."""
    ledger = work.of(Ledger)
    if unit_id is None:
        return ledger.owed_as_of(day, "/")
    path = ledger.unit_paths().get(unit_id)
    if path is None:
        raise DomainError("not_found", what=f"unit {unit_id}", what_zh="该单位")
    return ledger.owed_as_of(day, path)
