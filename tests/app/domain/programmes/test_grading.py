"""Grading customers A to D (S4.1)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.kinds import Tier
from app.domain.programmes import Criterion, default_grading, grade

FACTS = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["industrial", "commercial", "heating", "residential", "unheard of"]),
        "size": st.floats(0, 1000),
        "sales": st.floats(0, 1000),
        "growth": st.floats(-50, 50),
    }
)


@pytest.mark.parametrize(
    ("facts", "points", "tier"),
    [
        ({"kind": "industrial", "size": 500.0, "sales": 300.0, "growth": 20.0}, 100.0, Tier.A),
        ({"kind": "commercial", "size": 60.0, "sales": 120.0, "growth": 0.0}, 82.0, Tier.A),
        ({"kind": "commercial", "size": 60.0, "sales": 20.0, "growth": 0.0}, 70.0, Tier.B),
        ({"kind": "commercial", "size": 5.0, "sales": 6.0, "growth": -1.0}, 44.0, Tier.C),
        ({"kind": "residential", "size": 3.0, "sales": 0.1, "growth": -20.0}, 14.0, Tier.D),
    ],
)
def test_weighted_points_give_the_grade(facts: dict[str, str | float], points: float, tier: Tier) -> None:
    """S4.1."""
    found = grade(facts)
    assert found.points == pytest.approx(points)
    assert found.tier is tier
    assert sum(found.by_criterion.values()) == pytest.approx(points)


def test_exactly_on_the_threshold_is_the_better_grade() -> None:
    """80 points are an A."""
    assert grade({"sales": 20.0, "kind": "industrial"}).points == pytest.approx(80.0)
    assert grade({"sales": 20.0, "kind": "industrial"}).tier is Tier.A


def test_what_is_not_known_does_not_count_against_a_customer() -> None:
    """The other weights stand in; nothing known is D."""
    assert grade({"sales": 150.0, "kind": None}).tier is Tier.A
    assert grade({}).tier is Tier.D
    assert grade({"sales": float("nan")}).points == 0.0


@given(facts=FACTS, more=st.floats(0, 500))
def test_more_sales_never_lower_the_grade(facts: dict[str, str | float], more: float) -> None:
    """Monotone in each number."""
    better = {**facts, "sales": float(facts["sales"]) + more}
    assert grade(better).points >= grade(facts).points


def test_a_scheme_that_does_not_fall_from_a_to_d_is_refused() -> None:
    """Checked when made."""
    with pytest.raises(ValueError, match="thresholds"):
        replace(default_grading(), thresholds=((Tier.A, 50.0), (Tier.B, 60.0), (Tier.C, 40.0), (Tier.D, 0.0)))
    with pytest.raises(ValueError, match="weight"):
        replace(default_grading(), criteria=())
    with pytest.raises(ValueError, match="criterion"):
        Criterion(code="x", name_zh="x", name_en="x", weight=1.0, choices={}, steps=((5.0, 1.0), (1.0, 2.0)))
