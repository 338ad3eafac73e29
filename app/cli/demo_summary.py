"""The demo's summary: for a person on the screen, for programs in summary.json."""

from __future__ import annotations

import json
import resource
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Summary:
    """What the demo did; `visits` are those the year asks for, `planned` those that got a week."""

    city: str
    customers: int
    technicians: int
    horizon: dict[str, str]
    obligations: int
    visits: int
    planned: int
    unplanned: dict[str, int]
    month: dict[str, object]
    legal_lapsed: int
    shortages: list[dict[str, object]]
    judge_violations: int
    travel_minutes: float
    service_minutes: float
    quarantined: int
    seconds: dict[str, float]
    peak_mb: float


def peak_mb() -> float:
    """Return the most memory this process and its ended children held, in MiB."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return round((own + children) / 1024, 1)


def write(summary: Summary, folder: Path) -> Path:
    """Write summary.json whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / "summary.json.new"
    fresh.write_text(json.dumps(asdict(summary), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return fresh.replace(folder / "summary.json")


def show(summary: Summary) -> None:
    """Print what a person wants to know first."""
    month = summary.month
    lines = [
        ("客户", "customers", f"{summary.customers:,}"),
        ("技术员", "technicians", f"{summary.technicians}"),
        ("年度", "year", f"{summary.horizon['start']} → {summary.horizon['until']}"),
        ("应办事项（已到台账）", "obligations in the ledger", f"{summary.obligations:,}"),
        ("全年应上门 / 已排周", "visits asked / given a week", f"{summary.visits:,} / {summary.planned:,}"),
        ("首月上门 / 路线", "first month: visits / routes", f"{month['planned']:,} / {month['routes']:,}"),
        ("首月行驶 / 服务（小时）", "first month: travel / service (h)", _hours(summary)),
        ("法定逾期", "inspections that would lapse", f"{summary.legal_lapsed}"),
        ("校验违规", "violations found by the judge", f"{summary.judge_violations}"),
    ]
    click.echo()
    for zh, en, value in lines:
        click.echo(f"  {value:>28}  {zh} · {en}")
    for reason, count in sorted(summary.unplanned.items(), key=lambda pair: -pair[1]):
        click.echo(f"  {count:>28,}  全年未排：{reason} · not planned in the year: {reason}")
    if summary.quarantined:
        click.echo(f"  {summary.quarantined:>28,}  无道路可达，已列出 · no road leads there, listed")
    for one in summary.shortages:
        _show_shortage(one)


def _hours(summary: Summary) -> str:
    return f"{summary.travel_minutes / 60:,.0f} / {summary.service_minutes / 60:,.0f}"


def _show_shortage(one: dict[str, object]) -> None:
    click.echo()
    click.echo(
        f"  人力缺口：{one['region']}，证书 {one['certificates']}，{one['starts_on']} 至 {one['ends_on']}，"
        f"需 {one['demand_h']} 小时，可用 {one['capacity_h']} 小时，缺 {one['missing_h']} 小时"
    )
    click.echo(
        f"  Shortage: {one['region']}, certificate {one['certificates']}, {one['starts_on']} to {one['ends_on']}: "
        f"{one['demand_h']} h asked, {one['capacity_h']} h there, {one['missing_h']} h short"
    )
    cures = one.get("cures")
    if isinstance(cures, list):
        for cure in cures[:3]:
            click.echo(f"    · {cure['zh']} · {cure['en']}")
