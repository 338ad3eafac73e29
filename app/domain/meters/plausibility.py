"""A reading that cannot be true is kept and flagged, never corrected and never refused.

Source: S9.5; the most a customer of a kind can burn a day is a company figure and may be passed in.
"""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from app.domain.kinds import CustomerKind

MOST_A_DAY: Mapping[CustomerKind, Decimal] = {
    CustomerKind.RESIDENTIAL: Decimal(20),
    CustomerKind.HEATING: Decimal(500),
    CustomerKind.COMMERCIAL: Decimal(1000),
    CustomerKind.INDUSTRIAL: Decimal(50_000),
}
"""Cubic metres."""

_NEAR_END = Decimal("0.98")


class ReadingFlag(StrEnum):
    """Why a reading is doubted."""

    NEGATIVE = "negative"
    WRONG_DIGITS = "wrong_digits"
    LOWER_THAN_LAST = "lower_than_last"
    ROLLED_OVER = "rolled_over"
    JUMP = "jump"


def doubts(
    reading: Decimal,
    *,
    digits: int,
    previous: Decimal | None,
    days: int | None,
    most_a_day: Decimal,
) -> tuple[ReadingFlag, ...]:
    """Return what speaks against a reading.

    Parameters
    ----------
    reading, previous : m3 on the counter now and last time; None when it was never read
    digits : whole digits of the counter
    days : local days between the two readings; None when unknown
    most_a_day : m3 a day that this customer cannot burn more of
    """
    if reading < 0:
        return (ReadingFlag.NEGATIVE,)
    whole = Decimal(10) ** digits
    if reading >= whole:
        return (ReadingFlag.WRONG_DIGITS,)
    if previous is None:
        return ()
    used = reading - previous
    if used < 0:
        # A counter that stood just before its end has probably begun anew; people decide.
        turned = previous >= whole * _NEAR_END and not _too_much(used + whole, days, most_a_day)
        return (ReadingFlag.ROLLED_OVER if turned else ReadingFlag.LOWER_THAN_LAST,)
    return (ReadingFlag.JUMP,) if _too_much(used, days, most_a_day) else ()


def _too_much(used: Decimal, days: int | None, most_a_day: Decimal) -> bool:
    return days is not None and used > most_a_day * max(days, 1)
