"""What somebody may ask about a plan."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True, slots=True)
class Move:
    """Obligation `obligation` is made by `technician` on `on`: before stop `before`, None where it fits best.

    Stops are counted without the visit itself.
    """

    obligation: int
    technician: int
    on: date
    before: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Reorder:
    """`technician` makes the visits of `on` in the order of `obligations`: exactly those planned for that day."""

    technician: int
    on: date
    obligations: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Ill:
    """`technician` does not work on ``start <= day < until``."""

    technician: int
    start: date
    until: date


@dataclass(frozen=True, kw_only=True, slots=True)
class OneMore:
    """Somebody more works from `start` on, with the base, shifts and certificates of `like` (an index)."""

    like: int
    start: date


Ask = Move | Reorder | Ill | OneMore
