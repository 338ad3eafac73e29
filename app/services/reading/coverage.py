"""How much of what is owed is planned, done, late or lapsed (S3.1, S9.1)."""

import uuid
from datetime import date

from app.services.access.caller import Caller
from app.services.access.scope import scope_of
from app.services.errors import DomainError
from app.services.ports.reading import CoverageReading, Row
from app.services.ports.unit_of_work import Begin

COUNTS = ("owed", "due", "planned", "done", "late", "no_access", "lapsed")


def coverage(  # noqa: PLR0913
    begin: Begin, caller: Caller, *, unit_id: uuid.UUID | None, since: date, until: date, today: date
) -> Row:
    """Count what fell due in ``since <= due_by < until`` and what is still open from before."""
    if since >= until:
        raise DomainError("invalid_input", why="until: must be after from", why_zh="until：必须晚于 from")
    with begin() as work:
        rows = work.of(CoverageReading).coverage(scope_of(work, caller, unit_id), since, until, today)
    return {"as_of": today, "rows": rows, "totals": {name: sum(row[name] for row in rows) for name in COUNTS}}
