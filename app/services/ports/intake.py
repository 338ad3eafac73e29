"""Where frames go."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Protocol

from app.domain.scope import Scope
from app.services.intake.frame import Counts, Frame, FrameKind


class Intake(Protocol):
    """Stores rows in sets, in the transaction of the unit of work."""

    def store(self, frame: Frame) -> Counts:
        """Insert new rows, update changed ones by their external id, leave equal ones alone.

        Raises ``DomainError("import_rows")`` when a row refers to something that is not there; nothing is stored then.
        """
        ...

    def unknown(self, kind: FrameKind, column: str, values: Sequence[object]) -> set[str]:
        """Return those of `values` in the referring `column` of a kind of frame that name nothing stored."""
        ...

    def elsewhere(self, kind: FrameKind, values: Sequence[object], scope: Scope) -> set[str]:
        """Return those of `values` that are external ids of stored rows of units outside `scope`."""
        ...

    def areas_at(self, lon: Sequence[float], lat: Sequence[float]) -> list[str | None]:
        """Return the code of the area whose territory holds each point (WGS-84), None outside all of them."""
        ...

    def unit_codes(self) -> dict[str, str]:
        """Return code -> path of every unit."""
        ...

    def unit_id(self, code: str) -> uuid.UUID:
        """Return the id of the unit with this code; DomainError ``not_found`` when there is none."""
        ...

    def log_run(self, run: Mapping[str, object]) -> uuid.UUID:
        """Keep what a file was and what came of it."""
        ...
