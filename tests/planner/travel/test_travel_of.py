"""One matrix over all sites can answer for every region and profile."""

import numpy as np

from planner.travel import TravelMatrix
from planner.travel.travel_of import whole


def test_one_matrix_answers_for_every_region_and_profile() -> None:
    """Rows are site indices, whoever asks."""
    table = np.array([[0, 5], [7, 0]], dtype=np.int32)
    travel = whole(TravelMatrix(duration_s=table, distance_m=table.copy()))
    answer = travel(3, "ebike")
    assert answer.row.tolist() == [0, 1]
    assert int(answer.matrix.duration_s[answer.row[1], answer.row[0]]) == 7
    assert travel(0, "car") is answer
