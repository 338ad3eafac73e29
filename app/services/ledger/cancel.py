"""Somebody decides that an obligation is not owed after all; the reason is kept."""

import uuid

from app.services.errors import DomainError
from app.services.ledger.keys import keys
from app.services.ports.ledger import Ledger
from app.services.ports.unit_of_work import UnitOfWork


def cancel(work: UnitOfWork, obligation_id: uuid.UUID, reason: str) -> None:
    """Cancel an open obligation.

    Raises
    ------
    DomainError : ``invalid_input`` without a reason, ``conflict`` when it is not open (any more)
    """
    if not reason.strip():
        raise DomainError("invalid_input", why="a reason is needed", why_zh="须填写原因")
    if not work.of(Ledger).cancel(keys([obligation_id]), reason.strip()):
        raise DomainError("conflict", why="the obligation is not open", why_zh="该应办事项不在待办状态")
