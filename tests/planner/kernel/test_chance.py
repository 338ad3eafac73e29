"""Random numbers that can be resumed and repeated."""

import numpy as np

from planner.kernel.chance import seeded


def test_seeds_differ_and_are_never_zero() -> None:
    """A xorshift state of zero would stay zero for ever."""
    states = {int(seeded(seed)[0]) for seed in range(-50, 50)}
    assert len(states) == 100
    assert 0 not in states


def test_a_seed_is_always_the_same_word() -> None:
    """On any machine."""
    assert seeded(1).dtype == np.uint64
    assert int(seeded(1)[0]) == 0x910A2DEC89025CC1
