"""What a company's rules of planning and staffing are made of: each number with its name, unit and bounds.

The numbers themselves are rows with the day they begin and their source; these are the shapes that rows must have.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.kinds import FourEyes, RuleKind
from app.domain.slow_hours import MOST_PERIODS, wrong_periods

Json = dict[str, object]
MOST = 10**9


class Shape(StrEnum):
    """How a value is written, and the unit it is shown in."""

    COUNT = "count"
    SHARE = "share"
    SCORE = "score"
    PRICE = "price"
    MINUTES = "minutes"
    DAYS = "days"
    MONTHS = "months"
    METRES = "metres"
    CHOICE = "choice"
    LENDING = "lending"
    ITEMS = "items"
    PERIODS = "periods"


FRACTIONS = {Shape.SHARE, Shape.SCORE, Shape.PRICE}
"""Shapes that need not be whole numbers."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """One value of a rule: ``least <= value <= most``; an `optional` one may be null."""

    name: str
    zh: str
    en: str
    shape: Shape
    least: float = 0
    most: float = MOST
    optional: bool = False
    choices: tuple[str, ...] = ()


_STAFFING = (
    Field(
        name="class_1_sold",
        zh="一类区域：销量超过（台）",
        en="Class 1: more units sold than",
        shape=Shape.COUNT,
        least=1,
    ),
    Field(
        name="class_1_in_use",
        zh="一类区域：在用超过（台）",
        en="Class 1: more units in use than",
        shape=Shape.COUNT,
        least=1,
    ),
    Field(
        name="failure_prone_share",
        zh="且易故障机型占比超过",
        en="and more of them failure-prone than",
        shape=Shape.SHARE,
        most=0.99,
    ),
    Field(
        name="class_2_sold",
        zh="二类区域：销量不低于（台）",
        en="Class 2: at least so many units sold",
        shape=Shape.COUNT,
        least=1,
    ),
    Field(
        name="person_minutes",
        zh="一人一年的上门作业时间",
        en="Work at the door one person can do in a year",
        shape=Shape.MINUTES,
        least=1,
        most=527_040,
    ),
    Field(
        name="most_areas",
        zh="一人最多负责的三类区域数（空为不限）",
        en="Most class 3 areas for one person (empty: no limit)",
        shape=Shape.COUNT,
        least=1,
        most=1_000,
        optional=True,
    ),
    Field(
        name="tolerance",
        zh="工作量允许偏离均分的比例",
        en="Work may be off the even share by",
        shape=Shape.SHARE,
        most=0.99,
    ),
)

_ROTATION = (
    Field(
        name="pass_score",
        zh="月度考核低于此分，建议调动",
        en="A monthly score under this proposes a move",
        shape=Shape.SCORE,
        most=100,
    ),
    Field(
        name="most_days",
        zh="同一区域满此天数，建议调动",
        en="So many days in one area propose a move",
        shape=Shape.DAYS,
        least=1,
        most=36_500,
    ),
    Field(
        name="least_days",
        zh="不满此天数不调动（严重差错除外）",
        en="Nobody is moved before (but for a serious error)",
        shape=Shape.DAYS,
        most=36_500,
    ),
    Field(
        name="round_months",
        zh="每隔几个月轮岗一次",
        en="Months between two rounds",
        shape=Shape.MONTHS,
        least=1,
        most=12,
    ),
    Field(
        name="exchange_m",
        zh="为少调动一人，可接受多走的路程",
        en="Metres of a new way it is worth not to move somebody",
        shape=Shape.METRES,
    ),
)

_PLANNING = (
    Field(
        name="reserve_share",
        zh="为抢修和无人在家预留的工时比例",
        en="Working time kept free for repairs and closed doors",
        shape=Shape.SHARE,
        most=0.9,
    ),
    Field(
        name="travel_share",
        zh="年度计划预留的路途工时比例",
        en="Working time a year’s plan sets aside for travel",
        shape=Shape.SHARE,
        most=0.9,
    ),
    Field(name="overtime_minutes", zh="每班最多加班", en="Most overtime of a shift", shape=Shape.MINUTES, most=600),
    Field(
        name="overtime_price",
        zh="加班一分钟折合路途分钟数",
        en="Minutes of travel one minute of overtime is worth",
        shape=Shape.PRICE,
        most=1_000,
    ),
    Field(
        name="familiarity_minutes",
        zh="为派熟悉的人员，可多走的路途",
        en="Extra travel it is worth to send the preferred person",
        shape=Shape.MINUTES,
        most=600,
    ),
    Field(
        name="lending",
        zh="片区间每周可借用的工时",
        en="Hours a week that areas may lend each other",
        shape=Shape.LENDING,
        most=10_000,
    ),
)

FIELDS: Mapping[RuleKind, tuple[Field, ...]] = {
    RuleKind.STAFFING: _STAFFING,
    RuleKind.ROTATION: _ROTATION,
    RuleKind.HANDOVER: (
        Field(name="items", zh="交接清单", en="Checklist of a handover", shape=Shape.ITEMS, least=1, most=50),
    ),
    RuleKind.PLANNING: _PLANNING,
    RuleKind.APPROVAL: (
        Field(
            name="four_eyes",
            zh="起草与批准须为两人",
            en="Drafted and approved by two people",
            shape=Shape.CHOICE,
            choices=tuple(each.value for each in FourEyes),
        ),
    ),
    RuleKind.TRAVEL: (
        Field(
            name="periods",
            zh="慢行时段：路途所需为平时的倍数",
            en="Slower hours: travel takes so many times as long",
            shape=Shape.PERIODS,
            most=MOST_PERIODS,
        ),
    ),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Wrong:
    """What is wrong with the numbers, in both languages."""

    zh: str
    en: str


def wrong_with(kind: RuleKind, numbers: Mapping[str, object]) -> Wrong | None:
    """Return what keeps `numbers` from being a rule of `kind`, by itself; None when nothing does."""
    known = {field.name: field for field in FIELDS[kind]}
    if unknown := sorted(set(numbers) - set(known)):
        return Wrong(zh=f"没有名为 {unknown[0]!r} 的规则数值", en=f"no number of this rule is called {unknown[0]!r}")
    for name, field in known.items():
        if name not in numbers:
            return Wrong(zh=f"缺少“{field.zh}”", en=f"“{field.en}” is missing")
        if (found := _wrong(field, numbers[name])) is not None:
            return found
    return None


def _wrong(field: Field, value: object) -> Wrong | None:
    if value is None and field.optional:
        return None
    if field.shape is Shape.CHOICE:
        if value in field.choices:
            return None
        chosen = ", ".join(field.choices)
        return Wrong(zh=f"“{field.zh}”只能是 {chosen} 之一", en=f"“{field.en}” is one of {chosen}")
    if field.shape in {Shape.LENDING, Shape.ITEMS, Shape.PERIODS}:
        return _wrong_list(field, value)
    number = isinstance(value, int | float) and not isinstance(value, bool)
    whole = field.shape in FRACTIONS or (number and float(str(value)).is_integer())
    if number and whole and field.least <= float(str(value)) <= field.most:
        return None
    sort_zh, sort_en = ("数值", "a number") if field.shape in FRACTIONS else ("整数", "a whole number")
    bounds = f"{field.least:g}", f"{field.most:,.10g}"
    return Wrong(
        zh=f"“{field.zh}”须为 {bounds[0]} 至 {bounds[1]} 之间的{sort_zh}",
        en=f"“{field.en}” must be {sort_en} from {bounds[0]} to {bounds[1]}",
    )


def _wrong_list(field: Field, value: object) -> Wrong | None:
    if not isinstance(value, list):
        return Wrong(zh=f"“{field.zh}”须为列表", en=f"“{field.en}” must be a list")
    if field.shape is Shape.ITEMS:
        return _wrong_items(field, value)
    if field.shape is Shape.PERIODS:
        said = wrong_periods(value)
        return None if said is None else Wrong(zh=said[0], en=said[1])
    pairs = []
    for one in value:
        if not (isinstance(one, dict) and set(one) == {"giver", "taker", "hours_per_week"}):
            return Wrong(zh="借用须写明借出、借入和每周工时", en="lending needs who gives, who takes, and hours a week")
        hours = one["hours_per_week"]
        if not (isinstance(one["giver"], str) and isinstance(one["taker"], str)):
            return Wrong(zh="片区须用代码写明", en="areas are named by their codes")
        if isinstance(hours, bool) or not isinstance(hours, int | float) or not 0 <= hours <= field.most:
            return Wrong(zh="借用的每周工时须为不小于 0 的数值", en="hours lent a week must be a number of at least 0")
        pairs.append((one["giver"], one["taker"]))
    if any(giver == taker for giver, taker in pairs) or len(set(pairs)) < len(pairs):
        return Wrong(
            zh="借出与借入须为不同片区，同一对片区只写一次",
            en="giver and taker must differ, and each pair is written once",
        )
    return None


def _wrong_items(field: Field, value: list[object]) -> Wrong | None:
    good = field.least <= len(value) <= field.most and all(
        isinstance(one, list)
        and len(one) == 3
        and all(isinstance(part, str) and part.strip() and "\0" not in part for part in one)  # noqa: PLR2004
        for one in value
    )
    if good and len({one[0] for one in value if isinstance(one, list)}) == len(value):
        return None
    return Wrong(
        zh="交接清单须有 1 至 50 项，每项有不重复的代码和中英文名称",
        en="a checklist has 1 to 50 items, each with a code of its own, a Chinese and an English title",
    )
