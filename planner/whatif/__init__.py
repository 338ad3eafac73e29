"""What would happen if: another technician, day or order, somebody ill, somebody more; the plan itself stays."""

from planner.whatif.asks import Ask, Ill, Move, OneMore, Reorder
from planner.whatif.outcome import Outcome
from planner.whatif.what_if import what_if

__all__ = ["Ask", "Ill", "Move", "OneMore", "Outcome", "Reorder", "what_if"]
