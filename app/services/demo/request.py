"""What a demo is asked for, and how much of it an earlier demo already answered."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date, timedelta

STAMP = "demo"
KEEPS_FOR = timedelta(days=14)
"""An earlier demo is taken up again for this long; after that its plan lies too far in the past to be looked at."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DemoRequest:
    """The inputs of a demo; equal ones give an equal city.

    Attributes
    ----------
    extract, customers : content hashes of the files, `customers` None without a list
    technicians : how many people, None for as many as the city needs
    limit : at most so many customers, None for all
    """

    extract: str
    customers: str | None
    technicians: int | None
    limit: int | None
    seed: int
    city: str

    def fingerprint(self) -> str:
        """Return a hash of everything asked for."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()[:24]


def start_of(asked: date | None, earlier: date | None, today: date) -> date:
    """Return the first day of the plan: the asked one, else that of a demo still fresh, else today."""
    if asked is not None:
        return asked
    if earlier is not None and earlier <= today < earlier + KEEPS_FOR:
        return earlier
    return today
