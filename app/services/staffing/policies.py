"""The numbers in force on a day: what the company has stored, else the product's defaults; and the handover's items."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from typing import TypeVar

from app.services.errors import DomainError
from app.services.ports.staffing import RuleRow, Staffing
from planner.problem import ProblemError
from planner.staffing import RotationPolicy, StaffingPolicy, in_force

HANDOVER_ITEMS: tuple[tuple[str, str, str], ...] = (
    ("customer_files", "客户档案（一户一档）交接", "Customer files handed over"),
    ("open_visits", "在途与未完成的上门逐项交接", "Open visits and promises gone through one by one"),
    ("hazards", "未闭环隐患与复查交接", "Hazards not closed and re-inspections due"),
    ("keys_tools", "钥匙、工具、仪表清点", "Keys, tools and instruments counted"),
    ("parts", "备机备件与库存清点", "Spare units and parts counted"),
    ("contacts", "物业、居委会与重点客户引见", "Introduced to property firms and key customers"),
    ("device", "手机终端与账号权限变更", "Phone and account rights changed"),
    ("expenses", "未结费用与票据结清", "Open expenses and receipts settled"),
)
"""(code, Chinese, English); a stored rule of kind ``handover`` with ``{"items": [[code, zh, en], ...]}`` replaces."""

AnyPolicy = TypeVar("AnyPolicy", StaffingPolicy, RotationPolicy)


def staffing_policy(store: Staffing, on: date) -> StaffingPolicy:
    """Return the staffing policy of a day."""
    default = StaffingPolicy()
    return in_force([_policy(default, row) for row in store.rules("staffing")], on, default)


def rotation_policy(store: Staffing, on: date) -> RotationPolicy:
    """Return the rotation policy of a day."""
    default = RotationPolicy()
    return in_force([_policy(default, row) for row in store.rules("rotation")], on, default)


def handover_items(store: Staffing, on: date) -> tuple[tuple[str, str, str], ...]:
    """Return the checklist of a handover that begins on a day."""
    begun = [row for row in store.rules("handover") if row.effective_on <= on]
    stored = begun[-1].numbers.get("items") if begun else None
    if not isinstance(stored, list):
        return HANDOVER_ITEMS
    return tuple((str(code), str(zh), str(en)) for code, zh, en in stored)


def numbers_of(policy: StaffingPolicy | RotationPolicy) -> dict[str, object]:
    """Return a policy as plain values."""
    stored = {field.name: getattr(policy, field.name) for field in fields(policy)}
    return {**stored, "effective_on": policy.effective_on.isoformat()}


def _policy(default: AnyPolicy, row: RuleRow) -> AnyPolicy:
    known = {field.name for field in fields(default)} - {"effective_on", "source"}
    chosen: Mapping[str, object] = {name: value for name, value in row.numbers.items() if name in known}
    try:
        return replace(default, effective_on=row.effective_on, source=row.source, **chosen)  # type: ignore[arg-type]
    except (ProblemError, TypeError) as error:
        raise DomainError(
            "invalid_input",
            why=f"the {row.kind} rule of {row.effective_on} makes no sense: {error}",
            why_zh=f"{row.effective_on} 起的{row.kind}规则数值无效",
        ) from error
