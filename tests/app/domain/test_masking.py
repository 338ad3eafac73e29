"""What screens show of personal data."""

import pytest

from app.domain.kinds import CustomerKind
from app.domain.masking import shown_name, shown_phone


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("王丽华", "王**"),
        ("欧阳修", "欧阳**"),
        ("欧阳", "欧**"),
        ("Li", "L**"),
        ("Anna Maria Smith", "Smith ***"),
        ("", ""),
    ],
)
def test_a_household_keeps_its_surname_only(name: str, shown: str) -> None:
    """Chinese surnames come first, one character or a known two; others last."""
    assert shown_name(name, CustomerKind.RESIDENTIAL) == shown


@pytest.mark.parametrize("kind", [CustomerKind.COMMERCIAL, CustomerKind.INDUSTRIAL, CustomerKind.HEATING])
def test_a_firm_keeps_its_name(kind: CustomerKind) -> None:
    """It is no person."""
    assert shown_name("Golden Wok Ltd", kind) == "Golden Wok Ltd"


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("13812345678", "138****5678"),
        ("+8613812345678", "+86****5678"),
        ("62345678", "****78"),
        ("", None),
        (None, None),
    ],
)
def test_a_phone_number_keeps_first_three_and_last_four(phone: str | None, shown: str | None) -> None:
    """Of a short number nearly everything would be left."""
    assert shown_phone(phone) == shown
