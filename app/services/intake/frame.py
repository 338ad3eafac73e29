"""Rows on their way into the database, as columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class FrameKind(StrEnum):
    """What the rows are; each kind has its key and its references in `app.storage.repositories.intake`."""

    UNITS = "units"
    BASES = "bases"
    TECHNICIANS = "technicians"
    CERTIFICATES = "certificates"
    SHIFT_PATTERNS = "shift_patterns"
    PREMISES = "premises"
    CUSTOMERS = "customers"
    METERS = "meters"
    APPLIANCES = "appliances"
    SPECIAL_CARE = "special_care"
    PAST_VISITS = "past_visits"
    OBLIGATIONS = "obligations"
    COMPANY_RULES = "company_rules"


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """Rows of one kind: column name -> values, all equally long.

    A column named after a reference (``unit``, ``customer``, ``premises``, ``technician``, ``base``, ``programme``)
    holds the external id (or code) of the row referred to; a point is ``lon`` and ``lat`` in WGS-84 degrees.
    """

    kind: FrameKind
    columns: Mapping[str, Sequence[object]]

    def __post_init__(self) -> None:
        lengths = {len(values) for values in self.columns.values()}
        if len(lengths) > 1:
            raise ValueError(f"{self.kind}: columns of different length {sorted(lengths)}")

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()), ()))


@dataclass(frozen=True, kw_only=True, slots=True)
class Counts:
    """What storing a frame did."""

    new: int = 0
    changed: int = 0
    same: int = 0

    @property
    def total(self) -> int:
        """All rows of the frame."""
        return self.new + self.changed + self.same
