"""Rules at the desk: shown with what is in force, entered from a day on, withdrawn before they begin (S8.4, S8.5)."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from app.domain.kinds import RuleKind
from app.domain.rules import FIELDS, Field, wrong_with
from app.services.access.caller import Caller
from app.services.access.scope import scope_of
from app.services.errors import DomainError
from app.services.ports.clock import Clock
from app.services.ports.planning_inputs import PlanningInputs
from app.services.ports.planning_store import Json
from app.services.ports.reading import Row
from app.services.ports.rules import Company, NewRule, RuleRow, Rules
from app.services.ports.unit_of_work import Begin, UnitOfWork
from app.services.rules.in_force import latest
from planner.problem import ProblemError
from planner.staffing import RotationPolicy, StaffingPolicy


def shown(begin: Begin, clock: Clock, caller: Caller, unit_id: uuid.UUID) -> Row:
    """Return every kind of rule of the unit's company with its rows and what holds today.

    Raises
    ------
    DomainError : ``not_found`` for a unit elsewhere
    """
    with begin() as work:
        company = _company(work, caller, unit_id)
        rows = work.of(Rules).rows(company.path)
        areas = work.of(Rules).areas(company.path)
        today = _today(clock, company)
        return {
            "company": {"id": company.id, "name": company.name},
            "today": today,
            "editable": scope_of(work, caller).covers(company.path),
            "areas": [{"code": code, "name": name} for code, name in areas],
            "kinds": [_kind(kind, [row for row in rows if row.kind is kind], today) for kind in RuleKind],
        }


def enter(
    begin: Begin,
    clock: Clock,
    caller: Caller,
    *,
    unit_id: uuid.UUID,
    kind: RuleKind,
    effective_on: date,
    numbers: Mapping[str, object],
    source: str,
) -> None:
    """Store numbers that hold from a day on; a row of the same day is replaced while it has not begun before today.

    Raises
    ------
    DomainError : ``not_found`` for a unit elsewhere or an area nobody knows; ``forbidden`` for who does not have the
        whole company; ``invalid_input`` for numbers that make no sense; ``conflict`` for a row that has begun
    """
    with begin() as work:
        company = _own(work, caller, unit_id)
        store = work.of(Rules)
        if not source.strip():
            raise DomainError("invalid_input", why="say where the numbers come from", why_zh="请写明数值的依据")
        _check(kind, numbers, {code for code, _ in store.areas(company.path)})
        store.lock(company.id)
        mine = [row for row in store.rows(company.path, kind) if not row.general and row.effective_on == effective_on]
        if mine and effective_on < _today(clock, company):
            raise _begun(mine[0])
        new = NewRule(
            unit_id=company.id,
            kind=kind,
            effective_on=effective_on,
            numbers=dict(numbers),
            source=source.strip(),
            user_id=caller.user_id,
        )
        store.put(new, mine[0] if mine else None)
        work.commit()


def withdraw(begin: Begin, clock: Clock, caller: Caller, unit_id: uuid.UUID, rule_id: uuid.UUID) -> None:
    """Take back a row of the company that has not begun, or begins today.

    Raises
    ------
    DomainError : ``not_found``; ``forbidden``; ``conflict`` for a row that has begun
    """
    with begin() as work:
        company = _own(work, caller, unit_id)
        store = work.of(Rules)
        store.lock(company.id)
        row = next((one for one in store.rows(company.path) if one.id == rule_id and not one.general), None)
        if row is None:
            raise DomainError("not_found", what="The rule", what_zh="该规则")
        if row.effective_on < _today(clock, company):
            raise _begun(row)
        store.remove(row, caller.user_id)
        work.commit()


def _company(work: UnitOfWork, caller: Caller, unit_id: uuid.UUID) -> Company:
    scope_of(work, caller, unit_id)
    units = work.of(PlanningInputs).units(unit_id)
    company = work.of(Rules).company_of(units[0].path) if units else None
    if company is None:
        raise DomainError("not_found", what="The company", what_zh="该公司")
    return company


def _own(work: UnitOfWork, caller: Caller, unit_id: uuid.UUID) -> Company:
    """Return the company of a unit; raise ``forbidden`` unless the caller has all of it: its rules bind all of it."""
    company = _company(work, caller, unit_id)
    if not scope_of(work, caller).covers(company.path):
        raise DomainError("forbidden", permission="rules.set")
    return company


def _today(clock: Clock, company: Company) -> date:
    return clock.today(ZoneInfo(company.time_zone))


def _begun(row: RuleRow) -> DomainError:
    return DomainError(
        "conflict",
        why=f"The rule of {row.effective_on} has begun and is kept as it was; enter one from today on",
        why_zh=f"{row.effective_on} 起的规则已经生效，须保留原样；请录入今日起生效的新规则",
    )


def _check(kind: RuleKind, numbers: Mapping[str, object], areas: set[str]) -> None:
    wrong = wrong_with(kind, numbers)
    if wrong is not None:
        raise DomainError("invalid_input", why=wrong.en, why_zh=wrong.zh)
    try:
        if kind is RuleKind.STAFFING:
            StaffingPolicy(**numbers)  # type: ignore[arg-type]
        elif kind is RuleKind.ROTATION:
            RotationPolicy(**numbers)  # type: ignore[arg-type]
    except ProblemError as error:
        flaw = error.flaws[0]
        raise DomainError("invalid_input", why=flaw.message_en, why_zh=flaw.message_zh) from error
    lending = numbers.get("lending", [])
    for one in lending if isinstance(lending, list) else []:
        for code in (one["giver"], one["taker"]):
            if code not in areas:
                raise DomainError("not_found", what=f"area {code}", what_zh=f"片区 {code}")


def _kind(kind: RuleKind, rows: Sequence[RuleRow], today: date) -> Row:
    now = latest(rows, today)
    return {
        "kind": kind,
        "fields": [_field(field) for field in FIELDS[kind]],
        "in_force_id": None if now is None else now.id,
        "rows": [
            {
                "id": row.id,
                "effective_on": row.effective_on,
                "numbers": row.numbers,
                "source": row.source,
                "general": row.general,
                "entered_by": row.entered_by,
                "updated_at": row.updated_at,
                "open": not row.general and row.effective_on >= today,
            }
            for row in sorted(rows, key=lambda row: (row.effective_on, not row.general), reverse=True)
        ],
    }


def _field(field: Field) -> Json:
    return {
        "name": field.name,
        "name_zh": field.zh,
        "name_en": field.en,
        "shape": field.shape.value,
        "least": field.least,
        "most": field.most,
        "optional": field.optional,
        "choices": list(field.choices),
    }
