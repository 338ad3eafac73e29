"""Drafted by one person, approved by another, wherever the company wants an approval (S4.2)."""

import uuid
from datetime import date

from app.domain.kinds import FourEyes, MonthApproval, PlanLevel
from app.services.errors import DomainError
from app.services.ports.planning_store import Version
from app.services.ports.quarters import Quarters
from app.services.ports.unit_of_work import UnitOfWork
from app.services.rules.in_force import four_eyes


def approval_asked(work: UnitOfWork, version: Version, months: MonthApproval) -> bool:
    """Whether a version must be approved: every quarter, and the months that `months` names."""
    if version.level is PlanLevel.QUARTERLY:
        return True
    if version.level is not PlanLevel.MONTHLY or months is MonthApproval.NEVER:
        return False
    if months is MonthApproval.ALWAYS:
        return True
    scope = version.scope
    return work.of(Quarters).approved_over(version.unit_path, scope.start, scope.period_until)


def check_four_eyes(
    work: UnitOfWork, version: Version, approver: uuid.UUID | None, months: MonthApproval, on: date
) -> None:
    """Raise ``four_eyes`` when `approver` drafted a version that somebody else has to approve.

    A company that wants no approval of its months is taken for one whose plans are one person's. Whoever acts at the
    command line is nobody in particular: the machine's administrator, whom the audit names as such.
    """
    if approver is None or version.drafted_by_id != approver or months is MonthApproval.NEVER:
        return
    if approval_asked(work, version, months) and four_eyes(work, version.unit_path, on) is not FourEyes.NEVER:
        raise DomainError("four_eyes")
