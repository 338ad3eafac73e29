"""What the commands of planning print."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from types import TracebackType
from typing import TYPE_CHECKING

import click

from app.domain.sentences import REASONS, sentence
from app.services.planning.stages import STAGES, Stage
from planner.plan import Reason

if TYPE_CHECKING:
    from app.services.planning.parts import Made
    from app.services.ports.planning_store import Listed
    from planner.plan import Proof


class PlanLine:
    """A progress line: repainted on a terminal, one line a stage elsewhere."""

    def __init__(self) -> None:
        self._stage: Stage | None = None
        self._live = sys.stdout.isatty()

    def __enter__(self) -> PlanLine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live and self._stage is not None:
            click.echo("\r\x1b[K", nl=False)

    def report(self, stage: Stage, progress: float) -> None:
        """Show the stage and the share done."""
        sentence = f"{STAGES[stage].zh} · {STAGES[stage].en}"
        if self._live:
            click.echo(f"\r\x1b[K  {round(100 * progress):3d} %  {sentence}", nl=False)
        elif stage is not self._stage:
            click.echo(f"  {round(100 * progress):3d} %  {sentence}")
        self._stage = stage

    def cancelled(self) -> bool:
        """Ctrl-C is the way to cancel here."""
        return False


def say_made(made: Made) -> None:
    """Say what a run has stored."""
    click.echo(f"版本 version {made.number}: {made.version_id}")
    click.echo(f"  已安排 planned: {made.planned}")
    for code, count in sorted(made.unplanned.items(), key=lambda each: -each[1]):
        said = REASONS[Reason(code)]
        click.echo(f"  未安排 unplanned: {count}  {said.zh} · {said.en}")
    click.echo(f"  法定逾期 legal lapses: {made.legal_lapsed}; 校验违规 violations: {made.hard_violations}")


def say_proof(proof: Proof) -> None:
    """Say whether the law can be kept."""
    if proof.fits:
        sure = "" if proof.certain else "（余量很小 · with hardly anything to spare）"
        click.echo(f"法定检查可全部按期完成 · every legal visit can be made in time{sure}")
    else:
        click.echo("法定检查无法全部按期完成 · not every legal visit can be made in time")
    click.echo(f"  需要 needed {proof.demand_h:.0f} h, 可用 available {proof.capacity_h:.0f} h")
    for one in proof.shortages:
        click.echo(
            f"  {one.region} {one.starts_on}..{one.ends_on} {'+'.join(one.certificates)}:"
            f" 缺 short of {one.missing_h:.1f} h, {one.obligations} 次 visits"
        )
        for cure in one.cures:
            said = sentence(cure)
            click.echo(f"    · {said.zh} · {said.en}")


def say_versions(versions: Sequence[Listed]) -> None:
    """List versions."""
    if not versions:
        click.echo("还没有计划 · no plan yet")
    for one in versions:
        click.echo(
            f"{one.id}  {one.level.value:9} {one.unit_name} {one.period_start}..{one.period_until} #{one.number}"
            f" {one.state.value}, 上门 visits {one.costs.get('visits', '?')}, 违规 violations {one.hard_violations}"
        )
