"""Reads the fields of one JSON object and collects what is wrong with them instead of stopping at the first flaw."""

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from typing import Any, TypeVar

from planner.problem import Flaw, ProblemError

MOST = 2**31 - 1
T = TypeVar("T")
_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Fields:
    """One JSON object at `path`; a reading that fails notes a flaw and returns a harmless value.

    Parameters
    ----------
    value : whatever stands there; anything but an object is a flaw
    flaws : the list that all readings of one document share
    """

    def __init__(self, value: object, path: str, flaws: list[Flaw]) -> None:
        self.path, self.flaws = path, flaws
        self._value: Mapping[str, Any] = value if isinstance(value, dict) else {}
        self._known: set[str] = set()
        self._before = len(flaws)
        if not isinstance(value, dict):
            self.note("", f"must be an object, is {kind(value)}", f"须为对象，实为{kind_zh(value)}")

    def note(self, key: str, en: str, zh: str) -> None:
        """Add a flaw at `key` of this object (the object itself when empty)."""
        self.flaws.append(Flaw(path=self.at(key), message_en=en, message_zh=zh))

    def at(self, key: str) -> str:
        """Return the path of `key` in the document; ``$`` is the whole document."""
        return ".".join(part for part in (self.path, key) if part) or "$"

    def has(self, key: str) -> bool:
        """Tell whether `key` is given and not null."""
        self._known.add(key)
        return self._value.get(key) is not None

    def take(self, key: str) -> Any:
        """Return the raw value at `key`, None when it is not given."""
        self._known.add(key)
        return self._value.get(key)

    def text(self, key: str, default: str | None = None) -> str:
        """Read a text that is not empty; required without a default."""
        value = self._given(key, default)
        if isinstance(value, str) and value.strip() and len(value) <= 500:
            return value
        return self._wrong(key, value, "a text of 1 to 500 characters", "1 至 500 字的文本", default or "?")

    def whole(self, key: str, default: int | None = None, *, least: int = 0, most: int = MOST) -> int:
        """Read a whole number ``least <= x <= most``; required without a default."""
        value = self._given(key, default)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        return self._wrong(
            key, value, f"a whole number in {least}..{most}", f"{least} 至 {most} 的整数", default or least
        )

    def number(self, key: str, default: float | None = None, *, least: float, most: float) -> float:
        """Read a finite number ``least <= x <= most``; required without a default."""
        value = self._given(key, default)
        real = isinstance(value, int | float) and not isinstance(value, bool)
        if real and math.isfinite(value) and least <= value <= most:
            return float(value)
        return self._wrong(key, value, f"a number in {least}..{most}", f"{least} 至 {most} 的数", default or least)

    def flag(self, key: str, *, default: bool) -> bool:
        """Read true or false."""
        value = self._given(key, default)
        return value if isinstance(value, bool) else self._wrong(key, value, "true or false", "true 或 false", default)

    def day(self, key: str, default: date | None = None) -> date:
        """Read a date as YYYY-MM-DD; required without a default."""
        value = self._given(key, default.isoformat() if default else None)
        if isinstance(value, str) and _DATE.fullmatch(value):
            with suppress(ValueError):
                return date.fromisoformat(value)
        return self._wrong(key, value, "a date as YYYY-MM-DD", "YYYY-MM-DD 格式的日期", default or date(2000, 1, 1))

    def day_or_none(self, key: str) -> date | None:
        """Read a date that may be null or missing."""
        return self.day(key) if self.has(key) else None

    def choice(self, key: str, allowed: Sequence[str], default: str | None = None) -> str:
        """Read one of `allowed`; required without a default."""
        value = self._given(key, default)
        if isinstance(value, str) and value in allowed:
            return value
        said = ", ".join(list(allowed)[:20])
        return self._wrong(key, value, f"one of {said}", f"下列之一：{said}", default or next(iter(allowed), "?"))

    def reference(self, key: str, rows: Mapping[str, int], what: str, default: int | None = None) -> int:
        """Read the id of one of `rows` and return its index; `default` when it may be missing."""
        if default is not None and not self.has(key):
            return default
        value = self._given(key, None)
        if isinstance(value, str) and value in rows:
            return rows[value]
        return self._wrong(key, value, f"the id of one of the {what}", f"{what} 中已有的编号", default or 0)

    def items(self, key: str, *, required: bool = False) -> list[Any]:
        """Read a list; empty when it is missing and not required."""
        value = self._given(key, None if required else [])
        return value if isinstance(value, list) else self._wrong(key, value, "a list", "列表", [])

    def objects(self, key: str, *, required: bool = False) -> Iterator["Fields"]:
        """Read a list of objects; unknown fields of each are flaws once it has been read."""
        for number, value in enumerate(self.items(key, required=required)):
            one = Fields(value, self.at(f"{key}[{number}]"), self.flaws)
            yield one
            one.close()

    @contextmanager
    def part(self, key: str, *, required: bool = True) -> Iterator["Fields"]:
        """Read the object at `key`; fields of it that nobody has asked for at the end are flaws."""
        value = self.take(key)
        one = Fields({} if value is None and not required else value, self.at(key), self.flaws)
        yield one
        one.close()

    def made(self, make: Callable[[], T]) -> T | None:
        """Return what `make` makes; None if its own checks refuse, which is noted unless a field explains it."""
        try:
            return make()
        except ProblemError as error:
            for flaw in error.flaws if len(self.flaws) == self._before else ():
                self.note("", flaw.message_en, flaw.message_zh)
            return None

    def close(self) -> None:
        """Note every field nobody has asked for: a misspelt name must not be ignored."""
        for key in self._value.keys() - self._known:
            self.note(key, f"unknown field; known are {', '.join(sorted(self._known))}", "未知字段")

    def _given(self, key: str, default: Any) -> Any:
        value = self.take(key)
        return default if value is None else value

    def _wrong(self, key: str, value: object, en: str, zh: str, instead: T) -> T:
        if value is None:
            self.note(key, f"missing; must be {en}", f"缺少；须为{zh}")
        else:
            shown = repr(value)[:60]
            self.note(key, f"must be {en}, is {shown}", f"须为{zh}，实为 {shown}")
        return instead


def kind(value: object) -> str:
    """Name the JSON kind of `value`."""
    return _KINDS.get(type(value), ("something else", ""))[0]


def kind_zh(value: object) -> str:
    """Name the JSON kind of `value` in Chinese."""
    return _KINDS.get(type(value), ("", "其他"))[1]


_KINDS: dict[type, tuple[str, str]] = {
    dict: ("an object", "对象"),
    list: ("a list", "列表"),
    str: ("a text", "文本"),
    bool: ("true or false", "布尔值"),
    int: ("a number", "数字"),
    float: ("a number", "数字"),
    type(None): ("null", "空值"),
}
