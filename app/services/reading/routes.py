"""Days with routes, and the routes of one day."""

import uuid
from datetime import date, timedelta

from app.services.access.caller import Caller
from app.services.access.scope import scope_of
from app.services.errors import DomainError
from app.services.ports.reading import RouteReading, Row
from app.services.ports.unit_of_work import Begin

BEFORE, AFTER = timedelta(days=62), timedelta(days=124)


def days(  # noqa: PLR0913
    begin: Begin,
    caller: Caller,
    *,
    today: date,
    unit_id: uuid.UUID | None,
    since: date | None = None,
    until: date | None = None,
) -> Row:
    """Return the dates with routes, by default from two months ago to four months ahead."""
    with begin() as work:
        scope = scope_of(work, caller, unit_id)
        return work.of(RouteReading).days(scope, since or today - BEFORE, until or today + AFTER)


def day_routes(  # noqa: PLR0913
    begin: Begin,
    caller: Caller,
    on_date: date,
    *,
    today: date,
    unit_id: uuid.UUID | None,
    version_id: uuid.UUID | None,
) -> Row:
    """Return the routes of a date in a unit and below; of `version_id` when given, else what is live or newest."""
    with begin() as work:
        scope = scope_of(work, caller, unit_id)
        found = work.of(RouteReading).routes(scope, on_date, today, version_id)
    if found is None:
        raise DomainError("not_found", what="The plan version", what_zh="该计划版本")
    return {"date": on_date, "unit_id": unit_id, **found}
