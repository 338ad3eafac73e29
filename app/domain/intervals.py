"""An interval of a programme's rule, said to a person."""

from collections.abc import Mapping
from typing import Any

PERIODS = {
    "year": ("年", "year"),
    "half": ("半年", "half-year"),
    "quarter": ("季度", "quarter"),
    "month": ("月", "month"),
}


def words_of(interval: Mapping[str, Any]) -> tuple[str, str]:
    """Return what the stored fields of an interval rule say, in Chinese and in English."""
    if interval.get("period"):
        zh, en = PERIODS[str(interval["period"])]
        times = int(interval.get("per_period") or 1)
        return f"每{zh} {times} 次{_gap_zh(interval)}", f"{times} a {en}{_gap_en(interval)}"
    months, days = int(interval.get("months") or 0), int(interval.get("days") or 0)
    parts_zh = [f"{months} 个月"] * bool(months) + [f"{days} 天"] * bool(days)
    said = "month" if (months, days) == (1, 0) else "day" if (months, days) == (0, 1) else _span_en(months, days)
    return f"每 {' '.join(parts_zh)}", f"every {said}"


def _span_en(months: int, days: int) -> str:
    counts = ((months, "month"), (days, "day"))
    return " ".join(f"{count} {unit}{'s' if count > 1 else ''}" for count, unit in counts if count)


def _gap_zh(interval: Mapping[str, Any]) -> str:
    months, days = interval.get("max_gap_months"), interval.get("max_gap_days")
    said = (f"{months} 个月" if months else "") + (f"{days} 天" if days else "")
    return f"，间隔不超过 {said}" if said else ""


def _gap_en(interval: Mapping[str, Any]) -> str:
    said = _span_en(int(interval.get("max_gap_months") or 0), int(interval.get("max_gap_days") or 0))
    return f", at most {said} apart" if said else ""
