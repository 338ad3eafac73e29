"""A year: whether the law can be kept at all, and the week of every obligation."""

from planner.annual.proof import prove_law

__all__ = ["prove_law"]
