"""A visit only moves forward: planned, dispatched, en route, on site, then one of four ends.

Source: reliability 3.7: what was done in the field is never undone by what arrives later; steps may be skipped, because
a phone that was off has reported only the last of them.
"""

from app.domain.kinds import VisitState

_ORDER = {
    VisitState.PLANNED: 0,
    VisitState.DISPATCHED: 1,
    VisitState.EN_ROUTE: 2,
    VisitState.ON_SITE: 3,
    VisitState.COMPLETED: 4,
    VisitState.NO_ACCESS: 4,
    VisitState.REFUSED: 4,
    VisitState.CANCELLED: 4,
}

FINAL = frozenset({VisitState.COMPLETED, VisitState.NO_ACCESS, VisitState.REFUSED, VisitState.CANCELLED})


class TransitionError(ValueError):
    """A visit that has ended cannot end differently."""

    def __init__(self, state: VisitState, target: VisitState) -> None:
        self.state, self.target = state, target
        super().__init__(f"a visit that is {state} cannot become {target}")


def moved(state: VisitState, target: VisitState) -> VisitState:
    """Return the state after a report of `target`; a report of an earlier step leaves it as it is.

    Raises
    ------
    TransitionError : the visit has ended otherwise, or was cancelled and is now said to be under way
    """
    if state is target:
        return state
    if state is VisitState.CANCELLED or (state in FINAL and target in FINAL):
        raise TransitionError(state, target)
    return target if _ORDER[target] > _ORDER[state] else state
