"""What a rule of recurrence refuses."""

import pytest

from planner.problem import ProblemError
from planner.recurrence import IntervalKind, IntervalRule, Period

ROLLING, ANNIVERSARY = IntervalKind.ROLLING, IntervalKind.ANNIVERSARY
PER_PERIOD, MAX_GAP = IntervalKind.PER_PERIOD, IntervalKind.PERIOD_MAX_GAP


@pytest.mark.parametrize(
    ("values", "path"),
    [
        ({"kind": ROLLING}, "rule.months"),
        ({"kind": ROLLING, "months": -1, "days": 3}, "rule.days"),
        ({"kind": ROLLING, "months": 12, "tolerance_days": 4, "hard": True}, "rule.tolerance_days"),
        ({"kind": ROLLING, "days": 14, "tolerance_days": 14}, "rule.early_days"),
        ({"kind": ROLLING, "days": 14, "early_days": 14}, "rule.early_days"),
        ({"kind": ROLLING, "days": 14, "grace_days": 14}, "rule.early_days"),
        ({"kind": ROLLING, "days": 14, "first_days": 30}, "rule.early_days"),
        ({"kind": ANNIVERSARY, "months": 12, "days": 1}, "rule.months"),
        ({"kind": ANNIVERSARY, "days": 365}, "rule.months"),
        ({"kind": ANNIVERSARY, "months": 1, "early_days": 28}, "rule.early_days"),
        ({"kind": PER_PERIOD}, "rule.period"),
        ({"kind": PER_PERIOD, "period": Period.YEAR, "per_period": 0}, "rule.per_period"),
        ({"kind": PER_PERIOD, "period": Period.YEAR, "per_period": 29}, "rule.per_period"),
        ({"kind": PER_PERIOD, "period": Period.YEAR, "months": 12}, "rule.months"),
        ({"kind": MAX_GAP, "period": Period.YEAR, "max_gap_months": 11}, "rule.max_gap_days"),
        ({"kind": MAX_GAP, "period": Period.YEAR}, "rule.max_gap_days"),
    ],
)
def test_a_rule_that_contradicts_itself_is_refused_where_it_does(values: dict[str, object], path: str) -> None:
    """Checked when made, in two languages."""
    with pytest.raises(ProblemError) as refusal:
        IntervalRule(**values)
    assert path in {flaw.path for flaw in refusal.value.flaws}
    assert all(flaw.message_en and flaw.message_zh for flaw in refusal.value.flaws)


@pytest.mark.parametrize(
    "values",
    [
        {"kind": ROLLING, "days": 7},
        {"kind": ROLLING, "days": 1},
        {"kind": ROLLING, "days": 14, "tolerance_days": 13},
        {"kind": ROLLING, "months": 24, "early_days": 180, "hard": True},
        {"kind": ANNIVERSARY, "months": 12, "early_days": 62, "hard": True},
        {"kind": PER_PERIOD, "period": Period.MONTH, "per_period": 4},
        {"kind": MAX_GAP, "period": Period.YEAR, "per_period": 2, "max_gap_months": 7, "max_gap_days": 15},
        {"kind": MAX_GAP, "period": Period.YEAR, "max_gap_months": 12},
    ],
)
def test_the_rules_in_use_are_accepted(values: dict[str, object]) -> None:
    """Every rule of the domain facts can be said."""
    rule = IntervalRule(**values)
    assert rule.shortest_days >= 1
