import numpy as np
import pytest

from planner.problem.errors import ProblemError
from planner.travel import UNREACHABLE, TravelMatrix, TravelTable


def square(values: list[list[int]]) -> np.ndarray:
    return np.array(values, dtype=np.int32)


def matrix_of(values: list[list[int]]) -> TravelMatrix:
    return TravelMatrix(duration_s=square(values), distance_m=square(values))


def test_a_matrix_keeps_its_values_and_refuses_to_be_written() -> None:
    matrix = matrix_of([[0, 5], [7, 0]])
    assert len(matrix) == 2
    assert matrix.duration_s[1, 0] == 7
    with pytest.raises(ValueError, match="read-only"):
        matrix.duration_s[0, 1] = 1


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ([[0, 1, 2], [3, 0, 4]], "square"),
        ([[1, 1], [1, 0]], "diagonal"),
        ([[0, -1], [1, 0]], "must lie in"),
        ([[0, UNREACHABLE + 1], [1, 0]], "must lie in"),
    ],
)
def test_a_malformed_matrix_is_refused_with_the_reason(values: list[list[int]], why: str) -> None:
    with pytest.raises(ProblemError, match=why) as caught:
        matrix_of(values)
    assert caught.value.flaws[0].message_zh


def test_tables_of_other_types_or_shapes_are_refused() -> None:
    with pytest.raises(ProblemError, match="int32"):
        TravelTable(duration_s=np.zeros((2, 2)), distance_m=np.zeros((2, 2)))  # type: ignore[arg-type]
    with pytest.raises(ProblemError, match="one shape"):
        TravelTable(duration_s=square([[0]]), distance_m=square([[0, 1]]))


def test_both_tables_must_agree_on_what_is_unreachable() -> None:
    with pytest.raises(ProblemError, match="agree"):
        TravelTable(duration_s=square([[UNREACHABLE]]), distance_m=square([[4]]))


def test_a_value_that_is_not_finite_becomes_unreachable_in_both_tables() -> None:
    table = TravelTable.from_floats(np.array([[1.4, np.inf, 2.0]]), np.array([[10.6, 3.0, np.nan]]))
    assert table.duration_s.tolist() == [[1, UNREACHABLE, UNREACHABLE]]
    assert table.distance_m.tolist() == [[11, UNREACHABLE, UNREACHABLE]]
    assert table.reachable.tolist() == [[True, False, False]]


def test_two_unreachable_legs_add_up_within_int32() -> None:
    assert np.iinfo(np.int32).max > 2 * UNREACHABLE


def test_a_subset_follows_the_order_asked_for() -> None:
    matrix = matrix_of([[0, 1, 2], [3, 0, 4], [5, 6, 0]])
    assert matrix.subset([2, 0]).duration_s.tolist() == [[0, 5], [2, 0]]


def test_an_empty_matrix_is_allowed() -> None:
    empty = np.empty((0, 0), dtype=np.int32)
    assert len(TravelMatrix(duration_s=empty, distance_m=empty.copy())) == 0
