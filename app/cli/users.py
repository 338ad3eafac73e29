"""People who sign in: add, list, reset a password, close, enrol a phone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from app.container import Container
from app.domain.kinds import Role
from app.services.access import people
from app.settings import Settings

ROLE = click.Choice([role.value for role in Role])


@click.group()
def command() -> None:
    """People who sign in: add, list, reset a password, close, enrol a phone."""


@command.command()
@click.argument("email")
@click.option("--name", required=True, help="The person's name.")
@click.option("--role", "roles", multiple=True, required=True, type=ROLE, help="May be given several times.")
@click.option("--unit", "units", multiple=True, required=True, help="Code of a unit; may be given several times.")
@click.option("--technician", help="External id of the technician this person is, for the phone.")
@click.option("--locale", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input instead of making one.")
def add(  # noqa: PLR0913
    email: str,
    name: str,
    roles: tuple[str, ...],
    units: tuple[str, ...],
    technician: str | None,
    locale: str,
    password_stdin: bool,  # noqa: FBT001 (a command-line flag)
) -> None:
    """Make an account for EMAIL and print its password once."""
    password = sys.stdin.readline().rstrip("\n") if password_stdin else people.random_password()
    person = people.NewPerson(
        email=email,
        name=name,
        roles=tuple(Role(role) for role in roles),
        units=units,
        technician=technician,
        locale=locale,
    )
    with _opened() as container, container.begin() as work:
        people.add_person(work, person, password)
        work.commit()
    click.echo(f"已添加 added: {email}" + ("" if password_stdin else f"\n密码 password: {password}"))


@command.command("list")
def list_people() -> None:
    """List accounts with their roles and units."""
    with _opened() as container:
        accounts = people.everybody(container.begin)
    for account in accounts:
        state = "" if account.active else "  (已停用 closed)"
        click.echo(f"{account.email}\t{account.name}\t{','.join(account.roles)}\t{','.join(account.units)}{state}")


@command.command("reset-password")
@click.argument("email")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input instead of making one.")
def reset_password(email: str, password_stdin: bool) -> None:  # noqa: FBT001 (a command-line flag)
    """Give EMAIL a new password, which ends all sessions."""
    given = sys.stdin.readline().rstrip("\n") if password_stdin else None
    with _opened() as container:
        password = people.reset_password(container.begin, email, given)
    click.echo("密码已更改 password changed" if password_stdin else f"新密码 new password: {password}")


@command.command("reset-codes")
@click.argument("email")
def reset_codes(email: str) -> None:
    """Forget the authenticator app of EMAIL, which ends all sessions; the next log-in sets one up."""
    with _opened() as container:
        people.reset_codes(container.begin, email)
    click.echo(f"下次登录时重新绑定身份验证器 the next log-in sets up an authenticator: {email}")


@command.command()
@click.argument("email")
def close(email: str) -> None:
    """Close the account of EMAIL: sessions and phones are refused at once."""
    with _opened() as container:
        people.close(container.begin, email)
    click.echo(f"已停用 closed: {email}")


@command.command()
@click.argument("email")
def enrol(email: str) -> None:
    """Print a code that binds one phone to EMAIL within ten minutes."""
    with _opened() as container:
        code = people.enrol(container.begin, container.clock, email)
    click.echo(f"注册码 enrolment code: {code}\n10 分钟内有效,仅可使用一次 / valid for 10 minutes, once")


@contextmanager
def _opened() -> Iterator[Container]:
    container = Container(settings=Settings.from_env())
    try:
        yield container
    finally:
        container.engine.dispose()
