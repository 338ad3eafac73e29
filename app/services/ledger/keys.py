"""Keys of rows as columns: sixteen bytes each, so that a million of them sort and join like numbers."""

import uuid
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

Keys = npt.NDArray[np.bytes_]
"""``S16`` (n,): the bytes of UUIDs. A single element read from it loses trailing zero bytes: use `uuids`."""

Ints = npt.NDArray[np.int64]
ABSENT = -1


def keys(ids: Iterable[uuid.UUID]) -> Keys:
    """Return `ids` as keys."""
    return np.array([each.bytes for each in ids], dtype="S16")


def uuids(column: Keys) -> list[uuid.UUID]:
    """Return the UUIDs of a column of keys."""
    raw = np.ascontiguousarray(column).tobytes()
    return [uuid.UUID(bytes=raw[at : at + 16]) for at in range(0, len(raw), 16)]


def position(wanted: Keys, among: Keys) -> Ints:
    """Return the row of each wanted key in `among` (its last row when it stands there twice), ABSENT without one."""
    if not len(among):
        return np.full(len(wanted), ABSENT, np.int64)
    order = np.argsort(among, kind="stable")
    found = np.searchsorted(among[order], wanted, side="right") - 1
    row = order[np.maximum(found, 0)]
    return np.where((found >= 0) & (among[row] == wanted), row, ABSENT)
