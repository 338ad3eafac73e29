"""Lines and numbers of an instance file, each with its place for the error that may have to be told."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.routing.errors import BadFileError

LARGEST = 10**9
"""No number of an instance is larger: products with the scale still fit."""

MOST_BYTES = 50_000_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A line that holds something: its number in the file, its words."""

    path: Path
    number: int
    words: tuple[str, ...]

    @property
    def text(self) -> str:
        """The words, one space apart."""
        return " ".join(self.words)

    def numbers(self, count: int | None = None) -> list[float]:
        """Return the words as numbers, exactly `count` of them."""
        if count is not None and len(self.words) != count:
            raise self.bad(
                f"{count} numbers wanted, found {len(self.words)}", f"应有 {count} 个数,实有 {len(self.words)} 个"
            )
        return [self.number_of(word) for word in self.words]

    def number_of(self, word: str) -> float:
        """Return a word as a finite number of sensible size."""
        try:
            value = float(word)
        except ValueError:
            raise self.bad(f"{word[:40]!r} is not a number", f"{word[:40]!r} 不是数") from None
        if not math.isfinite(value) or abs(value) > LARGEST:
            raise self.bad(f"{word[:40]!r} is out of range", f"{word[:40]!r} 超出范围")
        return value

    def whole(self, word: str) -> int:
        """Return a word as a whole number."""
        value = self.number_of(word)
        if value != int(value):
            raise self.bad(f"{word[:40]!r} is not a whole number", f"{word[:40]!r} 不是整数")
        return int(value)

    def bad(self, english: str, chinese: str) -> BadFileError:
        """Return the error for this line."""
        return BadFileError(self.path, english, chinese, self.number)


def lines_of(path: Path) -> list[Line]:
    """Return the lines of a text file that hold something."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise BadFileError(path, "too large to be an instance", "文件过大,不是算例")
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise BadFileError(path, "not a text file", "不是文本文件") from None
    except OSError as error:
        raise BadFileError(path, f"cannot be read ({error.strerror})", "无法读取") from None
    split = [(number, line.split()) for number, line in enumerate(text.splitlines(), start=1)]
    found = [Line(path=path, number=number, words=tuple(words)) for number, words in split if words]
    if not found:
        raise BadFileError(path, "empty", "空文件")
    return found
