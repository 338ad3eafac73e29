"""The focus of a plan: products and survey items its visits carry to the phone (S4.3)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, kw_only=True, slots=True)
class AgendaLine:
    """One item: kind is product, survey, special_survey or note."""

    kind: str
    title: str


class Agenda(Protocol):
    """Agendas of plans."""

    def replace(self, version_id: uuid.UUID, lines: Sequence[AgendaLine]) -> None:
        """Put `lines` in place of the items of the plan that `version_id` belongs to."""
        ...
