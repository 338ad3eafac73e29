"""Default programmes (S4.2, S9.1, S9.5)."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.kinds import CustomerKind, Tier
from app.domain.programmes import DefaultRule, default_programmes, interval_of, interval_values, rule_in_force
from planner.problem import Priority, ProblemError
from planner.recurrence import IntervalKind, IntervalRule, Period

RULES = {programme.code: programme.rules for programme in default_programmes()}
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("kind", "months"),
    [
        (CustomerKind.RESIDENTIAL, 24),
        (CustomerKind.COMMERCIAL, 12),
        (CustomerKind.INDUSTRIAL, 12),
        (CustomerKind.HEATING, 12),
    ],
)
def test_inspections_fall_due_as_the_law_says(kind: CustomerKind, months: int) -> None:
    """S9.1: once a year, residential once in two years, hard, counted from the last one, by certified staff."""
    rule = rule_in_force(RULES["gas_inspection"], kind=kind, tier=Tier.A, on=TODAY)
    assert rule is not None
    assert (rule.interval.kind, rule.interval.months) == (IntervalKind.ROLLING, months)
    assert rule.hard
    assert rule.priority is Priority.LAW
    assert {programme.code: programme.certificate for programme in default_programmes()}["gas_inspection"]


def test_every_tier_has_a_cadence_that_thins_out_from_a_to_d() -> None:
    """S4.2: A most often, D least; none is hard."""
    rules = [rule_in_force(RULES["tour_visit"], kind=None, tier=tier, on=TODAY) for tier in Tier]
    lengths = [rule.interval.shortest_days for rule in rules if rule is not None]
    assert len(lengths) == 4
    assert lengths == sorted(lengths)
    assert not any(rule.hard for rule in rules if rule is not None)


def test_every_rule_names_its_source_and_its_day() -> None:
    """A number without a source is not a default."""
    rows = [rule for rules in RULES.values() for rule in rules]
    assert len(rows) >= 10
    assert all(rule.source and rule.duration_source and rule.effective_from for rule in rows)


def _rule(**changes: object) -> DefaultRule:
    return replace(RULES["gas_inspection"][0], **changes)


def test_the_most_specific_rule_wins_then_the_latest() -> None:
    """Rules change by a new row with a later day, never by overwriting."""
    general = _rule(customer_kind=None, effective_from=date(2025, 1, 1))
    old, new = _rule(effective_from=date(2020, 1, 1)), _rule(effective_from=date(2026, 7, 1))
    rules = [general, new, old]
    home = CustomerKind.RESIDENTIAL
    assert rule_in_force(rules, kind=home, tier=None, on=date(2026, 6, 30)) is old
    assert rule_in_force(rules, kind=home, tier=None, on=date(2026, 7, 1)) is new
    assert rule_in_force(rules, kind=CustomerKind.HEATING, tier=None, on=TODAY) is general
    assert rule_in_force(rules, kind=home, tier=None, on=date(2019, 1, 1)) is None


def test_a_rule_no_longer_in_force_is_not_found() -> None:
    """The end day itself is outside."""
    ended = _rule(effective_until=date(2026, 1, 1))
    assert rule_in_force([ended], kind=CustomerKind.RESIDENTIAL, tier=None, on=date(2025, 12, 31)) is ended
    assert rule_in_force([ended], kind=CustomerKind.RESIDENTIAL, tier=None, on=date(2026, 1, 1)) is None


@pytest.mark.parametrize(
    "rule",
    [
        *[rule.interval for rules in RULES.values() for rule in rules],
        IntervalRule(kind=IntervalKind.PERIOD_MAX_GAP, period=Period.YEAR, max_gap_months=15, hard=True),
    ],
)
def test_a_rule_survives_being_stored_as_plain_values(rule: IntervalRule) -> None:
    """What tables keep gives the same rule back."""
    assert interval_of(interval_values(rule)) == rule


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"kind": "sometimes", "months": 1},
        {"kind": "rolling", "month": 1},
        {"kind": "rolling", "months": "1"},
        {"kind": "rolling", "months": True},
        {"kind": "rolling", "months": 1.5},
        {"kind": "per_period", "period": "decade"},
        {"kind": "rolling"},
    ],
)
def test_values_that_are_no_rule_are_refused_in_two_languages(values: dict[str, object]) -> None:
    """A configuration mistake is named, not a stack trace."""
    with pytest.raises(ProblemError) as refusal:
        interval_of(values)
    assert all(flaw.message_en and flaw.message_zh for flaw in refusal.value.flaws)


@pytest.mark.parametrize("changes", [{"service_s": 0}, {"window_end_s": 0}, {"effective_until": date(1999, 1, 1)}])
def test_an_impossible_rule_is_refused(changes: dict[str, object]) -> None:
    """Checked when made."""
    with pytest.raises(ValueError, match="rule for"):
        _rule(**changes)
