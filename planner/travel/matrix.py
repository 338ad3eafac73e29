"""Travel between many places, as two tables of whole seconds and whole metres."""

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from planner.problem.errors import Flaw, ProblemError

UNREACHABLE = 1_000_000_000
"""Seconds and metres of a pair without a way between them: two of them still fit into int32 when added."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class TravelTable:
    """Travel from `m` sources to `n` targets; both arrays are made read-only.

    Attributes
    ----------
    duration_s : int32 (m, n), seconds; ``UNREACHABLE`` where there is no way
    distance_m : int32 (m, n), metres along that same way; ``UNREACHABLE`` in exactly the same places

    Raises
    ------
    ProblemError
        If the shapes or types differ, a value is negative or above ``UNREACHABLE``, or the two tables disagree on
        what can be reached.
    """

    duration_s: npt.NDArray[np.int32]
    distance_m: npt.NDArray[np.int32]

    def __post_init__(self) -> None:
        flaws = self._flaws()
        if flaws:
            raise ProblemError(flaws)
        self.duration_s.setflags(write=False)
        self.distance_m.setflags(write=False)

    def _flaws(self) -> list[Flaw]:
        if self.duration_s.ndim != 2 or self.duration_s.shape != self.distance_m.shape:
            return [_flaw("must be two tables of one shape", "须为形状相同的两张表")]
        if self.duration_s.dtype != np.int32 or self.distance_m.dtype != np.int32:
            return [_flaw("must be int32", "须为 int32 整数")]
        flaws = []
        for values in (self.duration_s, self.distance_m):
            if values.size and (values.min() < 0 or values.max() > UNREACHABLE):
                flaws.append(
                    _flaw(
                        f"must lie in 0..{UNREACHABLE}",
                        f"取值须在 0 至 {UNREACHABLE} 之间",
                    )
                )
        if ((self.duration_s == UNREACHABLE) != (self.distance_m == UNREACHABLE)).any():
            flaws.append(
                _flaw(
                    "must agree on which pairs are unreachable",
                    "两表的不可达点对须一致",
                )
            )
        return flaws

    @property
    def reachable(self) -> npt.NDArray[np.bool_]:
        """Which pairs have a way, bool (m, n)."""
        return self.duration_s < UNREACHABLE

    @classmethod
    def from_floats(cls, duration_s: npt.NDArray[np.float64], distance_m: npt.NDArray[np.float64]) -> Self:
        """Round to whole units; anything not finite in either table becomes unreachable in both."""
        lost = ~(np.isfinite(duration_s) & np.isfinite(distance_m))
        return cls(duration_s=_whole(duration_s, lost), distance_m=_whole(distance_m, lost))


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class TravelMatrix(TravelTable):
    """Travel between `n` places and themselves: square, with zeros on the diagonal."""

    def _flaws(self) -> list[Flaw]:
        flaws = super(
            TravelMatrix, self
        )._flaws()  # slots: the short form of super names the class before it is rebuilt
        if flaws:
            return flaws
        if self.duration_s.shape[0] != self.duration_s.shape[1]:
            return [_flaw("must be square", "须为方阵")]
        if np.diagonal(self.duration_s).any() or np.diagonal(self.distance_m).any():
            return [_flaw("must have zeros on the diagonal", "对角线须为零")]
        return []

    def __len__(self) -> int:
        return int(self.duration_s.shape[0])

    def subset(self, index: npt.ArrayLike) -> "TravelMatrix":
        """The matrix of the chosen rows, in the order given; a row may be chosen twice."""
        rows = np.asarray(index, dtype=np.intp)
        pick = np.ix_(rows, rows)
        return TravelMatrix(duration_s=self.duration_s[pick], distance_m=self.distance_m[pick])


def _whole(values: npt.NDArray[np.float64], lost: npt.NDArray[np.bool_]) -> npt.NDArray[np.int32]:
    rounded = np.rint(np.where(lost, UNREACHABLE, values))
    return rounded.astype(np.int32)


def _flaw(message_en: str, message_zh: str) -> Flaw:
    return Flaw(path="travel", message_en=message_en, message_zh=message_zh)
