"""What a company owes by default, as data with sources: programmes, their rules, grading of customers."""

from app.domain.programmes.grading import Criterion, Grade, GradingScheme, default_grading, grade
from app.domain.programmes.interval import interval_of, interval_values
from app.domain.programmes.programmes import DefaultProgramme, DefaultRule, default_programmes, rule_in_force

__all__ = [
    "Criterion",
    "DefaultProgramme",
    "DefaultRule",
    "Grade",
    "GradingScheme",
    "default_grading",
    "default_programmes",
    "grade",
    "interval_of",
    "interval_values",
    "rule_in_force",
]
