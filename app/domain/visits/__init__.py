"""The life of a visit, when its events really happened, and what is asked on it."""

from app.domain.visits.lifecycle import FINAL, TransitionError, moved
from app.domain.visits.no_access import NoAccessReason, outcome_of
from app.domain.visits.times import Moment, Reported, happened

__all__ = [
    "FINAL",
    "Moment",
    "NoAccessReason",
    "Reported",
    "TransitionError",
    "happened",
    "moved",
    "outcome_of",
]
