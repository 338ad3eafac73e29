"""The programmes a new company starts with, and which rule holds for a customer on a day (S4.2, S9.1)."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from importlib.resources import files
from typing import Any

from app.domain.kinds import CustomerKind, ProgrammeKind, Tier
from app.domain.programmes.interval import interval_of
from planner.problem import Priority
from planner.recurrence import IntervalRule


@dataclass(frozen=True, kw_only=True, slots=True)
class DefaultRule:
    """How often, for whom, how long and since when; fields named as in the table of rules.

    Attributes
    ----------
    customer_kind, tier : whom it is for; None: everybody
    service_s, setup_s : seconds at the premises, seconds to get in
    window_start_s, window_end_s : seconds after midnight between which service may begin
    effective_from, effective_until : first day it holds, first day it no longer does (None: without end)
    source, duration_source : where the interval and the durations come from
    """

    customer_kind: CustomerKind | None
    tier: Tier | None
    interval: IntervalRule
    priority: Priority
    service_s: int
    setup_s: int
    window_start_s: int
    window_end_s: int
    effective_from: date
    effective_until: date | None
    source: str
    duration_source: str

    def __post_init__(self) -> None:
        if not (self.service_s > 0 <= self.setup_s and self.window_start_s < self.window_end_s and self.source):
            raise ValueError(f"rule for {self.customer_kind or self.tier}: durations, window or source are wrong")
        if self.effective_until is not None and self.effective_until <= self.effective_from:
            raise ValueError(f"rule for {self.customer_kind or self.tier}: it ends before it begins")

    @property
    def hard(self) -> bool:
        """True where law forbids a later date."""
        return self.interval.hard

    def holds_for(self, kind: CustomerKind | None, tier: Tier | None, on: date) -> bool:
        """Tell whether the rule covers such a customer on that day."""
        in_time = self.effective_from <= on and (self.effective_until is None or on < self.effective_until)
        return in_time and self.customer_kind in {None, kind} and self.tier in {None, tier}


@dataclass(frozen=True, kw_only=True, slots=True)
class DefaultProgramme:
    """A standing duty with its rules."""

    code: str
    kind: ProgrammeKind
    name_zh: str
    name_en: str
    certificate: str | None
    rules: tuple[DefaultRule, ...]


@cache
def default_programmes() -> tuple[DefaultProgramme, ...]:
    """Return the programmes that come with the product."""
    text = files(__package__).joinpath("programmes.toml").read_text(encoding="utf-8")
    return tuple(_programme(row) for row in tomllib.loads(text)["programme"])


def rule_in_force(
    rules: Iterable[DefaultRule], *, kind: CustomerKind | None, tier: Tier | None, on: date
) -> DefaultRule | None:
    """Return the rule for such a customer on that day: the most specific one, then the latest; None without any."""
    fitting = [rule for rule in rules if rule.holds_for(kind, tier, on)]
    return max(fitting, key=_specificity, default=None)


def _specificity(rule: DefaultRule) -> tuple[int, date]:
    return (rule.customer_kind is not None) + (rule.tier is not None), rule.effective_from


def _programme(row: dict[str, Any]) -> DefaultProgramme:
    return DefaultProgramme(
        code=row["code"],
        kind=ProgrammeKind(row["kind"]),
        name_zh=row["name_zh"],
        name_en=row["name_en"],
        certificate=row.get("certificate"),
        rules=tuple(_rule(rule) for rule in row["rule"]),
    )


def _rule(row: dict[str, Any]) -> DefaultRule:
    start, end = row["window"]
    return DefaultRule(
        customer_kind=CustomerKind(row["customer_kind"]) if "customer_kind" in row else None,
        tier=Tier(row["tier"]) if "tier" in row else None,
        interval=interval_of(row["interval"], hard=row["hard"]),
        priority=Priority(row["priority"]),
        service_s=row["service_min"] * 60,
        setup_s=row["setup_min"] * 60,
        window_start_s=_seconds(start),
        window_end_s=_seconds(end),
        effective_from=row["effective_from"],
        effective_until=row.get("effective_until"),
        source=row["source"],
        duration_source=row["duration_source"],
    )


def _seconds(text: str) -> int:
    clock = time.fromisoformat(text)
    return clock.hour * 3600 + clock.minute * 60
