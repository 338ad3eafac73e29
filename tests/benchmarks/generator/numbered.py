"""Ids that are their own numbers: a sequence of any length that takes no memory."""

from collections.abc import Iterator, Sequence
from typing import overload


class Numbered(Sequence[str]):
    """The ids "0", "1", ... made when they are asked for."""

    def __init__(self, count: int) -> None:
        self._numbers = range(count)

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> "tuple[str, ...]": ...
    def __getitem__(self, place: "int | slice") -> "str | tuple[str, ...]":
        if isinstance(place, slice):
            return tuple(map(str, self._numbers[place]))
        return str(self._numbers[place])

    def __iter__(self) -> Iterator[str]:
        return map(str, self._numbers)
