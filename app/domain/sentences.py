"""What the planner's codes say to a person, in Chinese and English: one entry a code, read by desk, phone and files."""

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter

from app.domain.spoken import spoken
from planner.plan import Cure, Reason
from planner.plan.places import Obstacle


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """The same thing in both languages; ``{name}`` stands for a detail of the code."""

    zh: str
    en: str

    def needs(self) -> set[str]:
        """Names of the details that have a place in it."""
        return {name for text in (self.zh, self.en) for _, name, _, _ in Formatter().parse(text) if name}

    def filled(self, details: Mapping[str, str | int | float]) -> "Sentence":
        """Put `details`, which must hold all it needs, into their places, as each language says them."""
        zh, en = (spoken(details, chinese=chinese) for chinese in (True, False))
        return Sentence(zh=self.zh.format_map(zh), en=self.en.format_map(en))


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

OBSTACLES: dict[str, tuple[Sentence, ...]] = {
    # Of a code that comes with different details, the first sentence that has all of its own is said.
    "region": (Sentence(zh="{name} 不负责 {region}", en="{name} does not work in {region}"),),
    "lending": (
        Sentence(
            zh="从 {home} 借到 {region} 的工时本周已用完",
            en="The hours lent from {home} to {region} are used up this week",
        ),
    ),
    "certificate": (
        Sentence(
            zh="{name} 的证书 {certificate} 已于 {ended_on} 到期", en="{name}'s {certificate} ended on {ended_on}"
        ),
        Sentence(zh="{name} 当日没有证书 {certificate}", en="{name} holds no {certificate} on that day"),
    ),
    "separation": (Sentence(zh="按回避规则，{name} 不得上门", en="{name} is barred by the separation rule"),),
    "pinned": (Sentence(zh="已锁定：{kept_by} {kept_on}", en="It is pinned: {kept_by} {kept_on}"),),
    "early": (Sentence(zh="{not_before} 前不得上门", en="Not before {not_before}"),),
    "late": (Sentence(zh="应于 {due_by} 前上门", en="Due by {due_by}"),),
    "frozen": (Sentence(zh="{until} 前的日程已冻结", en="Days before {until} are given out already"),),
    "spacing": (
        Sentence(
            zh="距 {other}（{other_on}）{days} 天，应至少 {least} 天",
            en="{days} day(s) from {other} on {other_on}; at least {least} are wanted",
        ),
        Sentence(zh="与同系列前后上门的间隔不符", en="Too near to, or too far from, the visits of its series"),
    ),
    "no_shift": (Sentence(zh="{name} {on} 没有班次", en="{name} does not work on {on}"),),
    "unreachable": (Sentence(zh="{name} 无路可达", en="No road leads there for {name}"),),
    "max_stops": (Sentence(zh="{name} 当日已满 {most} 站", en="{name} has {most} stops already"),),
    "max_work": (
        Sentence(
            zh="{name} 当日作业与行程将超过 {most_min} 分钟",
            en="{name} would have more than {most_min} min of work and travel that day",
        ),
    ),
    "ordered": (
        Sentence(
            zh="须由同一人在同一天先做 {first} 再做 {then}",
            en="{first} and then {then} must be made by the same person on the same day",
        ),
        Sentence(zh="先后次序不允许", en="The order of visits does not allow it"),
    ),
    "hours": (
        Sentence(
            zh="在既定站点之间，{name} 无法于 {hours} 之内到达",
            en="Between the stops that stand {name} cannot be there within {hours}",
        ),
        Sentence(
            zh="在既定站点之间，{name} 无法于 {from} 至 {to} 到达",
            en="Between the stops that stand {name} cannot be there from {from} to {to}",
        ),
    ),
    "full": (Sentence(zh="{name} 当日班次已排满", en="{name}'s shift has no room for it"),),
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
            zh="从 {from} 借用 {hours} 小时：{weeks}（每周至多 {hours_per_week} 小时）",
            en="Borrow {hours} h from {from}: {weeks} (at most {hours_per_week} h a week)",
        ),
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
            zh="加班 {hours} 小时：{weeks}（每人每周至多 {hours_per_person} 小时，每班至多 {most_per_shift_min} 分钟；"
            "现行规定允许 {permitted_min} 分钟，须先放宽）",
            en="Work {hours} h of overtime: {weeks} (at most {hours_per_person} h a week each, {most_per_shift_min} min"
            " a shift; the policy permits {permitted_min} min so far)",
        ),
        Sentence(
            zh="加班 {hours} 小时：{weeks}（每人每周至多 {hours_per_person} 小时，每班至多 {most_per_shift_min} 分钟）",
            en="Work {hours} h of overtime: {weeks} (at most {hours_per_person} h a week each, {most_per_shift_min} min"
            " a shift)",
        ),
        Sentence(
            zh="加班 {hours} 小时（每班至多 {most_per_shift_min} 分钟）",
            en="Work {hours} h of overtime (at most {most_per_shift_min} min a shift)",
        ),
    ),
    "add_technicians": (
        Sentence(
            zh="最迟自 {starts_on} 起增加 {count} 名持有 {certificates} 的人员",
            en="From {starts_on} at the latest, to add with {certificates}: {count} technician(s)",
        ),
        Sentence(
            zh="增加 {count} 名持有 {certificates} 的人员", en="To add with {certificates}: {count} technician(s)"
        ),
    ),
    "certify_technicians": (
        Sentence(
            zh="{starts_on} 前为 {technicians} 培训取证 {certificates}",
            en="Train and certify {technicians} for {certificates} by {starts_on}",
        ),
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


CURES |= {
    "wait": (
        Sentence(
            zh="无需处理：{due_by} 前有效，{on} 起可安排",
            en="Nothing to do now: due by {due_by}, can be made from {on}",
        ),
    ),
    "insert": (
        Sentence(
            zh="{name} {on} 有空档，多行 {minutes} 分钟", en="{name} has room on {on}, {minutes} min more on the road"
        ),
    ),
    "another_day": (
        Sentence(
            zh="由 {name} 于 {on} 上门（应于 {due_by} 前），多行 {minutes} 分钟",
            en="{name} on {on} instead (due by {due_by}), {minutes} min more on the road",
        ),
    ),
    "wider_hours": (
        Sentence(
            zh="请客户同意 {name} 于 {on} {at} 上门（时段放宽 {wider_min} 分钟）",
            en="Ask the customer to let {name} begin at {at} on {on} ({wider_min} min outside the hours given)",
        ),
    ),
    "closer": (
        Sentence(zh="不守间隔，由 {name} 于 {on} 上门", en="Give up the distance between visits: {name} on {on}"),
        Sentence(
            zh="间隔放宽 {days} 天，即可排入 {from} 起的一周",
            en="Let the distance between visits give way by {days} day(s): it fits in the week from {from}",
        ),
    ),
    "unpin": (
        Sentence(
            zh="解除锁定（原定 {kept_by}），由 {name} 于 {on} 上门",
            en="Lift the pin ({kept_by}): {name} can make it on {on}",
        ),
    ),
    "lend_person": (Sentence(zh="从 {from} 借 {name}，{on} 上门", en="Borrow {name} from {from} on {on}"),),
    "more_stops": (Sentence(zh="{name} {on} 多安排一站", en="Give {name} one stop more on {on}"),),
    "more_work": (
        Sentence(
            zh="{name} {on} 多做 {minutes} 分钟（每日最多 {most_min} 分钟的作业与行程）",
            en="{name} does {minutes} min more than the {most_min} min of work and travel allowed, on {on}",
        ),
    ),
    "any_order": (
        Sentence(
            zh="不守先后次序，由 {name} 于 {on} 上门，多行 {minutes} 分钟",
            en="Give up the order of visits: {name} on {on}, {minutes} min more on the road",
        ),
    ),
    "renew": (Sentence(zh="{by} 前为 {name} 续办证书 {certificate}", en="Renew {certificate} of {name} by {by}"),),
    "certify": (
        Sentence(zh="{by} 前为 {name} 取得证书 {certificate}", en="Train and certify {name} for {certificate} by {by}"),
    ),
    "exclusion": (
        Sentence(
            zh="对本次上门解除回避，由 {name} 于 {on} 上门",
            en="Lift the separation rule for this visit: {name} on {on}",
        ),
    ),
    "extra_shift": (Sentence(zh="{name} 于 {on} 加一个班次", en="{name} works an extra shift on {on}"),),
    "one_more_person": (
        Sentence(
            zh="自 {on} 起增加一名人员（与 {name} 同基地，持所需证书）",
            en="One more person from {on}, based like {name}, with the certificates needed",
        ),
    ),
    "other_mode": (Sentence(zh="{on} 改用 {profile} 前往", en="Go there by {profile} on {on}"),),
    "moved_base": (
        Sentence(
            zh="{on} 从客户当地出发，或另行安排到达方式",
            en="On {on} begin the day at the customer's, or get across by other means",
        ),
    ),
    "split": (Sentence(zh="分 {parts} 次上门，自 {on} 起", en="Split it into {parts} visits, from {on} on"),),
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


def obstacle(one: Obstacle) -> Sentence:
    """Return what stands in the way."""
    fitting = (said for said in OBSTACLES.get(one.code, ()) if said.needs() <= one.details.keys())
    return next(fitting, Sentence(zh=one.code, en=one.code)).filled(one.details)


def words(code: Reason | Cure | Obstacle) -> dict[str, str]:
    """Return the two sentences as the fields ``message_zh`` and ``message_en``."""
    said = obstacle(code) if isinstance(code, Obstacle) else sentence(code)
    return {"message_zh": said.zh, "message_en": said.en}
