"""Typed reading of what a phone wrote: every miss is an ``invalid_input`` that names the field in both languages."""

import json
import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeVar

from app.services.errors import DomainError
from app.services.ports.field import Place

Kind = TypeVar("Kind", bound=StrEnum)
Value = TypeVar("Value")

_LONGEST = 4000
_LARGEST = 2**63 - 1


class Facts:
    """One JSON object; `at` is its place in the operation."""

    def __init__(self, values: object, at: str = "") -> None:
        if not isinstance(values, Mapping):
            raise unfit(at or "operation", "an object", "对象")
        self._values, self._at = values, at

    @classmethod
    def of_bytes(cls, raw: bytes) -> "Facts":
        """Read JSON text; refuse anything else, and text that the database cannot hold."""
        try:
            values = json.loads(raw.decode(), parse_constant=_not_json)
        except (ValueError, RecursionError) as error:
            raise unfit("operation", "JSON text", "JSON 文本") from error
        if _has_nul(values):
            raise unfit("operation", "free of NUL characters", "不含空字符的文本")
        return cls(values)

    def has(self, name: str) -> bool:
        """Whether there is anything under `name`."""
        return self._values.get(name) is not None

    def inner(self, name: str) -> "Facts":
        """The object under `name`."""
        return Facts(self._values.get(name), self._place(name))

    def maybe(self, name: str, read: Callable[[str], Value]) -> Value | None:
        """What `read` (a method of this object) makes of `name`, None when there is nothing."""
        return read(name) if self.has(name) else None

    def key(self, name: str) -> uuid.UUID:
        """An id."""
        try:
            return uuid.UUID(self.text(name))
        except ValueError as error:
            raise self._unfit(name, "an id (UUID)", "编号（UUID）") from error

    def keys(self, name: str) -> tuple[uuid.UUID, ...]:
        """A list of ids, empty when it is not there."""
        try:
            return tuple(uuid.UUID(each) for each in self.texts(name))
        except ValueError as error:
            raise self._unfit(name, "a list of ids", "编号列表") from error

    def text(self, name: str) -> str:
        """Text that is not empty."""
        value = self._values.get(name)
        if not isinstance(value, str) or not value or len(value) > _LONGEST:
            raise self._unfit(name, f"text of 1 to {_LONGEST} characters", f"1 到 {_LONGEST} 个字符的文本")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts, empty when it is not there."""
        values = self._values.get(name) or []
        if not isinstance(values, list) or not all(isinstance(each, str) for each in values):
            raise self._unfit(name, "a list of texts", "文本列表")
        return tuple(values)

    def whole(self, name: str, least: int = 0, most: int = _LARGEST) -> int:
        """A whole number in ``least .. most``."""
        value = self._values.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise self._unfit(name, f"a whole number from {least} to {most}", f"{least} 到 {most} 的整数")
        return value

    def number(self, name: str, least: float, most: float) -> float:
        """A number in ``least .. most``."""
        value = self._values.get(name)
        if not isinstance(value, int | float) or isinstance(value, bool) or not least <= value <= most:
            raise self._unfit(name, f"a number from {least:g} to {most:g}", f"{least:g} 到 {most:g} 的数")
        return float(value)

    def decimal(self, name: str) -> Decimal:
        """A decimal number, written as text so that no digit is lost."""
        try:
            value = Decimal(self.text(name))
        except InvalidOperation as error:
            raise self._unfit(name, "a decimal number as text", "以文本书写的小数") from error
        if not value.is_finite() or abs(value) >= Decimal(10) ** 12:
            raise self._unfit(name, "a decimal number below 10^12", "小于 10^12 的小数")
        return value

    def truth(self, name: str) -> bool:
        """True or false."""
        value = self._values.get(name)
        if not isinstance(value, bool):
            raise self._unfit(name, "true or false", "true 或 false")
        return value

    def instant(self, name: str) -> datetime:
        """An instant with its offset."""
        try:
            value = datetime.fromisoformat(self.text(name))
        except ValueError as error:
            raise self._unfit(name, "a time with offset", "带时差的时间") from error
        if value.tzinfo is None or not 1900 < value.year < 3000:
            raise self._unfit(name, "a time with offset", "带时差的时间")
        return value

    def choice(self, name: str, kind: type[Kind]) -> Kind:
        """A member of an enumeration."""
        try:
            return kind(self.text(name))
        except ValueError as error:
            allowed = ", ".join(each.value for each in kind)
            raise self._unfit(name, f"one of {allowed}", f"以下之一：{allowed}") from error

    def hashes(self, name: str) -> tuple[str, ...]:
        """A list of sha256 in small hexadecimal, each once."""
        values = tuple(dict.fromkeys(self.texts(name)))
        if not all(is_sha256(each) for each in values):
            raise self._unfit(name, "a list of sha256 (hexadecimal)", "sha256 列表（十六进制）")
        return values

    def sha256(self, name: str) -> str:
        """A sha256 in small hexadecimal."""
        value = self.text(name)
        if not is_sha256(value):
            raise self._unfit(name, "a sha256 (hexadecimal)", "sha256（十六进制）")
        return value

    def answers(self, name: str) -> dict[str, Any]:
        """A free object."""
        value = self._values.get(name)
        if not isinstance(value, dict):
            raise self._unfit(name, "an object", "对象")
        return value

    def place(self, name: str) -> Place:
        """A point."""
        inner = self.inner(name)
        accuracy = inner.maybe("accuracy_m", lambda each: inner.number(each, 0, 1e6))
        return Place(lon=inner.number("lon", -180, 180), lat=inner.number("lat", -90, 90), accuracy_m=accuracy)

    def _place(self, name: str) -> str:
        return f"{self._at}.{name}" if self._at else name

    def _unfit(self, name: str, en: str, zh: str) -> DomainError:
        return unfit(self._place(name), en, zh)


def is_sha256(value: str) -> bool:
    """Whether it is 64 small hexadecimal digits."""
    return len(value) == 64 and all(each in "0123456789abcdef" for each in value)


def unfit(place: str, en: str, zh: str) -> DomainError:
    """Return the error for a field that is not what it must be."""
    return DomainError("invalid_input", why=f"{place} must be {en}", why_zh=f"{place} 必须是{zh}", fields={place: en})


def _has_nul(value: object) -> bool:
    if isinstance(value, str):
        # A lone surrogate is as impossible in the database as NUL.
        return "\0" in value or any("\ud800" <= each <= "\udfff" for each in value)
    if isinstance(value, Mapping):
        return any(_has_nul(key) or _has_nul(inner) for key, inner in value.items())
    return isinstance(value, list) and any(_has_nul(each) for each in value)


def _not_json(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")
