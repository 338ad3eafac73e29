"""Lists that change what is stored already: read and checked as a whole first, written when asked."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from app.domain.scope import Scope
from app.services.intake.frame import Counts
from app.services.ports.clock import Clock

Changes = Callable[[], dict[str, Counts]]
"""Writes the good rows and tells what that did, by name of what was changed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asking:
    """Who asks, for which units (None: all of them), and what day it is."""

    scope: Scope | None
    user_id: uuid.UUID | None
    clock: Clock | None
