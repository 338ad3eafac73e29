"""Plan a year, a month or a day here and now; prove, list, publish."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from app.cli.plan_lines import PlanLine, say_made, say_proof, say_versions

if TYPE_CHECKING:
    from app.container import Container

DAY = click.DateTime(["%Y-%m-%d"])


@click.group()
def command() -> None:
    """Plan a year, a month or a day here and now; prove, list, publish."""


def _container() -> Container:
    from app.container import Container
    from app.settings import Settings
    from app.storage import provision

    settings = Settings.from_env()
    provision.ready(settings)
    container = Container(settings)
    click.get_current_context().call_on_close(container.engine.dispose)
    return container


def _asked(function: Callable[..., Any]) -> Callable[..., Any]:
    options = (
        click.option("--unit", help="Code of the unit; the company by default."),
        click.option("--start", type=DAY, required=True, help="First day of the period."),
        click.option("--until", type=DAY, help="First day after it; by default a whole period of the level."),
        click.option("--today", type=DAY, help="Plan as if it were this day."),
        click.option("--seed", default=1, show_default=True, help="Where chance begins."),
    )
    for option in reversed(options):
        function = option(function)
    return function


def _plan(
    level: str, unit: str | None, start: datetime, until: datetime | None, today: datetime | None, seed: int
) -> None:
    from app.domain.kinds import PlanLevel
    from app.services.planning.carry_out import SOLVERS
    from app.services.planning.find import unit_by_code
    from app.services.planning.parts import Ask

    container = _container()
    ask = Ask(
        unit_id=unit_by_code(container.begin, unit),
        period_start=start.date(),
        period_until=_date(until),
        today=_date(today),
        seed=seed,
    )
    with PlanLine() as line:
        made = SOLVERS[PlanLevel(level)](container.planning, ask, line)
    say_made(made)


@command.command()
@_asked
def annual(**asked: Any) -> None:
    """Plan a year: a week for every visit, and the proof that the law can be kept."""
    _plan("annual", **asked)


@command.command()
@_asked
def month(**asked: Any) -> None:
    """Plan a month: people, days and routes."""
    _plan("monthly", **asked)


@command.command()
@_asked
def day(**asked: Any) -> None:
    """Route one day anew."""
    _plan("day", **asked)


@command.command()
@_asked
def proof(unit: str | None, start: datetime, until: datetime | None, today: datetime | None, seed: int) -> None:
    """Prove that the law can be kept, or name where not; exit 1 when it cannot. Stores nothing."""
    from app.services.planning.find import unit_by_code
    from app.services.planning.parts import Ask
    from app.services.planning.prove import prove

    del seed
    container = _container()
    chosen = unit_by_code(container.begin, unit)
    ask = Ask(unit_id=chosen, period_start=start.date(), period_until=_date(until), today=_date(today))
    _, answer = prove(container.planning, ask)
    say_proof(answer)
    if not answer.fits:
        raise click.exceptions.Exit(1)


@command.command()
@click.option("--unit", help="Code of the unit; the company by default.")
def status(unit: str | None) -> None:
    """List the versions of the plans of a unit and below."""
    from app.services.planning.find import unit_by_code, versions

    container = _container()
    say_versions(versions(container.begin, unit_by_code(container.begin, unit)))


@command.command()
@click.argument("version", type=click.UUID)
def publish(version: uuid.UUID) -> None:
    """Put a version in force."""
    from app.services.planning.publish import publish as put_in_force

    done = put_in_force(_container().planning, version)
    click.echo(f"已发布，生效上门 {done.live} 次 · published, {done.live} visits in force")


@command.command()
@click.argument("version", type=click.UUID)
def approve(version: uuid.UUID) -> None:
    """Approve a draft."""
    from app.services.planning.versions import approve as approve_version

    container = _container()
    approve_version(container.begin, container.clock, version)
    click.echo("已批准 · approved")


@command.command()
@click.argument("version", type=click.UUID)
def discard(version: uuid.UUID) -> None:
    """Put a draft away."""
    from app.services.planning.versions import discard as discard_version

    container = _container()
    discard_version(container.begin, container.clock, version)
    click.echo("已作废 · discarded")


def _date(moment: datetime | None) -> date | None:
    return None if moment is None else moment.date()
