"""The audit journal: sign-ins, refusals, and who looked at which customer's file (S9.11, R51)."""

import uuid
from collections.abc import Mapping

from app.services.ports.access import Journal
from app.services.ports.unit_of_work import Begin


def note(  # noqa: PLR0913
    begin: Begin,
    action: str,
    entity: str,
    entity_id: str | None = None,
    *,
    user_id: uuid.UUID | None = None,
    details: Mapping[str, object] | None = None,
) -> None:
    """Write one entry in a transaction of its own, so that it stays even when what follows fails."""
    with begin() as work:
        work.of(Journal).add(action, entity, entity_id, user_id=user_id, details=details or {})
        work.commit()
