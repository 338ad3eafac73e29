"""What became of operations whose answers a phone has lost."""

import uuid
from collections.abc import Sequence

from app.services.devices.caller import PhoneCaller
from app.services.ports.field import Operations
from app.services.ports.unit_of_work import Begin


def status_of(begin: Begin, caller: PhoneCaller, op_ids: Sequence[uuid.UUID]) -> list[dict[str, object]]:
    """Return ``unknown``, ``stored`` or the result for each id; operations of others are unknown."""
    with begin() as work:
        known = work.of(Operations).known(set(op_ids))
    found: list[dict[str, object]] = []
    for op_id in op_ids:
        kept = known.get(op_id)
        if kept is None or kept.user_id != caller.user_id:
            found.append({"op_id": op_id, "status": "unknown", "answer": None})
        else:
            status = "stored" if kept.result is None else kept.result.value
            found.append({"op_id": op_id, "status": status, "answer": kept.answer})
    return found
