"""What a column may hold, and how its cells are read."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from zoneinfo import available_timezones

from app.services.intake.table import Cell

_EXCEL_ZERO = date(1899, 12, 30)
_DATE = re.compile(r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T ]00:00(?::00)?)?$")
_MOST_DIGITS = 15


class FieldKind(StrEnum):
    """How a cell is read."""

    TEXT = "text"
    CODE = "code"
    NUMBER = "number"
    INTEGER = "integer"
    DATE = "date"
    CHOICE = "choice"
    LON = "lon"
    LAT = "lat"
    TIME = "time"
    TIMES = "times"
    HOURS = "hours"
    ZONE = "zone"


class BadCell(ValueError):  # noqa: N818
    """The cell is not what the field holds."""

    def __init__(self, code: str, en: str, zh: str) -> None:
        self.code, self.en, self.zh = code, en, zh
        super().__init__(en)


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """A field of a kind of import.

    Attributes
    ----------
    name : ours; `zh`, `en` are what a template's header says; `aliases` are other headers known to mean it
    choices : (accepted spelling in lower case) -> value, for `CHOICE`
    """

    name: str
    zh: str
    en: str
    kind: FieldKind = FieldKind.TEXT
    required: bool = False
    aliases: tuple[str, ...] = ()
    choices: dict[str, str] | None = None
    example: str = ""
    most: int = 500

    def read(self, cell: Cell) -> object:
        """Return the value of a cell, None for an empty one; raises `BadCell`."""
        if cell is None:
            return None
        return _READERS[self.kind](self, cell)


def _text(field: Field, cell: Cell) -> str:
    text = str(cell).strip()
    if len(text) > field.most:
        raise BadCell("too_long", f"longer than {field.most} characters", f"超过 {field.most} 个字符")
    return text


def _code(field: Field, cell: Cell) -> str:
    """Numbers lose leading zeros and digits beyond the fifteenth: a code must arrive as text."""
    if isinstance(cell, bool | float) and not (isinstance(cell, float) and cell.is_integer()):
        raise BadCell("not_a_code", "must be text", "须为文本")
    if isinstance(cell, int | float):
        digits = f"{int(cell)}"
        if len(digits) > _MOST_DIGITS:
            raise BadCell(
                "digits_lost",
                "a number of more than 15 digits has lost digits in the spreadsheet; format the column as text",
                "超过 15 位的数字在表格中已丢失精度，请将该列设为文本格式后重新填写",
            )
        return digits
    text = _text(field, cell)
    if re.fullmatch(r"\d(?:\.\d+)?[eE]\+\d+", text):
        raise BadCell(
            "digits_lost",
            "the spreadsheet has turned this number into scientific notation; format the column as text",
            "该编号已被表格转成科学计数法，请将该列设为文本格式后重新填写",
        )
    return text


def _number(_: Field, cell: Cell) -> float:
    if isinstance(cell, bool):
        raise BadCell("not_a_number", "must be a number", "须为数字")
    try:
        value = float(str(cell).replace(",", "").replace("，", ""))
    except ValueError as error:
        raise BadCell("not_a_number", "must be a number", "须为数字") from error
    if value != value or value in (float("inf"), float("-inf")):
        raise BadCell("not_a_number", "must be a finite number", "须为有限数字")
    return value


def _integer(field: Field, cell: Cell) -> int:
    value = _number(field, cell)
    if not value.is_integer() or abs(value) > 2**31 - 1:
        raise BadCell("not_an_integer", "must be a whole number", "须为整数")
    return int(value)


def _date(_: Field, cell: Cell) -> date:
    if isinstance(cell, date):
        return cell
    wrong = BadCell("not_a_date", "must be a date like 2026-03-31", "须为日期，例如 2026-03-31")
    try:
        if isinstance(cell, int | float) and not isinstance(cell, bool) and 10_000 < cell < 80_000:
            return _EXCEL_ZERO + timedelta(days=int(cell))
        found = _DATE.match(str(cell).strip())
        if found is None:
            raise wrong
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError as error:
        raise wrong from error


def _choice(field: Field, cell: Cell) -> str:
    known = field.choices or {}
    value = known.get(str(cell).strip().lower())
    if value is None:
        several = ", ".join(sorted(known))
        raise BadCell("not_a_choice", f"must be one of: {several}", f"须为以下之一：{several}")
    return value


def _degrees(most: float) -> Callable[[Field, Cell], float]:
    def read(field: Field, cell: Cell) -> float:
        value = _number(field, cell)
        if abs(value) > most:
            raise BadCell(
                "not_a_coordinate",
                f"must lie within ±{most:g} degrees; are longitude and latitude exchanged?",
                f"须在 ±{most:g} 度以内，请检查经纬度是否填反",
            )
        return value

    return read


def _time(_: Field, cell: Cell) -> int:
    found = re.fullmatch(r"(\d{1,2}):(\d{2})(?::00)?", str(cell).strip())
    if found is None or int(found[1]) > 24 or int(found[2]) > 59:
        raise BadCell("not_a_time", "must be a time of day like 09:30", "须为时刻，例如 09:30")
    return int(found[1]) * 3600 + int(found[2]) * 60


def _times(field: Field, cell: Cell) -> tuple[tuple[int, int], ...]:
    """Read "08:00-10:00;14:00-16:00" as seconds after midnight, in time order."""
    wrong = BadCell(
        "not_times",
        "must be hours like 08:00-10:00;14:00-16:00 that do not overlap",
        "须为互不重叠的时段，例如 08:00-10:00;14:00-16:00",
    )
    found = []
    for part in re.split(r"[;；,，、]", str(cell).strip().rstrip(";；")):
        ends = re.split(r"\s*[-–—~～至]\s*", part.strip())
        if len(ends) != 2:
            raise wrong
        try:
            found.append((_time(field, ends[0]), _time(field, ends[1])))
        except BadCell as error:
            raise wrong from error
    found.sort()
    latest = 24 * 3600
    if any(start >= end or end > latest for start, end in found):
        raise wrong
    if any(one[1] >= two[0] for one, two in pairwise(found)):
        raise wrong
    return tuple(found)


def _hours(field: Field, cell: Cell) -> int:
    """Read hours a day (7.5) as whole seconds."""
    value = _number(field, cell)
    if not 0 < value <= 24:
        raise BadCell(
            "not_hours", "must be hours a day, more than 0 and at most 24", "须为每日小时数，大于 0 且不超过 24"
        )
    return round(value * 3600)


def _zone(_: Field, cell: Cell) -> str:
    name = str(cell).strip()
    if name not in available_timezones():
        raise BadCell(
            "not_a_zone", "must be an IANA time zone like Asia/Shanghai", "须为 IANA 时区，例如 Asia/Shanghai"
        )
    return name


_READERS: dict[FieldKind, Callable[[Field, Cell], object]] = {
    FieldKind.TEXT: _text,
    FieldKind.CODE: _code,
    FieldKind.NUMBER: _number,
    FieldKind.INTEGER: _integer,
    FieldKind.DATE: _date,
    FieldKind.CHOICE: _choice,
    FieldKind.LON: _degrees(180.0),
    FieldKind.LAT: _degrees(90.0),
    FieldKind.TIME: _time,
    FieldKind.TIMES: _times,
    FieldKind.HOURS: _hours,
    FieldKind.ZONE: _zone,
}
