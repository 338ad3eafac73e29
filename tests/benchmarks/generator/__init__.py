"""Companies and months of any size made from a seed, with the truth about what was planted in them."""

from tests.benchmarks.generator.company import Company, company
from tests.benchmarks.generator.month import Month, month
from tests.benchmarks.generator.truth import Plant

__all__ = ["Company", "Month", "Plant", "company", "month"]
