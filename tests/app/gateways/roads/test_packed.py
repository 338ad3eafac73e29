import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.gateways.roads.packed import packed, unpacked

way = st.tuples(st.floats(0, 400_000), st.floats(0, 5_000_000))


@given(way)
def test_a_way_comes_out_as_it_went_in(one: tuple[float, float]) -> None:
    seconds, metres = unpacked(packed(*one))
    assert float(seconds) == pytest.approx(one[0], abs=0.0051)
    assert float(metres) == pytest.approx(one[1], abs=0.051)


@given(st.lists(st.tuples(st.integers(0, 5_000), st.integers(0, 10_000)), max_size=50))
def test_the_sum_of_ways_is_the_way_of_sums(ways: list[tuple[int, int]]) -> None:
    total = sum((packed(seconds, metres) for seconds, metres in ways), start=packed(0, 0))
    seconds, metres = unpacked(total)
    assert (float(seconds), float(metres)) == (sum(s for s, _ in ways), sum(m for _, m in ways))


@given(way, way)
def test_the_faster_way_is_the_smaller_number(a: tuple[float, float], b: tuple[float, float]) -> None:
    if a[0] + 0.01 < b[0]:
        assert packed(*a) < packed(*b)


def test_no_way_stays_no_way() -> None:
    seconds, metres = unpacked(packed([np.inf, 1.0], [5.0, 2.0]))
    assert seconds.tolist() == [np.inf, 1.0]
    assert metres.tolist() == [np.inf, 2.0]
