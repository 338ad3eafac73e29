"""Open what is owed: read customers and their last visits once, compute all windows, write them in sets."""

import uuid
from dataclasses import dataclass
from datetime import date

from app.services.errors import DomainError
from app.services.ledger.reconcile import reconcile
from app.services.ledger.resolution import resolve
from app.services.ports.ledger import Ledger, Programme
from app.services.ports.unit_of_work import Begin, UnitOfWork


@dataclass(frozen=True, kw_only=True, slots=True)
class Opened:
    """How many obligations were opened, given a new window, or cancelled because nobody owes them any more."""

    new: int = 0
    changed: int = 0
    cancelled: int = 0

    def __add__(self, other: "Opened") -> "Opened":
        return Opened(
            new=self.new + other.new, changed=self.changed + other.changed, cancelled=self.cancelled + other.cancelled
        )


def open_obligations(
    begin: Begin, as_of: date, unit_id: uuid.UUID | None = None, *, ahead_until: date | None = None
) -> Opened:
    """Bring the ledger of `unit_id` and below (None: everything) up to `as_of`; a second time nothing changes.

    Parameters
    ----------
    ahead_until : also open the occurrences after the next one that fall ideally before this day, so that a month's
        plan holds every visit of a short cadence; None: the next one only

    Raises
    ------
    DomainError : ``not_found`` for an unknown unit, ``problem_flawed`` for a stored rule that makes no sense
    """
    with begin() as work:
        opened = open_within(work, as_of, unit_id, ahead_until=ahead_until)
        work.commit()
    return opened


def open_within(
    work: UnitOfWork, as_of: date, unit_id: uuid.UUID | None = None, *, ahead_until: date | None = None
) -> Opened:
    """Do the same inside a transaction of the caller."""
    ledger = work.of(Ledger)
    ledger.alone()
    below = "/" if unit_id is None else _path(ledger, unit_id)
    total = Opened()
    for programme in ledger.programmes():
        if programme.recurs:
            total += settle_programme(ledger, programme, as_of, ahead_until, below=below)
    return total


def settle_programme(
    ledger: Ledger,
    programme: Programme,
    as_of: date,
    ahead_until: date | None = None,
    *,
    below: str = "/",
    customer_id: uuid.UUID | None = None,
) -> Opened:
    """Bring one programme up to date for the customers below a path, or for one customer."""
    rules = ledger.rules(programme.id)
    subjects = ledger.subjects(programme.id, as_of, below=below, customer_id=customer_id)
    held = ledger.open_rows(programme.id, below=below, customer_id=customer_id)
    chosen = resolve(rules, subjects, ledger.unit_paths(), as_of)
    outcome = reconcile(subjects, held, rules, chosen, as_of, ahead_until)
    cancelled = sum(ledger.cancel(ids, reason) for reason, ids in outcome.ended)
    changed = ledger.change(outcome.changed)
    return Opened(new=ledger.add(programme.id, outcome.new), changed=changed, cancelled=cancelled)


def _path(ledger: Ledger, unit_id: uuid.UUID) -> str:
    path = ledger.unit_paths().get(unit_id)
    if path is None:
        raise DomainError("not_found", what=f"unit {unit_id}", what_zh="该单位")
    return path
