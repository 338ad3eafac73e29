"""The forms a technician fills: data with a version, sent to the phone, kept with the record by key and version.

Source: the union of customary gas inspection forms (environment, pipe, meter, appliances, safety devices, tightness). A
record that does not fit its form is kept and flagged, never refused.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from app.domain.kinds import ProgrammeKind


class FieldKind(StrEnum):
    """How an answer is given."""

    CHOICE = "choice"
    CHOICES = "choices"
    NUMBER = "number"
    TEXT = "text"
    TRUTH = "truth"


@dataclass(frozen=True, kw_only=True, slots=True)
class Option:
    """One answer to choose."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """One line of a form; numbers lie in ``least .. most``, in `unit`."""

    code: str
    kind: FieldKind
    zh: str
    en: str
    required: bool = True
    options: tuple[Option, ...] = ()
    unit: str | None = None
    least: Decimal | None = None
    most: Decimal | None = None

    def __post_init__(self) -> None:
        if (self.kind in {FieldKind.CHOICE, FieldKind.CHOICES}) != bool(self.options):
            raise ValueError(f"{self.code}: options belong to choices")


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """A form in one version; `photos` are the kinds asked for."""

    key: str
    version: int
    zh: str
    en: str
    questions: tuple[Question, ...]
    photos: tuple[str, ...] = ()


def _choice(code: str, zh: str, en: str, *options: str, required: bool = True) -> Question:
    made = tuple(Option(**dict(zip(("code", "zh", "en"), each.split("|"), strict=True))) for each in options)
    return Question(code=code, kind=FieldKind.CHOICE, zh=zh, en=en, options=made, required=required)


def _number(code: str, zh: str, en: str, unit: str, least: str, most: str) -> Question:
    return Question(
        code=code,
        kind=FieldKind.NUMBER,
        zh=zh,
        en=en,
        required=False,
        unit=unit,
        least=Decimal(least),
        most=Decimal(most),
    )


_GOOD = ("normal|正常|Normal", "fault|异常|Faulty")
_SATISFACTION = _choice(
    "satisfaction",
    "客户满意度",
    "Satisfaction",
    "satisfied|满意|Satisfied",
    "fair|一般|Fair",
    "unsatisfied|不满意|Not satisfied",
    required=False,
)
_NOTE = Question(code="note", kind=FieldKind.TEXT, zh="备注", en="Note", required=False)

INSPECTION = Form(
    key="gas_inspection",
    version=1,
    zh="入户安检单",
    en="Gas safety inspection",
    questions=(
        _choice("kitchen", "厨房环境", "Kitchen", "closed|封闭|Closed", "open|开放|Open", "dark|无窗|Without window"),
        Question(code="second_fuel", kind=FieldKind.TRUTH, zh="存在双气源", en="Second fuel in the room"),
        _choice(
            "pipe",
            "管道",
            "Pipe",
            *_GOOD,
            "wrapped|包裹|Wrapped",
            "rust|锈蚀|Rust",
            "altered|私改|Altered",
            "leak|泄漏|Leak",
        ),
        _choice("tightness", "严密性", "Tightness", "pass|合格|Pass", "leak|泄漏|Leak", "not_tested|未测|Not tested"),
        _number("pressure_kpa", "灶前压力", "Pressure at the cooker", "kPa", "0", "10"),
        _choice(
            "hose",
            "软管",
            "Hose",
            "rubber|橡胶管|Rubber",
            "metal|金属波纹管|Corrugated metal",
            "other|其他|Other",
            "none|无|None",
        ),
        _choice("hose_state", "软管状态", "State of the hose", *_GOOD, "aged|老化|Aged", "too_long|超长|Too long"),
        _choice(
            "cooker", "灶具", "Cooker", *_GOOD, "no_flame_guard|无熄火保护|No flame failure device", "none|无|None"
        ),
        _choice("water_heater", "热水器", "Water heater", *_GOOD, "direct|直排式|Without flue", "none|无|None"),
        _choice("alarm", "报警器", "Alarm", "none|无|None", "working|正常|Working", "expired|过期|Expired"),
        _number("detector_ppm", "检漏读数", "Detector reading", "ppm", "0", "100000"),
        Question(code="leaflet", kind=FieldKind.TRUTH, zh="已发放宣传单", en="Leaflet handed over"),
        _SATISFACTION,
        _NOTE,
    ),
    photos=("panorama", "meter", "reading", "appliance", "signature"),
)
TOUR = Form(
    key="tour_visit",
    version=1,
    zh="客户走访单",
    en="Tour visit",
    questions=(
        _choice("met", "接待人", "Met", "owner|负责人|In charge", "staff|员工|Staff", "nobody|无|Nobody"),
        Question(code="needs", kind=FieldKind.TEXT, zh="客户需求", en="What the customer needs", required=False),
        Question(code="promised", kind=FieldKind.TEXT, zh="承诺事项", en="What was promised", required=False),
        _SATISFACTION,
        _NOTE,
    ),
    photos=("door",),
)
METER = Form(
    key="meter_check",
    version=1,
    zh="表具检查单",
    en="Meter check",
    questions=(_choice("access", "表位", "Access to the meter", *_GOOD), _NOTE),
    photos=("meter", "reading"),
)
WORK = Form(
    key="work_done",
    version=1,
    zh="作业单",
    en="Work done",
    questions=(Question(code="done", kind=FieldKind.TEXT, zh="完成内容", en="What was done"), _SATISFACTION, _NOTE),
    photos=("hazard_after",),
)

FORMS: Mapping[tuple[str, int], Form] = {(form.key, form.version): form for form in (INSPECTION, TOUR, METER, WORK)}
_BY_PROGRAMME = {
    ProgrammeKind.GAS_INSPECTION: INSPECTION,
    ProgrammeKind.TOUR_VISIT: TOUR,
    ProgrammeKind.METER_CHECK: METER,
    ProgrammeKind.REINSPECTION: INSPECTION,
    ProgrammeKind.REPAIR: WORK,
}


def form_for(programme: ProgrammeKind | None) -> Form:
    """Return the form of a visit; one that fulfils no programme is plain work."""
    return WORK if programme is None else _BY_PROGRAMME[programme]


def doubts_about(key: str, version: int, answers: Mapping[str, object]) -> list[str]:
    """Return what does not fit: ``form_unknown``, ``answer_missing:CODE``, ``answer_odd:CODE``."""
    form = FORMS.get((key, version))
    if form is None:
        return ["form_unknown"]
    asked = {question.code: question for question in form.questions}
    missing = [code for code, question in asked.items() if question.required and answers.get(code) is None]
    odd = [code for code, value in answers.items() if value is not None and not _fits(asked.get(code), value)]
    return [f"answer_missing:{code}" for code in missing] + [f"answer_odd:{code[:60]}" for code in odd]


def _fits(question: Question | None, value: object) -> bool:
    if question is None:
        return False
    codes = {option.code for option in question.options}
    if question.kind is FieldKind.CHOICE:
        return value in codes if isinstance(value, str) else False
    if question.kind is FieldKind.CHOICES:
        return isinstance(value, list) and all(isinstance(each, str) and each in codes for each in value)
    if question.kind is FieldKind.NUMBER:
        return _between(question, value)
    return isinstance(value, bool if question.kind is FieldKind.TRUTH else str)


def _between(question: Question, value: object) -> bool:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return False
    return (question.least is None or question.least <= value) and (question.most is None or value <= question.most)
