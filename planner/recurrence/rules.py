"""How often something is owed: the four kinds of interval that laws and company rules use."""

from dataclasses import dataclass
from enum import StrEnum

from planner.problem.errors import Flaw, ProblemError


class IntervalKind(StrEnum):
    """Which date the next one counts from (domain facts, section 2, interval semantics a-d)."""

    ROLLING = "rolling"
    ANNIVERSARY = "anniversary"
    PER_PERIOD = "per_period"
    PERIOD_MAX_GAP = "period_max_gap"


class Period(StrEnum):
    """A stretch of the civil calendar."""

    YEAR = "year"
    HALF = "half"
    QUARTER = "quarter"
    MONTH = "month"

    @property
    def months(self) -> int:
        """Number of months in it."""
        return {Period.YEAR: 12, Period.HALF: 6, Period.QUARTER: 3, Period.MONTH: 1}[self]


@dataclass(frozen=True, kw_only=True, slots=True)
class IntervalRule:
    """One rule of recurrence.

    Attributes
    ----------
    months, days : the interval of ROLLING and ANNIVERSARY (ANNIVERSARY counts in whole months)
    period, per_period : PER_PERIOD and PERIOD_MAX_GAP: so many in each period, one in each equal part of it
    max_gap_months, max_gap_days : PERIOD_MAX_GAP: longest time since the last one ("not exceeding 15 months")
    early_days : how long before the due date the window opens; with ANNIVERSARY a visit in it keeps the date
    tolerance_days : a cadence, soft rules only: the gap between two visits is the interval plus or minus this (with
        PER_PERIOD: the window is this much to each side of the middle of the part; 0 means the whole part)
    hard : the law or a promise forbids a later date
    grace_days : length of the window given to what is already overdue; None: the tolerance of a cadence, or 30
    first_days : length of the window of a customer of whom nothing is known; None: `grace_days`
    """

    kind: IntervalKind
    months: int = 0
    days: int = 0
    period: Period | None = None
    per_period: int = 1
    max_gap_months: int = 0
    max_gap_days: int = 0
    early_days: int = 0
    tolerance_days: int = 0
    hard: bool = False
    grace_days: int | None = None
    first_days: int | None = None

    def __post_init__(self) -> None:
        flaws = [flaw for holds, flaw in self._claims() if not holds]
        if flaws:
            raise ProblemError(flaws)

    @property
    def half_width_days(self) -> int:
        """Days to each side of the ideal date such that any two choices keep the gap within the tolerance."""
        return self.tolerance_days // 2

    @property
    def grace(self) -> int:
        """Days granted to what is overdue already."""
        if self.grace_days is not None:
            return self.grace_days
        return 2 * self.half_width_days if self.tolerance_days else min(30, max(0, self.shortest_days - 1))

    @property
    def first_grace(self) -> int:
        """Days granted to a customer without any known date."""
        return self.grace if self.first_days is None else self.first_days

    @property
    def shortest_days(self) -> int:
        """Fewest days the interval can have (February counted where months are)."""
        if self.counts_periods:
            return self.part_months * 28 if self.part_months else 28 // self.per_period
        return self.days + (self.months * 365) // 12 - (2 if self.months else 0)

    @property
    def counts_periods(self) -> bool:
        """True for the two kinds that follow the civil calendar."""
        return self.kind in {IntervalKind.PER_PERIOD, IntervalKind.PERIOD_MAX_GAP}

    @property
    def part_months(self) -> int:
        """Whole months in one part of the period; 0 when a part is shorter than a month."""
        whole = self.period.months if self.period else 0
        return whole // self.per_period if whole % self.per_period == 0 else 0

    def _claims(self) -> list[tuple[bool, Flaw]]:
        numbers = (self.months, self.days, self.max_gap_months, self.max_gap_days, self.early_days, self.tolerance_days)
        graces = (self.grace_days or 0, self.first_days or 0)
        claims = [
            (min(*numbers, *graces) >= 0, _flaw("days", "no number may be negative", "数值不得为负")),
            (
                not (self.hard and self.tolerance_days),
                _flaw(
                    "tolerance_days", "a hard rule has no tolerance, use early_days", "强制规则不得有容差，请用提前天数"
                ),
            ),
        ]
        claims += self._period_claims() if self.counts_periods else self._interval_claims()
        if all(holds for holds, _ in claims):
            claims.append(self._room_claim())
        return claims

    def _interval_claims(self) -> list[tuple[bool, Flaw]]:
        claims = [(self.months + self.days > 0, _flaw("months", "the interval is empty", "间隔不能为零"))]
        if self.kind is IntervalKind.ANNIVERSARY:
            whole = self.months > 0 and self.days == 0 and self.tolerance_days == 0
            claims.append((whole, _flaw("months", "an anniversary counts whole months", "周年制须以整月计")))
        return claims

    def _period_claims(self) -> list[tuple[bool, Flaw]]:
        claims = [
            (self.period is not None, _flaw("period", "name the calendar period", "须指定日历周期")),
            (1 <= self.per_period <= 28, _flaw("per_period", "must be 1..28", "每周期次数须为 1 至 28")),
            (
                not (self.months or self.days or self.early_days),
                _flaw("months", "a calendar rule has no interval of its own", "日历周期制不得另设间隔"),
            ),
        ]
        if self.kind is IntervalKind.PERIOD_MAX_GAP and self.period is not None:
            gap = self.max_gap_months * 28 + self.max_gap_days
            longest = -(-self.period.months * 31 // self.per_period)
            enough = gap >= longest or self.max_gap_months * self.per_period >= self.period.months
            claims.append(
                (enough, _flaw("max_gap_days", "shorter than one part of the period", "最长间隔短于一个分期"))
            )
        return claims

    def _room_claim(self) -> tuple[bool, Flaw]:
        widest = max(
            self.early_days, 2 * self.half_width_days, 0 if self.counts_periods else max(self.grace, self.first_grace)
        )
        en = f"windows of {widest} days would overlap the next one of an interval of {self.shortest_days}"
        zh = f"{widest} 天的时间窗会与下一次重叠（间隔最短 {self.shortest_days} 天）"
        return widest < max(1, self.shortest_days), _flaw("early_days", en, zh)


def _flaw(name: str, en: str, zh: str) -> Flaw:
    return Flaw(path=f"rule.{name}", message_en=en, message_zh=zh)
