"""Rehearse with a scripted phone against a running server; write the contract of the phones."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from app.cli.failures import CommandError
from app.cli.phone_rehearsal import Rehearsal, rehearse


@click.group()
def command() -> None:
    """Rehearse with a scripted phone against a running server; write the contract of the phones."""


@command.command()
@click.option("--base-url", default="http://127.0.0.1:8080", show_default=True, help="The running server.")
@click.option("--code", required=True, help="An enrolment code: roundsman users enrol EMAIL.")
@click.option(
    "--date", "on_date", default="today", show_default=True, help="The day of the route: YYYY-MM-DD or today."
)
def play(base_url: str, code: str, on_date: str) -> None:
    """Enrol a scripted phone and carry out the first visit of its route that nobody has begun.

    A rehearsal: it writes a real record with invented findings and fulfils what is owed. Not for a company's own data.
    """
    click.echo("演练：以下检查结果均为虚构 · a rehearsal: what follows is invented")
    with Rehearsal(base_url) as phone:
        for step in rehearse(phone, code, _day(on_date)):
            click.echo(f"{step.zh} · {step.en}")


@command.command()
@click.option("--write", is_flag=True, help="Replace the committed file; without it the contract is printed.")
def contract(*, write: bool) -> None:
    """Print the OpenAPI document of the phones as this code has it."""
    from app.container import Container
    from app.factory import create_app
    from app.settings import Settings
    from mobile_api.openapi import COMMITTED, contract_of, written

    client = create_app(Container(settings=Settings.from_env())).test_client()
    text = written(contract_of(client.get("/api/openapi.json").get_json()))
    if write:
        Path(COMMITTED).write_text(text, encoding="utf-8")
        click.echo(f"已写入 written: {COMMITTED}")
    else:
        click.echo(text, nl=False)


def _day(text: str) -> str:
    if text == "today":
        return text
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        zh, en = f"--date 需要 YYYY-MM-DD 或 today，而不是 {text!r}", f"--date takes YYYY-MM-DD or today, not {text!r}"
        raise CommandError("date", zh, en) from error
