"""What was planted in a generated company, known by construction and not by any solver."""

from dataclasses import dataclass
from enum import StrEnum


class PlantKind(StrEnum):
    """How a planted want of hours comes about."""

    SINGLE = "single"
    """One certificate, one person who holds it."""
    CROSSED = "crossed"
    """Two certificates, neither of which includes the other: short only when both are looked at together."""
    LENT = "lent"
    """What a neighbour lends is used up and does not suffice."""


@dataclass(frozen=True, kw_only=True)
class Plant:
    """In `region`, work needing `certificates` in weeks ``week_from <= week < week_until`` lacks `missing_s` seconds.

    `missing_s` 0 is a near miss: `spare_s` seconds are left over.
    """

    kind: PlantKind
    region: int
    certificates: tuple[str, ...]
    week_from: int
    week_until: int
    missing_s: int
    spare_s: int = 0
