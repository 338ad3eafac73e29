"""Intervals in words."""

import pytest

from app.domain.intervals import words_of


@pytest.mark.parametrize(
    ("interval", "zh", "en"),
    [
        ({"kind": "rolling", "months": 24, "days": 0}, "每 24 个月", "every 24 months"),
        ({"kind": "rolling", "months": 0, "days": 14}, "每 14 天", "every 14 days"),
        ({"kind": "rolling", "months": 1, "days": 0}, "每 1 个月", "every month"),
        ({"kind": "rolling", "months": 1, "days": 2}, "每 1 个月 2 天", "every 1 month 2 days"),
        ({"kind": "per_period", "period": "quarter", "per_period": 1}, "每季度 1 次", "1 a quarter"),
        (
            {"kind": "period_max_gap", "period": "year", "per_period": 1, "max_gap_months": 15},
            "每年 1 次，间隔不超过 15 个月",
            "1 a year, at most 15 months apart",
        ),
    ],
)
def test_an_interval_is_said_in_both_languages(interval: dict[str, object], zh: str, en: str) -> None:
    """As the customer's file shows it."""
    assert words_of(interval) == (zh, en)
