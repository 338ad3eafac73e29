"""States of a meter and of its seal, as inspection forms list them (S9.5)."""

from enum import StrEnum


class MeterCondition(StrEnum):
    """What is wrong with a meter, if anything."""

    NORMAL = "normal"
    WRAPPED = "wrapped"
    LEAK = "leak"
    DEAD = "dead"
    PASSES_UNCOUNTED = "passes_uncounted"
    NO_FLOW = "no_flow"
    REVERSED = "reversed"
    DISPLAY_ERROR = "display_error"
    RUSTED = "rusted"
    NOT_REACHED = "not_reached"


class Seal(StrEnum):
    """State of the seal."""

    INTACT = "intact"
    BROKEN = "broken"
    MISSING = "missing"
