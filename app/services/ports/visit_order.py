"""What is stored of visits that must come after another one on the same route."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenVisit:
    """Something owed and open; `customer` is the account number, `programme` the code, `path` that of its unit."""

    id: uuid.UUID
    customer: str
    programme: str
    programme_zh: str
    programme_en: str
    not_before: date
    due_by: date
    path: str
    after_id: uuid.UUID | None


class VisitOrder(Protocol):
    """Which open obligation comes after which, inside one transaction."""

    def of_accounts(self, customers: Sequence[str]) -> Sequence[OpenVisit]:
        """Return what is open for customers by account number, the first due first."""
        ...

    def of_customer(self, customer_id: uuid.UUID) -> Sequence[OpenVisit]:
        """Return what is open for one customer, the first due first."""
        ...

    def visit(self, obligation_id: uuid.UUID) -> OpenVisit | None:
        """Return one that is open."""
        ...

    def lock(self) -> None:
        """Keep others from changing orders until the end of the transaction: two changes could close a circle."""
        ...

    def links(self) -> Mapping[uuid.UUID, uuid.UUID]:
        """Return obligation -> the one it comes after, of all that are open."""
        ...

    def put(self, obligation_id: uuid.UUID, after_id: uuid.UUID | None, user_id: uuid.UUID | None) -> None:
        """Store what an obligation comes after, None for nothing, and write it into the audit."""
        ...
