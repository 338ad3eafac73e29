"""Seconds and metres of a way in one number, so that one shortest-path search answers both.

A float64 holds whole numbers up to 2**53 exactly. The upper part counts hundredths of a second, the lower 27 bits
decimetres (13,400 km): sums stay exact for ways up to 7.7 days, and of two equally fast ways the shorter one wins.
"""

import numpy as np
import numpy.typing as npt

Packed = npt.NDArray[np.float64]
Floats = npt.NDArray[np.float64]

_SPLIT = float(2**27)
_PER_SECOND = 100.0
_PER_METRE = 10.0


def packed(seconds: npt.ArrayLike, metres: npt.ArrayLike) -> Packed:
    """One number per way; infinite where the seconds are."""
    return np.asarray(
        np.rint(np.multiply(seconds, _PER_SECOND)) * _SPLIT + np.rint(np.multiply(metres, _PER_METRE)), dtype=np.float64
    )


def unpacked(total: Packed) -> tuple[Floats, Floats]:
    """Seconds and metres; infinite where the number is."""
    open_way = np.isfinite(total)
    whole = np.where(open_way, total, 0.0)
    seconds = np.floor(whole / _SPLIT)
    metres = whole - seconds * _SPLIT
    return (
        np.where(open_way, seconds / _PER_SECOND, np.inf),
        np.where(open_way, metres / _PER_METRE, np.inf),
    )
