"""What the planner's codes say to a person, in Chinese and English: one entry a code, read by desk, phone and files."""

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter

from planner.plan import Cure, Reason


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """The same thing in both languages; ``{name}`` stands for a detail of the code."""

    zh: str
    en: str

    def needs(self) -> set[str]:
        """Names of the details that have a place in it."""
        return {name for text in (self.zh, self.en) for _, name, _, _ in Formatter().parse(text) if name}

    def filled(self, details: Mapping[str, str | int | float]) -> "Sentence":
        """Put `details`, which must hold all it needs, into their places."""
        return Sentence(zh=self.zh.format_map(details), en=self.en.format_map(details))


REASONS: dict[Reason, Sentence] = {
    Reason.NO_TECHNICIAN: Sentence(zh="该区域没有可派人员", en="Nobody works in this region"),
    Reason.NO_CERTIFICATE: Sentence(
        zh="到期时段内没有人持有所需证书", en="Nobody holds the certificates needed in the due window"
    ),
    Reason.CERTIFICATE_EXPIRED: Sentence(
        zh="持证人员的证书在到期时段内已失效", en="Those who held the certificates have none valid in the due window"
    ),
    Reason.SEPARATION: Sentence(
        zh="唯一有资格的人员因回避规则不能上门", en="The only qualified person is barred by the separation rule"
    ),
    Reason.NO_SHIFT_IN_WINDOW: Sentence(
        zh="有资格的人员在到期时段内没有班次", en="No qualified person has a shift in the due window"
    ),
    Reason.TIME_WINDOW: Sentence(
        zh="客户允许的时间与班次、路程对不上", en="The customer's hours cannot be met by any shift and journey"
    ),
    Reason.LONGER_THAN_SHIFT: Sentence(
        zh="路程加作业时间超过任何一个班次", en="Travel and service take longer than any shift"
    ),
    Reason.UNREACHABLE: Sentence(zh="没有道路可以到达", en="No road leads there"),
    Reason.CAPACITY: Sentence(
        zh="有资格的人员在到期时段内都已排满", en="All qualified people are fully planned in the due window"
    ),
    Reason.OUTSIDE_HORIZON: Sentence(zh="到期时段不在本计划期内", en="The due window lies outside this plan's dates"),
    Reason.LATER_IN_WINDOW: Sentence(
        zh="尚未到期，可在本计划期之后安排", en="Not due yet: it can be made after this plan's dates"
    ),
    Reason.SPACING: Sentence(
        zh="与同一客户前后两次上门的间隔不符合要求",
        en="It would come too soon after, or too long after, the visit before",
    ),
}

CURES: dict[str, tuple[Sentence, ...]] = {
    # Of a kind that comes with different details, the first sentence that has all of its own is said.
    "renew_certificate": (
        Sentence(
            zh="为 {technicians} 续办证书 {certificate}（{expires_on} 到期），可恢复 {hours} 小时",
            en="Renew {certificate} of {technicians} (ends {expires_on}): gives back {hours} h",
        ),
    ),
    "lend": (
        Sentence(
            zh="从 {from} 借用 {hours} 小时（每周至多 {hours_per_week} 小时）",
            en="Borrow {hours} h from {from} (at most {hours_per_week} h a week)",
        ),
    ),
    "overtime": (
        Sentence(
            zh="{name} 于 {on} 加班 {minutes} 分钟",
            en="{name} works {minutes} min longer on {on}",
        ),
        Sentence(
            zh="加班 {hours} 小时（每班至多 {most_per_shift_min} 分钟）",
            en="Work {hours} h of overtime (at most {most_per_shift_min} min a shift)",
        ),
    ),
    "add_technicians": (
        Sentence(
            zh="增加 {count} 名持有 {certificates} 的人员", en="To add with {certificates}: {count} technician(s)"
        ),
    ),
    "certify_technicians": (
        Sentence(
            zh="为 {technicians} 培训取证 {certificates}", en="Train and certify {technicians} for {certificates}"
        ),
    ),
    "more_hours": (
        Sentence(
            zh="{region} 在 {from} 至 {to} 需增加 {minutes} 分钟有资格人员的工时",
            en="{region} needs {minutes} more minutes of qualified people from {from} to {to}",
        ),
    ),
    "new_window": (
        Sentence(
            zh="{visits} 次上门已于 {missed_on} 前逾期：记录原因并重定期限",
            en="{visits} visit(s) lapsed by {missed_on}: record why and set a new date",
        ),
    ),
    "longer_shift": (
        Sentence(
            zh="安排一个至少 {visit_min} 分钟的班次（现最长 {longest_shift_min} 分钟）",
            en="Give a shift of at least {visit_min} min (the longest has {longest_shift_min})",
        ),
    ),
}


UNKNOWN = Sentence(zh="可行办法：{kind}（约 {minutes} 分钟）", en="A way out: {kind} (about {minutes} min)")
"""Said of a cure that nobody has put into words yet; a test looks for such cures in the planner."""


def sentence(code: Reason | Cure) -> Sentence:
    """Return what `code` says."""
    if isinstance(code, Reason):
        return REASONS[code]
    details = {"minutes": f"{code.minutes:g}", "kind": code.kind, **code.details}
    fitting = (said for said in CURES.get(code.kind, ()) if said.needs() <= details.keys())
    return next(fitting, UNKNOWN).filled(details)


def words(code: Reason | Cure) -> dict[str, str]:
    """Return the two sentences as the fields ``message_zh`` and ``message_en``."""
    said = sentence(code)
    return {"message_zh": said.zh, "message_en": said.en}
