"""Store the default programmes and rules; what is there already stays as it is."""

from __future__ import annotations

import click


@click.command()
def command() -> None:
    """Store the default programmes and rules; what is there already stays as it is."""
    from app.container import Container
    from app.domain.programmes import default_programmes
    from app.services.ledger.seed_rules import seed_rules
    from app.settings import Settings
    from app.storage import provision

    settings = Settings.from_env()
    provision.ready(settings)
    container = Container(settings)
    stored = seed_rules(container.begin, default_programmes())
    container.engine.dispose()
    click.echo(f"新增业务 {stored.programmes} 项、规则 {stored.rules} 条")
    click.echo(f"{stored.programmes} programmes and {stored.rules} rules are new")
