"""Why something owed is not planned, and the cheapest thing that would change it."""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Stable codes; the sentences in two languages live beside whoever shows them."""

    NO_TECHNICIAN = "no_technician"
    NO_CERTIFICATE = "no_certificate"
    CERTIFICATE_EXPIRED = "certificate_expired"
    SEPARATION = "separation"
    NO_SHIFT_IN_WINDOW = "no_shift_in_window"
    TIME_WINDOW = "time_window"
    LONGER_THAN_SHIFT = "longer_than_shift"
    UNREACHABLE = "unreachable"
    CAPACITY = "capacity"
    OUTSIDE_HORIZON = "outside_horizon"
    LATER_IN_WINDOW = "later_in_window"
    SPACING = "spacing"


@dataclass(frozen=True, kw_only=True, slots=True)
class Cure:
    """The cheapest fix found: `kind` is a stable code, `details` its numbers and names."""

    kind: str
    minutes: float
    details: dict[str, str | int | float]


@dataclass(frozen=True, kw_only=True, slots=True)
class Unplanned:
    """Obligation `obligation` (index) is left out because of `reason`."""

    obligation: int
    reason: Reason
    cure: Cure | None = None
