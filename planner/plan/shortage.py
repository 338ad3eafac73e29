"""The proof that the law can be kept, or the certificate that names where it cannot."""

from dataclasses import dataclass
from datetime import date

from planner.plan.reasons import Cure


@dataclass(frozen=True, kw_only=True, slots=True)
class ShortageCertificate:
    """In `region`, work needing `certificates` due within ``week_from..week_until`` exceeds what can be worked.

    Attributes
    ----------
    week_from, week_until : index of the first week, and of the first week after (exclusive)
    starts_on, ends_on : first and last day of those weeks
    demand_h, capacity_h, missing_h : certified hours asked for, there, and short
    obligations : how many visits cannot be made in time at least
    cures : ways out, cheapest first
    """

    region: str
    certificates: tuple[str, ...]
    week_from: int
    week_until: int
    starts_on: date
    ends_on: date
    demand_h: float
    capacity_h: float
    missing_h: float
    obligations: int
    cures: tuple[Cure, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Proof:
    """`fits`: every hard obligation can be met; otherwise `shortages` say minimally why not.

    `certain` is False in the thin band where minutes fit but indivisible visits might not.
    """

    fits: bool
    certain: bool
    demand_h: float
    capacity_h: float
    shortages: tuple[ShortageCertificate, ...] = ()
