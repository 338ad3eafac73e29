"""What came of an operation (reliability 3.4)."""

from dataclasses import dataclass, field
from enum import StrEnum

from app.services.errors import DomainError


class Result(StrEnum):
    """Answer for one operation."""

    APPLIED = "applied"
    DUPLICATE = "duplicate"
    CONFLICT = "conflict"
    NEEDS_OFFICE = "needs_office"
    WAITING = "waiting"
    REJECTED_ID_REUSE = "rejected_id_reuse"
    RETRY = "retry"


FINAL = frozenset({Result.APPLIED, Result.CONFLICT, Result.NEEDS_OFFICE})
"""Once an operation has one of these, it keeps it for good (R9)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What carrying an operation out led to; `facts` are plain JSON for the phone."""

    result: Result = Result.APPLIED
    facts: dict[str, object] = field(default_factory=dict)
    error: DomainError | None = None

    def answer(self) -> dict[str, object]:
        """Return what is stored and sent."""
        said = {} if self.error is None else {"error": said_of(self.error)}
        return {"result": self.result.value, **self.facts, **said}


def said_of(error: DomainError) -> dict[str, object]:
    """Return an error of the catalogue as phones read it."""
    return {
        "code": error.code,
        "message_en": error.message_en,
        "message_zh": error.message_zh,
        "phone_action": error.kind.phone.value,
    }
