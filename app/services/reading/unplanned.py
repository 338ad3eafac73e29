"""What a plan leaves out, why, and what would cure it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain.sentences import REASONS, Sentence, sentence
from app.services.access.caller import Caller
from app.services.access.scope import scope_of
from app.services.errors import DomainError
from app.services.ports.reading import Row, ShortageReading, UnplannedAfter, UnplannedReading
from app.services.ports.unit_of_work import Begin
from app.services.reading.cursor import opened, sealed
from planner.plan import Cure, Reason


@dataclass(frozen=True, kw_only=True, slots=True)
class UnplannedQuestion:
    """Which version (None: the newest of each unit), which reason, which page."""

    unit_id: uuid.UUID | None = None
    version_id: uuid.UUID | None = None
    reason: str | None = None
    limit: int = 50
    cursor: str | None = None


def unplanned(begin: Begin, caller: Caller, asked: UnplannedQuestion) -> Row:
    """Return one page, the law's obligations first, then by due date."""
    after = _after(asked.cursor)
    with begin() as work:
        scope = scope_of(work, caller, asked.unit_id)
        reading = work.of(UnplannedReading)
        versions = reading.versions(scope, asked.version_id)
        if asked.version_id and not versions:
            raise DomainError("not_found", what="The plan version", what_zh="该计划版本")
        by_reason = reading.by_reason(scope, versions)
        rows = reading.page(scope, versions, asked.reason, after, asked.limit + 1)
    items = rows[: asked.limit]
    last = items[-1] if len(rows) > asked.limit else None
    return {
        "items": [_said(row) for row in items],
        "total": by_reason.get(asked.reason, 0) if asked.reason else sum(by_reason.values()),
        "next": last and sealed(last["hard"], last["due_by"], last["obligation_id"], last["version_id"]),
        "by_reason": by_reason,
    }


def shortages(begin: Begin, caller: Caller, unit_id: uuid.UUID | None) -> list[Row]:
    """Return the shortages of the newest annual plans, with the ways out."""
    with begin() as work:
        rows = work.of(ShortageReading).shortages(scope_of(work, caller, unit_id))
    return [{**row, "cures": [cure_words(cure) for cure in row["cures"]]} for row in rows]


def cure_words(cure: Mapping[str, Any]) -> dict[str, Any]:
    """Return a stored cure with its sentences; an unknown kind says its code rather than nothing."""
    found = Cure(
        kind=str(cure["kind"]), minutes=float(cure.get("minutes") or 0), details=dict(cure.get("details") or {})
    )
    try:
        said = sentence(found)
    except LookupError:
        said = Sentence(zh=found.kind, en=found.kind)
    hours = found.details.get("hours", round(found.minutes / 60, 1))
    return {
        "kind": found.kind,
        "minutes": found.minutes,
        "hours": hours,
        "sentence_zh": said.zh,
        "sentence_en": said.en,
    }


def _said(row: Row) -> Row:
    code = row["reason"]
    said = REASONS.get(Reason(code)) if code in set(Reason) else None
    words = {"reason_zh": said.zh if said else code, "reason_en": said.en if said else code}
    return {**row, **words, "cure": row["cure"] and cure_words(row["cure"])}


def _after(cursor: str | None) -> UnplannedAfter | None:
    values = opened(cursor, (bool, str, str, str))
    if values is None:
        return None
    hard, due_by, obligation_id, version_id = values
    try:
        return UnplannedAfter(
            hard=bool(hard),
            due_by=date.fromisoformat(str(due_by)),
            obligation_id=uuid.UUID(str(obligation_id)),
            version_id=uuid.UUID(str(version_id)),
        )
    except ValueError as error:
        raise DomainError("invalid_input", why="cursor", why_zh="cursor") from error
