"""Customers are graded A, B, C, D by their kind, size, sales and growth trend.

Source: requirement S4.1. Soft by nature: scores, weights and thresholds are configuration, a grade may be overridden
with a reason by whoever is allowed to (that, and the history of grades, is kept where customers are kept).
"""

import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from math import isfinite

from app.domain.kinds import Tier

Fact = str | float


@dataclass(frozen=True, kw_only=True, slots=True)
class Criterion:
    """One thing looked at, worth 0 to 100 points.

    Attributes
    ----------
    weight : share of the whole, relative to the other weights
    choices : points of each code, for what is a kind
    steps : (from this value on, points), ascending, for what is a number
    """

    code: str
    name_zh: str
    name_en: str
    weight: float
    choices: Mapping[str, float]
    steps: tuple[tuple[float, float], ...]

    def __post_init__(self) -> None:
        starts = [start for start, _ in self.steps]
        points = [*self.choices.values(), *(worth for _, worth in self.steps)]
        one_kind = bool(self.choices) != bool(self.steps)
        if not one_kind or self.weight < 0 or starts != sorted(set(starts)) or not all(0 <= p <= 100 for p in points):
            raise ValueError(f"criterion {self.code}: needs choices or ascending steps, points 0..100, weight >= 0")

    def points(self, fact: Fact) -> float:
        """Return 0..100 points for `fact`; an unknown code, or a value below all steps, is worth nothing."""
        if isinstance(fact, str):
            return self.choices.get(fact, 0.0)
        reached = bisect_right([start for start, _ in self.steps], fact) if isfinite(fact) else 0
        return self.steps[reached - 1][1] if reached else 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class GradingScheme:
    """How points become a grade; `thresholds` fall from A to D, the last is 0."""

    criteria: tuple[Criterion, ...]
    thresholds: tuple[tuple[Tier, float], ...]
    effective_from: date
    source: str

    def __post_init__(self) -> None:
        tiers = [tier for tier, _ in self.thresholds]
        points = [least for _, least in self.thresholds]
        falling = all(above > below for above, below in zip(points, points[1:], strict=False))
        if tiers != list(Tier) or not falling or points[-1] != 0:
            raise ValueError("thresholds must fall from A to D and end at 0")
        if sum(criterion.weight for criterion in self.criteria) <= 0:
            raise ValueError("at least one criterion must have a weight")


@dataclass(frozen=True, kw_only=True, slots=True)
class Grade:
    """A grade with what led to it: `points` 0..100, `by_criterion` the weighted share of each."""

    tier: Tier
    points: float
    by_criterion: Mapping[str, float]


def grade(facts: Mapping[str, Fact | None], scheme: GradingScheme | None = None) -> Grade:
    """Return the grade of a customer with such `facts` (by criterion code).

    What is not known is left out and the other weights count for it; nothing known at all is grade D with 0 points.
    """
    scheme = scheme or default_grading()
    known = [(criterion, fact) for criterion in scheme.criteria if (fact := facts.get(criterion.code)) is not None]
    whole = sum(criterion.weight for criterion, _ in known)
    if not whole:
        return Grade(tier=Tier.D, points=0.0, by_criterion={})
    shares = {criterion.code: criterion.points(fact) * criterion.weight / whole for criterion, fact in known}
    points = round(sum(shares.values()), 6)
    tier = next(tier for tier, least in scheme.thresholds if points >= least)
    return Grade(tier=tier, points=points, by_criterion=shares)


@cache
def default_grading() -> GradingScheme:
    """Return the scheme that comes with the product."""
    rows = tomllib.loads(files(__package__).joinpath("grading.toml").read_text(encoding="utf-8"))
    return GradingScheme(
        criteria=tuple(
            Criterion(
                code=row["code"],
                name_zh=row["name_zh"],
                name_en=row["name_en"],
                weight=row["weight"],
                choices=row.get("choices", {}),
                steps=tuple((start, points) for start, points in row.get("steps", [])),
            )
            for row in rows["criterion"]
        ),
        thresholds=tuple((Tier(row["tier"]), row["points"]) for row in rows["threshold"]),
        effective_from=rows["effective_from"],
        source=rows["source"],
    )
