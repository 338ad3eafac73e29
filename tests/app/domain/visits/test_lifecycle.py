"""A visit only moves forward (reliability 3.7)."""

import itertools

import pytest

from app.domain.kinds import VisitState
from app.domain.visits import FINAL, TransitionError, moved

P, D, E, O, C, N, R, X = VisitState  # noqa: E741

MOVES = [
    (P, D, D), (P, E, E), (P, O, O), (P, C, C), (P, N, N), (P, R, R), (P, X, X),
    (D, P, D), (D, E, E), (D, O, O), (D, C, C), (D, N, N), (D, R, R), (D, X, X),
    (E, P, E), (E, D, E), (E, O, O), (E, C, C), (E, N, N), (E, R, R), (E, X, X),
    (O, P, O), (O, D, O), (O, E, O), (O, C, C), (O, N, N), (O, R, R), (O, X, X),
    (C, P, C), (C, D, C), (C, E, C), (C, O, C),
    (N, P, N), (N, D, N), (N, E, N), (N, O, N),
    (R, P, R), (R, D, R), (R, E, R), (R, O, R),
]  # fmt: skip
SAME = [(state, state, state) for state in VisitState]


@pytest.mark.parametrize(("state", "target", "after"), MOVES + SAME)
def test_a_report_moves_a_visit_forward_or_not_at_all(state: VisitState, target: VisitState, after: VisitState) -> None:
    assert moved(state, target) is after


def test_every_other_move_is_refused() -> None:
    """The table above and these are all 64 pairs."""
    told = {(state, target) for state, target, _ in MOVES + SAME}
    for state, target in set(itertools.product(VisitState, VisitState)) - told:
        assert state in FINAL
        with pytest.raises(TransitionError, match=target.value):
            moved(state, target)


def test_the_order_in_which_steps_arrive_does_not_matter() -> None:
    """R20: start and end in either order end alike."""
    for steps in itertools.permutations([D, E, O, C]):
        state = P
        for step in steps:
            state = moved(state, step)
        assert state is C
