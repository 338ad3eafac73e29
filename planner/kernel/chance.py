"""Random numbers whose whole state is one word in an array, so that a search can be resumed and repeated.

Source: S. Vigna, "An experimental exploration of Marsaglia's xorshift generators, scrambled", ACM TOMS 42(4), 2016,
doi:10.1145/2845077 (xorshift64*), seeded through one step of splitmix64.
"""

import numpy as np
import numpy.typing as npt

from planner.kernel.compiled import inlined

Words = npt.NDArray[np.uint64]

_A = np.uint64(12)
_B = np.uint64(25)
_C = np.uint64(27)
_TIMES = np.uint64(2685821657736338717)
_DROP = np.uint64(11)
_SCALE = 1.0 / (1 << 53)


def seeded(seed: int) -> Words:
    """Return a fresh state, uint64 (1,), never zero; close seeds give unrelated streams."""
    mask = (1 << 64) - 1
    word = (seed + 0x9E3779B97F4A7C15) & mask
    word = ((word ^ (word >> 30)) * 0xBF58476D1CE4E5B9) & mask
    word = ((word ^ (word >> 27)) * 0x94D049BB133111EB) & mask
    return np.array([(word ^ (word >> 31)) or 1], dtype=np.uint64)


@inlined
def unit(words: Words) -> float:
    """Draw evenly from [0, 1)."""
    word = words[0]
    word ^= word >> _A
    word ^= word << _B
    word ^= word >> _C
    words[0] = word
    return ((word * _TIMES) >> _DROP) * _SCALE


@inlined
def below(words: Words, count: int) -> int:
    """Draw evenly from 0..count-1."""
    return int(unit(words) * count)
