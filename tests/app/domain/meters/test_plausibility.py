"""Readings that cannot be true (S9.5)."""

from decimal import Decimal

import pytest

from app.domain.kinds import CustomerKind
from app.domain.meters import ReadingFlag, doubts
from app.domain.meters.plausibility import MOST_A_DAY

F = ReadingFlag


@pytest.mark.parametrize(
    ("reading", "previous", "days", "flags"),
    [
        ("1030.5", "1000", 100, ()),
        ("1000", "1000", 100, ()),
        ("3000", "1000", 100, ()),
        ("3000.1", "1000", 100, (F.JUMP,)),
        ("999.9", "1000", 100, (F.LOWER_THAN_LAST,)),
        ("12", "99990", 100, (F.ROLLED_OVER,)),
        ("5000", "99990", 100, (F.LOWER_THAN_LAST,)),
        ("12", "97000", 100, (F.LOWER_THAN_LAST,)),
        ("100000", "1000", 100, (F.WRONG_DIGITS,)),
        ("-1", "1000", 100, (F.NEGATIVE,)),
        ("50000", None, None, ()),
        ("50000", "1000", None, ()),
        ("1019", "1000", 0, ()),
        ("1021", "1000", 0, (F.JUMP,)),
    ],
)
def test_a_reading_is_doubted_for_a_reason(
    reading: str, previous: str | None, days: int | None, flags: tuple[ReadingFlag, ...]
) -> None:
    before = None if previous is None else Decimal(previous)
    found = doubts(Decimal(reading), digits=5, previous=before, days=days, most_a_day=Decimal(20))
    assert found == flags


def test_every_kind_of_customer_has_a_limit() -> None:
    assert set(MOST_A_DAY) == set(CustomerKind)
