"""Law before promise before A, B, C, D: no number of lower ones outweighs a higher one (S4.2, S9.1)."""

import numpy as np
import pytest

from planner.kernel import SearchLimits, run, stakes
from tests.planner.kernel.grid import line, shift


def test_one_of_a_class_outweighs_all_of_the_lower_ones() -> None:
    """Counts compare like digits."""
    owed = np.repeat(np.eye(6, dtype=np.int64), [1, 2, 3, 40, 50, 60], axis=0)
    stake = stakes(owed)
    kind = owed.argmax(axis=1)
    for level in range(5):
        assert stake[kind == level].min() > stake[kind > level].sum()


def test_thousands_of_obligations_stay_exact() -> None:
    """Six classes of a thousand each do not overflow."""
    stake = stakes(np.repeat(np.eye(6, dtype=np.int64), 1_000, axis=0))
    assert stake.min() == 1
    assert 0 < int(stake.astype(object).sum()) < 1 << 62


@pytest.mark.parametrize("each", [20_000, 60_000])
def test_a_million_obligations_do_not_overflow(each: int) -> None:
    """The lowest classes may weigh alike then, but no sum leaves int64 and no order turns round."""
    stake = stakes(np.eye(12, dtype=np.int64) * each)
    assert 0 < sum(int(one) for one in stake) < 1 << 63
    assert (np.diff(stake) <= 0).all()


def test_a_long_legal_visit_is_kept_for_many_short_ones_left_out() -> None:
    """Time for one inspection of law or for eight calls: the law stays."""
    at = [100] * 9
    instance = line(at=at, halts=[800] + [100] * 8, windows=[(0, 9_000)] * 9, vehicles=(shift(9, end=1_000),))
    classes = np.array([0] + [5] * 8)
    instance = instance._replace(stake=stakes(np.eye(6, dtype=np.int64)[classes]))
    found = run(instance, SearchLimits(iterations=500))
    assert [stops.tolist() for stops in found.routes] == [[0]]
