"""What the judge objects to."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True, slots=True)
class Violation:
    """One broken rule: its stable name, where, by how much (in the rule's unit), said in two languages."""

    rule: str
    message_en: str
    message_zh: str
    amount: float = 0.0
    hard: bool = True
    obligation: int | None = None
    technician: int | None = None
    on: date | None = None
