"""Open lines collected while an extract streams by."""

from array import array
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import shapely

from app.gateways.osm.street_ways import Corner

Lines = npt.NDArray[np.object_]
"""Geometries of shapely."""


class LineColumns:
    """Flat columns of unbroken pieces of lines, each with a label and a name."""

    def __init__(self) -> None:
        self._lonlat = array("d")
        self._start = array("q", [0])
        self.labels: list[str] = []
        self.names: list[str] = []

    def __len__(self) -> int:
        return len(self.labels)

    def add(self, label: str, name: str, corners: Iterable[Corner | None]) -> None:
        """Keep a line; it is cut where a corner is missing."""
        piece: list[float] = []
        for corner in (*corners, None):
            if corner is not None:
                piece.extend(corner[1:])
                continue
            if len(piece) >= 4:
                self._lonlat.extend(piece)
                self._start.append(len(self._lonlat) // 2)
                self.labels.append(label)
                self.names.append(name)
            piece = []

    def lines(self) -> Lines:
        """The pieces as geometries, in the order they came."""
        return lines_of(np.array(self._lonlat, dtype=np.float64).reshape(-1, 2), np.array(self._start, dtype=np.int64))


def lines_of(lonlat: npt.NDArray[np.float64], start: npt.NDArray[np.int64]) -> Lines:
    """Line i runs over ``lonlat[start[i]:start[i + 1]]``."""
    counts = np.diff(start)
    if not len(counts):
        return np.empty(0, dtype=object)
    return np.asarray(shapely.linestrings(lonlat, indices=np.repeat(np.arange(len(counts)), counts)), dtype=object)
