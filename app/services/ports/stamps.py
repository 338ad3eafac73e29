"""Versions of sets of rows, for caches, and facts about the whole database."""

from typing import Protocol

CUSTOMERS_STAMP = "customers"
"""Moves whenever customers or premises were taken in: tiles of them are made anew then."""


class Stamps(Protocol):
    """Named stamps."""

    def read(self, name: str) -> tuple[str, dict[str, object]] | None:
        """Return value and facts of a stamp, None when it was never set."""
        ...

    def write(self, name: str, value: str, facts: dict[str, object] | None = None) -> None:
        """Set a stamp."""
        ...
