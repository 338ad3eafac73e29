"""Find what a person names: a unit by its code, the newest version of a unit's plans."""

import uuid

from app.services.errors import DomainError
from app.services.ports.planning_inputs import PlanningInputs
from app.services.ports.planning_store import Listed, PlanStore
from app.services.ports.unit_of_work import Begin


def unit_by_code(begin: Begin, code: str | None) -> uuid.UUID:
    """Return the unit with `code`; without one the company, when there is just one.

    Raises
    ------
    DomainError : ``not_found``
    """
    with begin() as work:
        found = work.of(PlanningInputs).unit_named(code)
    if found is None:
        raise DomainError("not_found", what=f"unit {code or '(company)'}", what_zh=f"单位 {code or '（公司）'}")
    return found


def versions(begin: Begin, unit_id: uuid.UUID) -> list[Listed]:
    """Return the versions of the plans of a unit and below, newest first."""
    with begin() as work:
        return list(work.of(PlanStore).listed(unit_id))
