"""The numbers of staffing in force on a day: rows of the company, else of the product; and the handover's items."""

from dataclasses import fields
from datetime import date
from typing import TypeVar

from app.domain.kinds import RuleKind
from app.services.errors import DomainError
from app.services.ports.rules import RuleRow
from app.services.ports.unit_of_work import UnitOfWork
from app.services.rules.in_force import in_force
from planner.problem import ProblemError
from planner.staffing import RotationPolicy, StaffingPolicy

AnyPolicy = TypeVar("AnyPolicy", StaffingPolicy, RotationPolicy)


def staffing_policy(work: UnitOfWork, path: str, on: date) -> StaffingPolicy:
    """Return the staffing policy of a day for the company of a unit's path."""
    row = in_force(work, path, RuleKind.STAFFING, on)
    return StaffingPolicy() if row is None else _policy(StaffingPolicy, row)


def rotation_policy(work: UnitOfWork, path: str, on: date) -> RotationPolicy:
    """Return the rotation policy of a day for the company of a unit's path."""
    row = in_force(work, path, RuleKind.ROTATION, on)
    return RotationPolicy() if row is None else _policy(RotationPolicy, row)


def handover_items(work: UnitOfWork, path: str, on: date) -> tuple[tuple[str, str, str], ...]:
    """Return (code, Chinese, English) of the checklist of a handover that begins on a day."""
    row = in_force(work, path, RuleKind.HANDOVER, on)
    stored = None if row is None else row.numbers.get("items")
    if not isinstance(stored, list):
        raise DomainError("invalid_input", why="no checklist of a handover is entered", why_zh="尚未录入交接清单")
    return tuple((str(code), str(zh), str(en)) for code, zh, en in stored)


def numbers_of(policy: StaffingPolicy | RotationPolicy) -> dict[str, object]:
    """Return a policy as plain values."""
    stored = {field.name: getattr(policy, field.name) for field in fields(policy)}
    return {**stored, "effective_on": policy.effective_on.isoformat()}


def _policy(kind: type[AnyPolicy], row: RuleRow) -> AnyPolicy:
    known = {field.name for field in fields(kind)} - {"effective_on", "source"}
    chosen = {name: value for name, value in row.numbers.items() if name in known}
    try:
        return kind(effective_on=row.effective_on, source=row.source, **chosen)  # type: ignore[arg-type]
    except (ProblemError, TypeError) as error:
        raise DomainError(
            "invalid_input",
            why=f"the {row.kind.value} rule of {row.effective_on} makes no sense: {error}",
            why_zh=f"{row.effective_on} 起的{row.kind.value}规则数值无效",
        ) from error
