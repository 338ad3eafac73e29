"""Where frames go."""

from typing import Protocol

from app.services.intake.frame import Counts, Frame


class Intake(Protocol):
    """Stores rows in sets, in the transaction of the unit of work."""

    def store(self, frame: Frame) -> Counts:
        """Insert new rows, update changed ones by their external id, leave equal ones alone.

        Raises ``DomainError("import_rows")`` when a row refers to something that is not there; nothing is stored then.
        """
        ...

    def unit_codes(self) -> dict[str, str]:
        """Return code -> path of every unit."""
        ...
