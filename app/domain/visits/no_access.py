"""Nobody was met, or the work was refused: reasons are kept apart, for each starts another course.

Source: the customary reasons of gas companies; only "nobody home" leads to the next attempt, a refusal leads to
written notice.
"""

from enum import StrEnum

from app.domain.kinds import VisitState


class NoAccessReason(StrEnum):
    """Why the work could not be done."""

    NOBODY_HOME = "nobody_home"
    REFUSED = "refused"
    VACANT = "vacant"
    KEY_ELSEWHERE = "key_elsewhere"
    RENOVATION = "renovation"
    WRONG_ADDRESS = "wrong_address"
    UNSAFE = "unsafe"
    METER_NOT_FOUND = "meter_not_found"
    DEMOLISHED = "demolished"


def outcome_of(reason: NoAccessReason) -> VisitState:
    """Return the end of the visit that follows from `reason`."""
    return VisitState.REFUSED if reason is NoAccessReason.REFUSED else VisitState.NO_ACCESS
