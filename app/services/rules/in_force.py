"""The rule in force on a day: the company's own, else what holds for every company."""

from collections.abc import Iterable
from datetime import date

from app.domain.kinds import FourEyes, RuleKind
from app.services.ports.rules import RuleRow, Rules
from app.services.ports.unit_of_work import UnitOfWork


def latest(rows: Iterable[RuleRow], on: date) -> RuleRow | None:
    """Return the row that began last on or before `on`; one of the company's own goes before general ones."""
    begun = [row for row in rows if row.effective_on <= on]
    return max(begun, key=lambda row: (not row.general, row.effective_on), default=None)


def in_force(work: UnitOfWork, path: str, kind: RuleKind, on: date) -> RuleRow | None:
    """Return the rule of a kind in force on a day for the company of `path`; None before the first."""
    return latest(work.of(Rules).rows(path, kind), on)


def four_eyes(work: UnitOfWork, path: str, on: date) -> FourEyes:
    """Return whether drafting and approving wants two people."""
    row = in_force(work, path, RuleKind.APPROVAL, on)
    return FourEyes.WHERE_ASKED if row is None else FourEyes(str(row.numbers["four_eyes"]))
