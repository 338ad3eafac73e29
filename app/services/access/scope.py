"""The one way to learn what a caller may see; every reading takes its answer."""

import uuid

from app.domain.scope import Scope
from app.services.access.caller import Caller
from app.services.errors import DomainError
from app.services.ports.access import ScopeSource
from app.services.ports.unit_of_work import UnitOfWork


def scope_of(work: UnitOfWork, caller: Caller, unit_id: uuid.UUID | None = None) -> Scope:
    """Return the caller's own units and below or, when `unit_id` is given, that unit and below.

    A unit elsewhere is answered like one that does not exist (R42).
    """
    source = work.of(ScopeSource)
    if unit_id is None:
        return source.of_user(caller.user_id)
    path = source.path_within(source.of_user(caller.user_id), unit_id)
    if path is None:
        raise unit_not_found()
    return Scope(paths=(path,))


def unit_not_found() -> DomainError:
    """Return the answer to an unknown unit and to one of another region alike."""
    return DomainError("not_found", what="The unit", what_zh="该单位")
