"""Rules of recurrence as plain values, the way tables and files keep them."""

from collections.abc import Mapping
from dataclasses import fields

from planner.problem import Flaw, ProblemError
from planner.recurrence import IntervalKind, IntervalRule, Period

_NAMES = frozenset(field.name for field in fields(IntervalRule))


def interval_of(values: Mapping[str, object], *, hard: bool | None = None) -> IntervalRule:
    """Return the rule that `values` describe; `hard` overrides what they say.

    Raises
    ------
    ProblemError : an unknown field, kind or period, a number that is none, or numbers that contradict each other
    """
    unknown = sorted(set(values) - _NAMES)
    if unknown:
        raise _refusal(unknown[0], "unknown field", "字段不存在")
    said = {name: value for name, value in values.items() if value is not None}
    if hard is not None:
        said["hard"] = hard
    for name, value in said.items():
        if name not in {"kind", "period", "hard"} and (isinstance(value, bool) or not isinstance(value, int)):
            raise _refusal(name, f"{value!r} is not a whole number", "须为整数")
    try:
        said["kind"] = IntervalKind(str(said.get("kind")))
        if "period" in said:
            said["period"] = Period(str(said["period"]))
    except ValueError as error:
        raise _refusal("kind", str(error), "间隔类型或周期不存在") from error
    return IntervalRule(**said)  # type: ignore[arg-type]


def interval_values(rule: IntervalRule) -> dict[str, str | int | bool | None]:
    """Return `rule` as plain values that JSON can keep, without what is at its default."""
    values = {field.name: getattr(rule, field.name) for field in fields(rule)}
    kept = {f.name: values[f.name] for f in fields(rule) if f.name == "kind" or values[f.name] != f.default}
    return {name: str(value) if isinstance(value, IntervalKind | Period) else value for name, value in kept.items()}


def _refusal(name: str, en: str, zh: str) -> ProblemError:
    return ProblemError([Flaw(path=f"interval.{name}", message_en=en, message_zh=zh)])
