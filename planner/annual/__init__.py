"""A year: whether the law can be kept at all, and the week of every obligation."""

from planner.annual.proof import prove_law
from planner.annual.year import plan_year

__all__ = ["plan_year", "prove_law"]
