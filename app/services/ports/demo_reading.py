"""The few figures the demo's summary needs of the database."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, kw_only=True, slots=True)
class DemoFacts:
    """Counts of what is stored, and the month's hours; `shortages` are plain values.

    `lapsed_only_in_month` counts what law asks for within the month, the year had a week for, and the month left out.
    """

    customers: int
    technicians: int
    obligations: int
    routes: int
    visits: int
    travel_s: int
    service_s: int
    lapsed_only_in_month: int
    until: date
    shortages: list[dict[str, object]]


class DemoReading(Protocol):
    """Reads the figures."""

    def facts(self, year: uuid.UUID, month: uuid.UUID) -> DemoFacts:
        """Return the figures of a year's and a month's version."""
        ...
